import assert from "node:assert/strict";
import { test } from "node:test";
import { CallProblem, type ProblemName } from "../../client/src/problems.ts";
import { base64 } from "../../client/src/invitations/list_bytes.ts";
import { sendList, type SendingWorld } from "../../client/src/invitations/list_sending.ts";
import type { LineLooked } from "../../client/src/invitations/list_shapes.ts";

const group = "0199000a-0000-7000-8000-00000000000b";

function lines(count: number, groups: readonly string[] = []): LineLooked[] {
    return Array.from({ length: count }, (_, i) => ({
        said: { line: i, name: `N${i}`, mail: `n${i}@x`, authority: "", groups: "", role: "" },
        role: "member",
        groups,
        problems: [],
    })) as unknown as LineLooked[];
}

/** A server that answers each request with what `answer` says: a problem, or that it is done. */
function served(answer: (request: string, tries: number) => ProblemName | undefined) {
    const asked: { request: string; mail: string; group?: string }[] = [];
    const tries = new Map<string, number>();
    const settled: (string | undefined)[] = [];
    let ids = 0;
    const world: SendingWorld & { stop: boolean } = {
        stop: false,
        invite: async (said, request) => {
            asked.push({ request, mail: said.mail, ...(said.group ? { group: said.group } : {}) });
            tries.set(request, (tries.get(request) ?? 0) + 1);
            await Promise.resolve();
            const problem = answer(request, tries.get(request)!);
            if (problem) throw new CallProblem(problem);
        },
        requestId: () => `r${++ids}`,
        pause: () => Promise.resolve(),
        settled: (_, problem) => settled.push(problem?.name),
        stopped: () => world.stop,
    };
    return { world, asked, settled };
}

test("everybody of a list is invited once, into each of their groups", async () => {
    const { world, asked, settled } = served(() => undefined);
    assert.equal(await sendList(world, lines(10, [group, "another"])), undefined);
    assert.equal(asked.length, 20);
    assert.equal(new Set(asked.map(({ mail, group }) => `${mail} ${group}`)).size, 20);
    assert.deepEqual(settled, Array(10).fill(undefined));
});

test("when the line goes down in the middle, the same request is asked again", async () => {
    const { world, asked, settled } = served((_, tries) => (tries < 3 ? "line_down" : undefined));
    await sendList(world, lines(6));
    assert.equal(asked.length, 18);
    assert.equal(new Set(asked.map(({ request }) => request)).size, 6);
    assert.equal(settled.length, 6);
});

test("who is invited meanwhile counts as done; a refused line does not end the others", async () => {
    const { world, settled } = served((request) =>
        request === "r1" ? "conflict" : request === "r2" ? "invalid" : undefined,
    );
    assert.equal(await sendList(world, lines(5)), undefined);
    assert.equal(settled.filter((name) => name === undefined).length, 4);
    assert.equal(settled.filter((name) => name === "invalid").length, 1);
});

test("a server that fails for itself is asked three times, not for ever", async () => {
    const { world, asked, settled } = served(() => "internal");
    await sendList(world, lines(1));
    assert.equal(asked.length, 3);
    assert.deepEqual(settled, ["internal"]);
});

test("a right that was lost ends all of it, and so does stopping", async () => {
    const lost = served(() => "forbidden");
    assert.equal((await sendList(lost.world, lines(100)))?.name, "forbidden");
    assert.ok(lost.asked.length <= 4);
    const stopped = served(() => undefined);
    const settle = stopped.world.settled;
    stopped.world.settled = (line, problem) => {
        settle(line, problem);
        stopped.world.stop = true;
    };
    assert.equal(await sendList(stopped.world, lines(100)), undefined);
    assert.ok(stopped.asked.length <= 4);
});

test("bytes are written in base64, however many", () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    assert.deepEqual(new Uint8Array(Buffer.from(base64(bytes), "base64")), bytes);
});
