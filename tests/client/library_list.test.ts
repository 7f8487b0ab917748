import assert from "node:assert/strict";
import { test } from "node:test";
import {
    askedIn,
    comesIn,
    libraryPath,
    listed,
    updateResources,
} from "../../client/src/library/library_list.ts";
import { rightsOverResource, rightsOverVersion } from "../../client/src/library/rights.ts";
import type { ResourceRow, VersionRow } from "../../client/src/library/shapes.ts";
import type { Entry, GroupPage, LabelId, PersonId } from "../../client/src/shapes.ts";
import { calendarDay, dayWords } from "../../client/src/time.ts";

const id = "0199000a-0000-7000-8000-00000000000b";
const row = (resource: string, title = resource) => ({ resource, title }) as unknown as ResourceRow;
const all = askedIn({});
const today = "2026-10-12";

test("a page adds what is not there yet, and an entry changes a row where it stands", () => {
    const first = listed({ resources: [row("a"), row("b")], more: true });
    const both = listed({ resources: [row("b"), row("c")], more: false }, first.rows);
    assert.deepEqual(
        both.rows.map(({ resource }) => resource as string),
        ["a", "b", "c"],
    );
    assert.equal(both.more, false);
    const entry = { kind: "resource_changed", resource: row("b", "New") } as unknown as Entry;
    const after = updateResources(both, entry, all, today);
    assert.deepEqual(
        after.rows.map(({ title }) => title),
        ["a", "New", "c"],
    );
    const post = { kind: "post_added" } as unknown as Entry;
    assert.equal(updateResources(both, post, all, today), both);
});

test("a row that no longer fits what is asked for goes, and one that has come to fit comes", () => {
    const label = id as LabelId;
    const said = (kind: string, labels: string[], review_on?: string) =>
        ({ ...row("b"), kind, labels, review_on }) as unknown as ResourceRow;
    const view = listed({ resources: [row("a"), row("b")], more: false });
    const after = (resource: ResourceRow, asked: Partial<typeof all>) =>
        updateResources(
            view,
            { kind: "resource_changed", resource } as unknown as Entry,
            { ...all, ...asked },
            today,
        ).rows.map(({ resource: one }) => one as string);
    assert.deepEqual(after(said("form", []), { kind: "form" }), ["a", "b"]);
    assert.deepEqual(after(said("guide", []), { kind: "form" }), ["a"]);
    assert.deepEqual(after(said("form", [label]), { label }), ["a", "b"]);
    assert.deepEqual(after(said("form", []), { label }), ["a"]);
    assert.deepEqual(after(said("form", [], today), { due: true }), ["a", "b"]);
    assert.deepEqual(after(said("form", [], "2026-10-13"), { due: true }), ["a"]);
    assert.deepEqual(after(said("form", []), { due: true }), ["a"], "reviewed, and no new day");

    const comes = (kind: string, resource: string, more = false, what = "form") =>
        comesIn(
            { ...view, more },
            { kind, resource: { ...said(what, []), resource } } as unknown as Entry,
            { ...all, kind: "form" },
            today,
        );
    assert.equal(comes("resource_added", "c"), true);
    assert.equal(comes("resource_added", "c", false, "guide"), false, "it does not fit");
    assert.equal(comes("resource_changed", "c"), true);
    assert.equal(comes("resource_changed", "c", true), false, "it may be on a later page");
    assert.equal(comes("resource_changed", "b"), false, "it is there");
});

test("the address says what is asked for, and nothing else is believed", () => {
    const asked = { kind: "form", label: id, due: true } as ReturnType<typeof askedIn>;
    const path = libraryPath("g", asked);
    assert.deepEqual(askedIn(Object.fromEntries(new URLSearchParams(path.split("?")[1]))), asked);
    assert.equal(libraryPath("g", askedIn({})), "/groups/g/library");
    assert.deepEqual(askedIn({ kind: "trick", label: "x", due: "1" }), {
        kind: undefined,
        label: undefined,
        due: false,
    });
});

test("a guest changes what they put in, and members everything, while the group is not archived", () => {
    const me = "me" as PersonId;
    const mine = { by: { person: me } } as unknown as ResourceRow;
    const theirs = { by: { person: "other" } } as unknown as ResourceRow;
    const group = (role?: string, archived = false) => ({ role, archived }) as unknown as GroupPage;
    const changes = (one: ResourceRow, of: GroupPage) => rightsOverResource(one, of, me).changes;
    assert.equal(changes(theirs, group("guest")), false);
    assert.equal(changes(mine, group("guest")), true);
    assert.equal(changes(theirs, group("member")), true);
    assert.equal(changes(mine, group("member", true)), false);
    assert.equal(changes(mine, group()), false);

    const draft = { state: "draft", by: { person: "other" } } as unknown as VersionRow;
    const over = (one: VersionRow, role: string) =>
        rightsOverVersion(one, rightsOverResource(theirs, group(role), me), me);
    assert.deepEqual(over(draft, "guest"), { releases: false, removes: false });
    assert.deepEqual(over(draft, "member"), { releases: true, removes: false });
    assert.deepEqual(over(draft, "facilitator"), { releases: true, removes: true });
    const own = { state: "current", by: { person: me } } as unknown as VersionRow;
    assert.deepEqual(over(own, "guest"), { releases: false, removes: true });
    const gone = { ...own, state: "removed" } as VersionRow;
    assert.deepEqual(over(gone, "facilitator"), { releases: false, removes: false });
});

test("a day is that of the person's zone, and is said without one", () => {
    const ms = Date.parse("2026-10-12T23:30:00Z");
    assert.equal(calendarDay(ms, "Europe/London"), "2026-10-13");
    assert.equal(calendarDay(ms, "America/New_York"), "2026-10-12");
    assert.equal(dayWords("2026-10-12"), "12 October 2026");
});
