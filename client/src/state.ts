// What this tab knows, in one signal, and how it changes: by `update` alone, which is pure. What was
// asked and answered comes as `answered`, what happened elsewhere as `entry`.
import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { updateHome } from "./home/state.ts";
import type {
    Entry,
    FeedId,
    GroupId,
    GroupPage,
    GroupRow,
    HomePage,
    Me,
    MethodName,
    ParamsOf,
    ResultOf,
    TopicId,
} from "./shapes.ts";

export interface State {
    /** undefined: not known yet; null: nobody is signed in. */
    readonly me: Me | null | undefined;
    readonly home: HomePage | undefined;
    /** All that one may see. */
    readonly groups: readonly GroupRow[] | undefined;
    readonly pages: Readonly<Record<GroupId, GroupPage>>;
    /** Where the topics are that were opened here. */
    readonly topicGroups: Readonly<Record<TopicId, GroupId>>;
    /** The last entries of each group's feed, so that a page that was read a moment before them can
     *  be brought up to them: see entriesAfter. */
    readonly recent: Readonly<Record<FeedId, readonly Entry[]>>;
}

type AnsweredOf<M extends MethodName> = {
    kind: "answered";
    method: M;
    params: ParamsOf<M>;
    result: ResultOf<M>;
};
export type Answered = { [M in MethodName]: AnsweredOf<M> }[MethodName];

export type Happening =
    | Answered
    | { kind: "entry"; entry: Entry }
    /** What was loaded of this feed is too old to be mended. */
    | { kind: "afresh"; feed: FeedId }
    /** The right to this feed has ended. */
    | { kind: "ended"; feed: FeedId }
    | { kind: "signed_out" };

export const atFirst: State = {
    me: undefined,
    home: undefined,
    groups: undefined,
    pages: {},
    topicGroups: {},
    recent: {},
};

const recentMax = 200;

export function update(state: State, happening: Happening): State {
    switch (happening.kind) {
        case "signed_out":
            return { ...atFirst, me: null };
        case "answered":
            return answered(state, happening);
        case "entry":
            return told(state, happening.entry);
        case "afresh": {
            const { [happening.feed]: _, ...recent } = state.recent;
            return { ...state, recent };
        }
        case "ended":
            return ended(state, happening.feed);
    }
}

function answered(state: State, answer: Answered): State {
    switch (answer.method) {
        case "people.me":
        case "people.sign_in":
            return { ...state, me: answer.result };
        case "people.sign_out":
            return { ...atFirst, me: null };
        case "groups.list":
            return { ...state, groups: answer.result.groups };
        case "groups.group": {
            const page = answer.result;
            return { ...state, pages: { ...state.pages, [page.group]: page } };
        }
        case "forum.topic": {
            const { topic, group } = answer.result.topic;
            return { ...state, topicGroups: { ...state.topicGroups, [topic]: group } };
        }
        case "home.page":
            return caughtUp({ ...state, home: answer.result });
        default:
            return withHome(state, answer);
    }
}

/** A home page just loaded, brought up to the entries that were told before it arrived. */
function caughtUp(state: State): State {
    let next = state;
    for (const group of state.home?.groups ?? []) {
        for (const entry of entriesAfter(state, group.feed, group.entry)) {
            next = withHome(next, { kind: "entry", entry });
        }
    }
    return next;
}

function withHome(state: State, happening: Happening): State {
    if (!state.home) return state;
    const home = updateHome(state.home, happening, state.me?.person);
    return home === state.home ? state : { ...state, home };
}

function told(state: State, entry: Entry): State {
    const before = state.recent[entry.feed] ?? [];
    const recent = { ...state.recent, [entry.feed]: [...before, entry].slice(-recentMax) };
    return withHome({ ...state, recent }, { kind: "entry", entry });
}

function ended(state: State, feed: FeedId): State {
    const group = state.home?.groups.find((one) => one.feed === feed)?.group.group;
    const { [feed]: _, ...recent } = state.recent;
    if (group === undefined || !state.home) return { ...state, recent };
    const home = {
        ...state.home,
        groups: state.home.groups.filter((one) => one.feed !== feed),
        mentions: state.home.mentions.filter((mention) => mention.group !== group),
    };
    const pages = Object.fromEntries(
        Object.entries(state.pages).filter(([id]) => id !== group),
    ) as State["pages"];
    return { ...state, recent, home, pages };
}

/** The entries told on this page after a number; for a view whose page knows of that number. */
export function entriesAfter(state: State, feed: FeedId, number: number): readonly Entry[] {
    return (state.recent[feed] ?? []).filter((entry) => entry.number > number);
}

const stateSignal = signal<State>(atFirst);
export const state: ReadonlySignal<State> = stateSignal;

export function tell(happening: Happening): void {
    stateSignal.value = update(stateSignal.peek(), happening);
}

// What views ask of the state.
export const me = computed(() => state.value.me);
export const zone = computed(() => state.value.me?.zone ?? "Europe/London");
export const home = computed(() => state.value.home);
/** Groups one sits in, with their unread counts; the rail's rows. */
export const myGroups = computed(() => state.value.home?.groups.map((one) => one.group) ?? []);

export function groupPage(group: GroupId): GroupPage | undefined {
    return state.value.pages[group];
}

const nameOnPage = typeof document === "undefined" ? "" : document.title;
/** The network's name; before one is signed in, the one the page came with. */
export const networkName = computed(() => state.value.me?.network_name ?? nameOnPage);

/** The group of a topic, where it is known from home or was opened here. */
export function topicGroup(topic: TopicId): GroupId | undefined {
    const known = state.value.topicGroups[topic];
    if (known !== undefined) return known;
    return state.value.home?.groups.find((since) =>
        since.topics.some((row) => row.topic.topic === topic),
    )?.group.group;
}
