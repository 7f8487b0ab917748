// What is looked for, as it stands in the address: /search?q=words&group=…; read and written here alone.
import type { Query } from "../router.ts";
import type { AuthorityId, GroupId, ParamsOf, PersonId } from "../shapes.ts";
import { isDay, nextDay, startOfDay } from "../time.ts";

export type Kind = "post" | "topic" | "person" | "resource";
export type Order = "newest" | "relevance";

export interface Asked {
    readonly words: string;
    readonly kind: Kind | "";
    readonly group: string;
    readonly person: string;
    readonly authority: string;
    /** Days like 2026-10-12, in the person's own zone; `until` is meant with it. */
    readonly since: string;
    readonly until: string;
    readonly order: Order;
}

export const nothingAsked: Asked = {
    words: "",
    kind: "",
    group: "",
    person: "",
    authority: "",
    since: "",
    until: "",
    order: "newest",
};

/** All, then each: in the order in which they are offered. */
export const kinds: readonly (Kind | "")[] = ["", "post", "topic", "resource", "person"];
const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const wordsMax = 200;

/** An address may come from anywhere: what does not fit is left out. */
export function askedIn(query: Query): Asked {
    const fitting = (name: string, fits: (found: string) => boolean) => {
        const found = query[name] ?? "";
        return fits(found) ? found : "";
    };
    const isId = (found: string) => id.test(found);
    return {
        words: [...(query["q"] ?? "").trim()].slice(0, wordsMax).join(""),
        kind: fitting("kind", (found) => kinds.some((kind) => kind === found)) as Kind | "",
        group: fitting("group", isId),
        person: fitting("person", isId),
        authority: fitting("authority", isId),
        since: fitting("since", isDay),
        until: fitting("until", isDay),
        order: query["order"] === "relevance" ? "relevance" : "newest",
    };
}

export function pathOfAsked(asked: Asked): string {
    const query = new URLSearchParams();
    const put = (name: string, value: string) => {
        if (value !== "") query.set(name, value);
    };
    put("q", asked.words.trim());
    put("kind", asked.kind);
    put("group", asked.group);
    put("person", asked.person);
    put("authority", asked.authority);
    put("since", asked.since);
    put("until", asked.until);
    put("order", asked.order === "newest" ? "" : asked.order);
    const written = query.toString();
    return written === "" ? "/search" : `/search?${written}`;
}

/** Whether there is enough to look for: words, or somebody or something they stand for. */
export function asksSomething({ words, group, person, authority }: Asked): boolean {
    return words !== "" || group !== "" || person !== "" || authority !== "";
}

export function isNarrowed(asked: Asked): boolean {
    return pathOfAsked({ ...asked, words: "", order: "newest" }) !== "/search";
}

/** As the server is asked. */
export function paramsOf(asked: Asked, zone: string, after?: string): ParamsOf<"search.find"> {
    return {
        words: asked.words,
        kinds: asked.kind === "" ? [] : [asked.kind],
        ...(asked.group && { group: asked.group as GroupId }),
        ...(asked.person && { person: asked.person as PersonId }),
        ...(asked.authority && { authority: asked.authority as AuthorityId }),
        ...(asked.since && { from: startOfDay(asked.since, zone) }),
        ...(asked.until && { until: startOfDay(nextDay(asked.until), zone) }),
        order: asked.order,
        ...(after !== undefined && { after }),
    };
}
