import assert from "node:assert/strict";
import { test } from "node:test";
import { pathOf, placeOf, safeReturn, samePage, type Place } from "../../client/src/router.ts";

const id = "0199000a-0000-7000-8000-00000000000b";
const at = (path: string): Place => {
    const [way, hash] = path.split("#");
    return placeOf(way!, hash === undefined ? "" : `#${hash}`);
};

test("every path leads to its view, and every view back to its path", () => {
    const paths = [
        "/",
        "/sign-in",
        "/groups",
        "/groups/new",
        `/groups/${id}`,
        `/groups/${id}/forum`,
        `/groups/${id}/forum/new`,
        `/groups/${id}/library`,
        `/groups/${id}/library/new`,
        `/resources/${id}`,
        `/resources/${id}/changes`,
        `/groups/${id}/members`,
        `/groups/${id}/members/list`,
        `/groups/${id}/desk`,
        `/groups/${id}/settings`,
        `/topics/${id}`,
        `/topics/${id}#post-17`,
        `/posts/${id}`,
        `/people/${id}`,
        "/settings",
        "/search",
        "/administration",
        "/administration/people",
        "/administration/people/list",
        "/administration/audit",
        "/administration/privacy",
        "/administration/authorities/new",
        `/administration/authorities/${id}`,
    ];
    const views = new Set(paths.map((path) => at(path).view));
    assert.equal(views.size, 27);
    for (const path of paths) assert.equal(pathOf(at(path)), path);
});

test("a path that is none of ours is not found", () => {
    for (const path of ["/x", "/groups/1", `/groups/${id}/diary`, `/topics/${id.toUpperCase()}`]) {
        assert.equal(at(path).view, "not_found", path);
    }
});

test("only a whole number names a post", () => {
    assert.deepEqual(at(`/topics/${id}#post-0`), { view: "topic", topic: id });
    assert.deepEqual(at(`/topics/${id}#post-1e3`), { view: "topic", topic: id });
    assert.deepEqual(at(`/topics/${id}#post-3`), { view: "topic", topic: id, post: 3 });
});

test("another post of the same topic is the same page", () => {
    assert.ok(samePage(at(`/topics/${id}`), at(`/topics/${id}#post-3`)));
    assert.ok(!samePage(at(`/groups/${id}`), at(`/groups/${id}/forum`)));
});

test("after signing in one returns only to a page of this network", () => {
    assert.equal(safeReturn(`/topics/${id}#post-3`), `/topics/${id}#post-3`);
    assert.equal(
        safeReturn(`/groups/${id}/forum?filter=unread`),
        `/groups/${id}/forum?filter=unread`,
    );
    for (const foreign of [
        "//evil.example/",
        "/\\evil.example",
        "https://evil.example",
        "",
        undefined,
        "/sign-in",
        "/x",
    ]) {
        assert.equal(safeReturn(foreign), "/", String(foreign));
    }
});
