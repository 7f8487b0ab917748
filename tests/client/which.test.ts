// What is typed to find out which version one has, and what is said of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { KnownVersion } from "../../client/src/library/shapes.ts";
import type { PersonId } from "../../client/src/shapes.ts";
import { askedIn } from "../../client/src/which/asked.ts";
import { knownWords } from "../../client/src/which/known_words.ts";

const ana = "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11" as PersonId;
const ben = "0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d12" as PersonId;

function known(
    state: KnownVersion["version"]["state"],
    number: number | undefined,
    current: number | undefined,
    superseded_at?: string,
): KnownVersion {
    return {
        by: "content",
        group_name: "Digital skills",
        resource: {
            title: "Induction",
            ...(current && { current: { version: "v", number: current, released_at: "" } }),
        },
        version: {
            state,
            ...(number && { number }),
            by: { person: ana, name: "Ana Ruiz", authority_name: "Eastmere", guest: false },
        },
        ...(superseded_at && { superseded_at }),
    } as unknown as KnownVersion;
}

test("a code is known as people type it, and in the address that is printed with it", () => {
    for (const typed of ["K7Q2-M9XD", " k7q2m9xd ", "k7q2 m9xd"]) {
        assert.deepEqual(askedIn(typed), { code: typed.trim() });
    }
    assert.deepEqual(askedIn("https://vale.example/v/K7Q2-M9XD"), { code: "K7Q2-M9XD" });
    assert.deepEqual(askedIn("vale.example/v/k7q2m9xd"), { code: "k7q2m9xd" });
});

test("an address is a link, and what is neither is not asked about", () => {
    const link = "https://northmere.example/guide";
    assert.deepEqual(askedIn(` ${link} `), { link });
    for (const typed of ["", "guide", "K7Q2-M9X", "K7Q2-M9XDD", "javascript:alert(1)"]) {
        assert.equal(askedIn(typed), undefined, typed);
    }
});

test("what is said of a version says whether to go on using it", () => {
    const words = (...of: Parameters<typeof known>) => knownWords(known(...of), ben, "UTC");
    assert.equal(words("current", 5, 5), "This is version 5, the current one.");
    assert.equal(
        words("superseded", 3, 5, "2026-05-12T09:00:00Z"),
        "This is version 3, superseded on 12 May 2026. Version 5 is current.",
    );
    assert.match(
        words("draft", undefined, 5),
        /^This is a draft of Ana Ruiz.* Version 5 is current\.$/,
    );
    assert.equal(words("removed", 2, undefined), "This was version 2, which has been removed.");
    assert.equal(
        knownWords(known("draft", undefined, undefined), ana, "UTC"),
        "This is a draft of your own.",
    );
});
