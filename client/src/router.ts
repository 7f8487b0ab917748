// Where one is: the address decides the view, nothing else does. Links are plain <a href>; clicks on
// them are taken over here. Back finds the scroll position where it was left.
import { signal, type ReadonlySignal } from "@preact/signals";
import type { AuthorityId, GroupId, PersonId, PostId, ResourceId, TopicId } from "./shapes.ts";

export type Query = Readonly<Record<string, string>>;

/** What the network says about itself. */
export type Which = "accessibility" | "privacy";

export type Place =
    | { view: "home" }
    | { view: "sign_in" }
    | { view: "groups" }
    | { view: "new_group" }
    | { view: "group"; group: GroupId }
    | { view: "forum"; group: GroupId }
    | { view: "new_topic"; group: GroupId }
    | { view: "library"; group: GroupId }
    | { view: "new_resource"; group: GroupId }
    | { view: "resource"; resource: ResourceId }
    /** Which two versions is in the query: library/changes_page.tsx. */
    | { view: "changes"; resource: ResourceId }
    | { view: "members"; group: GroupId }
    | { view: "members_list"; group: GroupId }
    | { view: "desk"; group: GroupId }
    | { view: "group_settings"; group: GroupId }
    /** `post` is the number of #post-N. */
    | { view: "topic"; topic: TopicId; post?: number }
    | { view: "post"; post: PostId }
    | { view: "person"; person: PersonId }
    | { view: "people" }
    | { view: "people_list" }
    | { view: "settings" }
    /** What is looked for is in the query: search/asked.ts. */
    | { view: "search" }
    | { view: "which" }
    | { view: "administration" }
    | { view: "audit" }
    | { view: "statement"; which: Which }
    | { view: "new_authority" }
    | { view: "authority"; authority: AuthorityId }
    | { view: "not_found" };

export type ViewName = Place["view"];

const id = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";

/** One row a view: what its path looks like, what place it is, and the way back to a path. */
const table: readonly [RegExp, (found: string, hash: string) => Place][] = [
    [/^\/$/, () => ({ view: "home" })],
    [/^\/sign-in$/, () => ({ view: "sign_in" })],
    [/^\/groups$/, () => ({ view: "groups" })],
    [/^\/groups\/new$/, () => ({ view: "new_group" })],
    [new RegExp(`^/groups/${id}$`), (group) => ({ view: "group", group: group as GroupId })],
    [new RegExp(`^/groups/${id}/forum$`), (group) => ({ view: "forum", group: group as GroupId })],
    [
        new RegExp(`^/groups/${id}/forum/new$`),
        (group) => ({ view: "new_topic", group: group as GroupId }),
    ],
    [
        new RegExp(`^/groups/${id}/library$`),
        (group) => ({ view: "library", group: group as GroupId }),
    ],
    [
        new RegExp(`^/groups/${id}/library/new$`),
        (group) => ({ view: "new_resource", group: group as GroupId }),
    ],
    [
        new RegExp(`^/resources/${id}$`),
        (resource) => ({ view: "resource", resource: resource as ResourceId }),
    ],
    [
        new RegExp(`^/resources/${id}/changes$`),
        (resource) => ({ view: "changes", resource: resource as ResourceId }),
    ],
    [
        new RegExp(`^/groups/${id}/members$`),
        (group) => ({ view: "members", group: group as GroupId }),
    ],
    [
        new RegExp(`^/groups/${id}/members/list$`),
        (group) => ({ view: "members_list", group: group as GroupId }),
    ],
    [new RegExp(`^/groups/${id}/desk$`), (group) => ({ view: "desk", group: group as GroupId })],
    [
        new RegExp(`^/groups/${id}/settings$`),
        (group) => ({ view: "group_settings", group: group as GroupId }),
    ],
    [
        new RegExp(`^/topics/${id}$`),
        (topic, hash) => ({ view: "topic", topic: topic as TopicId, ...postIn(hash) }),
    ],
    [new RegExp(`^/posts/${id}$`), (post) => ({ view: "post", post: post as PostId })],
    [new RegExp(`^/people/${id}$`), (person) => ({ view: "person", person: person as PersonId })],
    [/^\/settings$/, () => ({ view: "settings" })],
    [/^\/search$/, () => ({ view: "search" })],
    [/^\/which$/, () => ({ view: "which" })],
    [/^\/administration$/, () => ({ view: "administration" })],
    [/^\/administration\/people$/, () => ({ view: "people" })],
    [/^\/administration\/people\/list$/, () => ({ view: "people_list" })],
    [/^\/administration\/audit$/, () => ({ view: "audit" })],
    [
        /^\/administration\/(accessibility|privacy)$/,
        (which) => ({ view: "statement", which: which as Which }),
    ],
    [/^\/administration\/authorities\/new$/, () => ({ view: "new_authority" })],
    [
        new RegExp(`^/administration/authorities/${id}$`),
        (authority) => ({ view: "authority", authority: authority as AuthorityId }),
    ],
];

function postIn(hash: string): { post?: number } {
    const number = /^#post-([1-9][0-9]{0,8})$/.exec(hash)?.[1];
    return number ? { post: Number(number) } : {};
}

