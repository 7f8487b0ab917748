// What a new group begins with, from nothing, a template or another group: pure. Choosing another
// beginning changes only what nobody has typed over.
import { characters } from "../forum/markdown_editing.ts";
import type { Problem } from "../pieces/error_summary.tsx";
import type { GroupPage, TopicId, TopicRow } from "../shapes.ts";
import { text } from "../texts.ts";
import type { GroupWords } from "./group_form.tsx";

export const templates = ["themed", "project", "network"] as const;
export type Template = (typeof templates)[number];

/** A topic to start with: of a template, or a pinned one of the group that is copied. */
export interface FirstTopic {
    readonly title: string;
    readonly from: { readonly text: string } | { readonly topic: TopicId };
}

export interface Beginning extends GroupWords {
    readonly welcome: string;
    /** With commas between them. */
    readonly labels: string;
    readonly topics: readonly FirstTopic[];
    /** Places in `topics`. */
    readonly chosen: ReadonlySet<number>;
}

export const empty: Beginning = {
    name: "",
    purpose: "",
    kind: "by_invitation",
    welcome: "",
    labels: "",
    topics: [],
    chosen: new Set(),
};

export function ofTemplate(template: Template): Beginning {
    const topics = ([1, 2] as const).map((n) => ({
        title: text(`template.${template}_topic_${n}`),
        from: { text: text(`template.${template}_topic_${n}_text`) },
    }));
    return {
        name: "",
        purpose: text(`template.${template}_purpose`),
        kind: template === "project" ? "by_invitation" : "by_request",
        welcome: text(`template.${template}_welcome`),
        labels: text(`template.${template}_labels`),
        topics,
        chosen: new Set(topics.keys()),
    };
}

/** No topic is chosen: what was said in a group stays there unless somebody takes it along. */
export function ofGroup(page: GroupPage, welcome: string, pinned: readonly TopicRow[]): Beginning {
    return {
        name: "",
        purpose: page.purpose,
        kind: page.kind,
        welcome,
        labels: page.labels.map(({ name }) => name).join(", "),
        topics: pinned.map(({ title, topic }) => ({ title, from: { topic } })),
        chosen: new Set(),
    };
}

/** The next beginning, with what was typed over the one before. */
export function changedTo(now: Beginning, before: Beginning, next: Beginning): Beginning {
    const kept = <K extends keyof Beginning>(key: K) =>
        now[key] === before[key] ? next[key] : now[key];
    return {
        name: kept("name"),
        purpose: kept("purpose"),
        kind: kept("kind"),
        welcome: kept("welcome"),
        labels: kept("labels"),
        topics: next.topics,
        chosen: next.chosen,
    };
}

export const welcomeMax = 4_000;
const labelsMax = 30;
const labelMax = 40;

/** Each once, however it is written. */
export function labelsIn(words: string): readonly string[] {
    const found = new Map<string, string>();
    for (const part of words.split(",")) {
        const label = part.replace(/\s+/g, " ").trim();
        const folded = label.toLowerCase();
        if (label !== "" && !found.has(folded)) found.set(folded, label);
    }
    return [...found.values()];
}

export function welcomeProblem(field: string, welcome: string): readonly Problem[] {
    const over = characters(welcome.trim()) - welcomeMax;
    return over > 0 ? [{ field, words: text("welcome.too_long", { count: over }) }] : [];
}

export function labelsProblem(field: string, words: string): readonly Problem[] {
    const labels = labelsIn(words);
    const long = labels.find((label) => characters(label) > labelMax);
    if (long !== undefined)
        return [{ field, words: text("groups.label_too_long", { name: long }) }];
    if (labels.length <= labelsMax) return [];
    return [{ field, words: text("groups.labels_too_many", { count: labels.length }) }];
}
