import assert from "node:assert/strict";
import { test } from "node:test";
import { uuidV7 } from "../../client/src/ids.ts";
import { bylineText } from "../../client/src/pieces/byline.tsx";
import { initials } from "../../client/src/pieces/face.tsx";
import type { Byline } from "../../client/src/shapes.ts";
import { text } from "../../client/src/texts.ts";
import { dayOf, fullDate, timeAgo } from "../../client/src/time.ts";

const london = "Europe/London";

test("dates read as people write them, in the person's own zone", () => {
    assert.equal(fullDate("2026-10-12T16:30:00Z", london), "12 October 2026, 5:30pm");
    assert.equal(fullDate("2026-12-01T00:00:00Z", london), "1 December 2026, 12am");
    assert.equal(fullDate("2026-12-01T12:05:00Z", "America/New_York"), "1 December 2026, 7:05am");
    assert.equal(dayOf("2026-06-30T23:30:00Z", london), "1 July 2026");
});

test("how long ago is said by the calendar of the person's zone", () => {
    const at = Date.parse("2026-10-15T10:00:00Z");
    const said = (instant: string) => timeAgo(instant, at, london);
    assert.equal(said("2026-10-15T09:59:40Z"), "just now");
    assert.equal(said("2026-10-15T10:00:30Z"), "just now");
    assert.equal(said("2026-10-15T09:58:59Z"), "1 minute ago");
    assert.equal(said("2026-10-15T08:00:00Z"), "2 hours ago");
    assert.equal(said("2026-10-14T09:00:00Z"), "yesterday");
    assert.equal(said("2026-10-12T09:00:00Z"), "Monday");
    assert.equal(said("2026-10-01T09:00:00Z"), "1 October");
    assert.equal(said("2025-10-01T09:00:00Z"), "1 October 2025");
});

test("a time zone that nobody knows is shown as UTC instead of failing", () => {
    assert.equal(fullDate("2026-10-12T16:30:00Z", "Nowhere/Else"), "12 October 2026, 4:30pm");
});

test("texts choose their plural and take their values", () => {
    assert.equal(text("core.unread", { count: 1 }), "1 new post");
    assert.equal(text("core.unread", { count: 0 }), "0 new posts");
    assert.equal(text("home.greeting", { name: "{count}" }), "Hello, {count}");
});

test("somebody who has left shows as a former member of their authority", () => {
    const by = { name: "Skills lead", authority_name: "Northmere" } as Byline;
    assert.equal(bylineText(by), "Skills lead, Northmere");
    assert.equal(bylineText({ ...by, name: "" }), "former member of Northmere");
});

test("a face shows the first letters of the first and the last word", () => {
    assert.equal(initials("Skills lead"), "SL");
    assert.equal(initials("Élodie"), "É");
    assert.equal(initials("union learning rep (north)"), "UR");
    assert.equal(initials(""), "–");
});

test("request ids are version 7 and hold the time they were made at", () => {
    const id = uuidV7(Date.UTC(2026, 9, 12), new Uint8Array(10).fill(255));
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(parseInt(id.replace("-", "").slice(0, 12), 16), Date.UTC(2026, 9, 12));
});