export function placeOf(path: string, hash = ""): Place {
    const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
    for (const [shape, make] of table) {
        const found = shape.exec(plain);
        if (found) return make(found[1] ?? "", hash);
    }
    return { view: "not_found" };
}

export function pathOf(place: Place): string {
    switch (place.view) {
        case "home":
        case "not_found":
            return "/";
        case "sign_in":
            return "/sign-in";
        case "groups":
            return "/groups";
        case "new_group":
            return "/groups/new";
        case "group":
            return `/groups/${place.group}`;
        case "forum":
            return `/groups/${place.group}/forum`;
        case "new_topic":
            return `/groups/${place.group}/forum/new`;
        case "library":
            return `/groups/${place.group}/library`;
        case "new_resource":
            return `/groups/${place.group}/library/new`;
        case "resource":
            return `/resources/${place.resource}`;
        case "changes":
            return `/resources/${place.resource}/changes`;
        case "members":
            return `/groups/${place.group}/members`;
        case "members_list":
            return `/groups/${place.group}/members/list`;
        case "desk":
            return `/groups/${place.group}/desk`;
        case "group_settings":
            return `/groups/${place.group}/settings`;
        case "topic":
            return `/topics/${place.topic}${place.post ? `#post-${place.post}` : ""}`;
        case "post":
            return `/posts/${place.post}`;
        case "person":
            return `/people/${place.person}`;
        case "people":
            return "/administration/people";
        case "people_list":
            return "/administration/people/list";
        case "settings":
            return "/settings";
        case "search":
            return "/search";
        case "which":
            return "/which";
        case "administration":
            return "/administration";
        case "audit":
            return "/administration/audit";
        case "statement":
            return `/administration/${place.which}`;
        case "new_authority":
            return "/administration/authorities/new";
        case "authority":
            return `/administration/authorities/${place.authority}`;
    }
}

export function queryOf(search: string): Query {
    return Object.fromEntries(new URLSearchParams(search));
}

/** Whether two places are the same page, so that only a part of it is meant (#post-N). */
export function samePage(one: Place, other: Place): boolean {
    return pathOf(one).split("#")[0] === pathOf(other).split("#")[0];
}

/** After signing in one goes back to where one was; only to a path of our own. */
export function safeReturn(path: string | undefined): string {
    if (!path || !/^\/(?![/\\])/.test(path)) return "/";
    const { view } = placeOf(path.split(/[?#]/)[0]!);
    return view === "not_found" || view === "sign_in" ? "/" : path;
}

interface Kept {
    scroll?: number;
}

const placeSignal = signal<Place>({ view: "home" });
const querySignal = signal<Query>({});
export const here: ReadonlySignal<Place> = placeSignal;
export const query: ReadonlySignal<Query> = querySignal;

/** Set by a navigation, taken by the first heading that appears (pieces/page_title.tsx). */
let arrival: { scroll: number | undefined } | undefined;
let askBeforeLeaving: (() => boolean) | undefined;

export function takeArrival(): { scroll: number | undefined } | undefined {
    const one = arrival;
    arrival = undefined;
    return one;
}

/** A view with something that would be lost may ask first; drafts are kept, so few need it. */
export function beforeLeaving(ask: (() => boolean) | undefined): void {
    askBeforeLeaving = ask;
}

function read(): void {
    const next = placeOf(location.pathname, location.hash);
    placeSignal.value = next;
    const found = queryOf(location.search);
    if (JSON.stringify(found) !== JSON.stringify(querySignal.peek())) querySignal.value = found;
}

function keepScroll(): void {
    history.replaceState({ scroll: scrollY } satisfies Kept, "");
}

/** `to` is a path of ours, with query and hash if need be. */
export function go(to: string, { replace = false } = {}): void {
    if (askBeforeLeaving && !askBeforeLeaving()) return;
    const before = placeSignal.peek();
    if (replace) history.replaceState({}, "", to);
    else {
        keepScroll();
        history.pushState({}, "", to);
    }
    const stays = samePage(before, placeOf(location.pathname, location.hash));
    arrival = stays ? undefined : { scroll: undefined };
    read();
    if (!stays) scrollTo(0, 0);
}

function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey;
    if (event.defaultPrevented || !plain || event.shiftKey || event.altKey) return undefined;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) {
        return undefined;
    }
    return link.origin === location.origin ? link : undefined;
}

function clicked(event: MouseEvent): void {
    const link = linkOf(event);
    if (!link) return;
    const inPage = link.pathname === location.pathname && link.search === location.search;
    if (inPage && link.hash && placeSignal.peek().view !== "topic") return; // the browser knows best
    if (placeOf(link.pathname, link.hash).view === "not_found") return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
}

/** Starts to answer the address bar, links, Back and Forward. */
export function startRouter(): void {
    history.scrollRestoration = "manual";
    read();
    addEventListener("popstate", (event) => {
        const before = placeSignal.peek();
        const kept = (event.state ?? {}) as Kept;
        if (!samePage(before, placeOf(location.pathname, location.hash))) {
            arrival = { scroll: kept.scroll ?? 0 };
        }
        read();
    });
    addEventListener("click", clicked);
    let pause: ReturnType<typeof setTimeout>;
    addEventListener("scroll", () => {
        clearTimeout(pause);
        pause = setTimeout(keepScroll, 150);
    });
    addEventListener("pagehide", keepScroll);
}
