import assert from "node:assert/strict";
import { test } from "node:test";
import { afterChange, hereFrom, others } from "../../client/src/here/state.ts";
import type { GroupId, HereChanged, PersonId } from "../../client/src/shapes.ts";

const group = "g" as GroupId;
const person = (id: string) => id as PersonId;
const somebody = (id: string, name: string) => ({ person: person(id), name });
const change = (said: Partial<HereChanged>): HereChanged => ({
    group,
    count: 0,
    came: [],
    gone: [],
    ...said,
});

test("who comes is there, who goes is not, and a new name replaces the old one", () => {
    let here = hereFrom({ group, count: 2, people: [somebody("1", "Ada"), somebody("2", "Tom")] });
    here = afterChange(here, change({ count: 3, came: [somebody("3", "Bea")] }));
    here = afterChange(
        here,
        change({ count: 2, came: [somebody("2", "Thomas")], gone: [person("1")] }),
    );
    assert.equal(here.count, 2);
    assert.deepEqual([...here.people.values()], ["Thomas", "Bea"]);
});

test("the line names a few by name, counts the rest, and leaves out whoever reads it", () => {
    const people = ["Tom", "Ada", "Éa", "Me"].map((name, id) => somebody(String(id), name));
    const here = hereFrom({ group, count: 9, people });
    assert.deepEqual(others(here, person("3"), 2), { names: ["Ada", "Éa"], more: 6 });
    assert.deepEqual(others(here, undefined, 9), { names: ["Ada", "Éa", "Me", "Tom"], more: 5 });
    const alone = hereFrom({ group, count: 1, people: [somebody("3", "Me")] });
    assert.deepEqual(others(alone, person("3"), 4), { names: [], more: 0 });
});
