// What is left to set a group up, read off what is there: pure.
import type { GroupPage } from "../shapes.ts";
import type { TextKey } from "../texts.ts";

export interface Step {
    readonly done: boolean;
    readonly href: string;
    readonly words: TextKey;
}

/** `pinned`: whether a topic is kept at the top. */
export function stepsOf(page: GroupPage, pinned: boolean): readonly Step[] {
    const path = `/groups/${page.group}`;
    const people = new Set(page.facilitators.map(({ person }) => person));
    const pin = page.topics > 0 ? `${path}/forum` : `${path}/forum/new`;
    return [
        { done: page.purpose !== "", href: `${path}/settings`, words: "checklist.purpose" },
        { done: page.welcome !== undefined, href: `${path}/settings`, words: "checklist.welcome" },
        { done: page.labels.length > 0, href: `${path}/settings`, words: "checklist.labels" },
        { done: pinned, href: pin, words: page.topics > 0 ? "checklist.pin" : "checklist.pinned" },
        { done: page.authorities > 1, href: `${path}/members`, words: "checklist.authorities" },
        { done: people.size > 1, href: `${path}/members`, words: "checklist.facilitator" },
    ];
}
