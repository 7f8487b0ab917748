// Where the parts of this client meet: the one connection, outbox and drafts of this page, and what
// every view uses of them. Views import from here; the parts do not know it.
import { effect, signal } from "@preact/signals";
import { Connection, type Socket, type SocketEvents, type World } from "./connection.ts";
import { lastWords, openDevice } from "./device.ts";
import { Drafts } from "./drafts.ts";
import { forgetHere, hereChanged } from "./here/state.ts";
import { mustAsk } from "./home/state.ts";
import { forgetReceived } from "./html.tsx";
import { requestId } from "./ids.ts";
import { Outbox, type OutboxNews } from "./outbox.ts";
import { CallProblem } from "./problems.ts";
import { remember, remembered } from "./remember.ts";
import { go, here } from "./router.ts";
import type {
    ChangeName,
    Entry,
    FeedId,
    Me,
    MethodName,
    ParamsOf,
    PersonId,
    ResultOf,
    Said,
} from "./shapes.ts";
import { state, tell, type Answered } from "./state.ts";
import type { Way } from "./way.ts";

export { CallProblem } from "./problems.ts";

const answerWithinMs = 20_000;

function openSocket(on: SocketEvents): WebSocket {
    const address = new URL("/ws", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address, "folkmoot.v1");
    socket.onopen = () => on.opened();
    socket.onmessage = ({ data }) => on.heard(data);
    socket.onclose = ({ code }) => on.closed(code);
    return socket;
}

/** The other way is loaded only where it is needed. */
function open(on: SocketEvents, way: Way): Socket {
    if (way === "socket") return openSocket(on);
    let socket: Socket | undefined;
    let closed = false;
    import("./more.tsx").then(
        ({ openSharedStream }) => {
            if (!closed) socket = openSharedStream(on);
        },
        () => on.closed(1006),
    );
    return {
        send: (text) => socket?.send(text),
        close: () => {
            closed = true;
            socket?.close();
        },
    };
}

const way: World["way"] = {
    known: () => (remembered("way") === "events" ? "events" : "socket"),
    note: (found) => remember("way", found),
};

async function post(body: string): Promise<string> {
    const answer = await fetch("/rpc", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        signal: AbortSignal.timeout(answerWithinMs),
    });
    return answer.text();
}

function later(ms: number, then: () => void): () => void {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
}

const world: World = { openSocket: open, way, post, later, random: Math.random };

export const connection = new Connection(world, {
    entry,
    afresh,
    ended,
    signedIn,
    signInEnded,
    hereChanged,
});
export const line = connection.line;

/** Asks the server; rejects with a CallProblem. The state learns of the answer. */
export async function call<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
): Promise<ResultOf<M>> {
    const result = await connection.call(method, params);
    answered(method, params, result);
    return result;
}

/** A change whose outcome one waits for, without a text that could be lost: forms and buttons. When
 *  the answer is lost it is asked once more with the same request id. `request`: that of an earlier try. */
export async function change<M extends ChangeName>(
    method: M,
    said: Said<M>,
    request = requestId(),
): Promise<ResultOf<M>> {
    const params = { ...said, request } as unknown as ParamsOf<M>;
    try {
        return await call(method, params);
    } catch (problem) {
        const again = problem instanceof CallProblem && problem.name === "line_down";
        if (!again || line.peek() === "down") throw problem;
    }
    return call(method, params);
}

const marksRead: ReadonlySet<MethodName> = new Set([
    "forum.mark_read",
    "forum.mark_group_read",
    "library.mark_seen",
]);

function answered(method: MethodName, params: unknown, result: unknown): void {
    tell({ kind: "answered", method, params, result } as unknown as Answered);
    // a home page that is under way may have been read before this was
    if (marksRead.has(method) && homeComes) homeSoon();
}

const device = openDevice();

const otherTabs =
    typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("folkmoot");

type TabNews = OutboxNews | { kind: "signed_in" } | { kind: "signed_out" };

function tellTabs(news: TabNews): void {
    otherTabs?.postMessage(news);
}

export const outbox = new Outbox({
    device,
    lineUp: () => line.peek() === "up",
    call: (method, params) => connection.call(method, params),
    requestId,
    now: Date.now,
    later,
    exclusively: async (name, act) => {
        if ("locks" in navigator) await navigator.locks.request(name, act);
        else await act();
    },
    tell: tellTabs,
    answered,
});

/** For what somebody wrote or did and must not lose; see outbox.ts. */
export const queue: Outbox["queue"] = (method, said) => outbox.queue(method, said);

export const drafts = new Drafts({
    device,
    lineUp: () => line.peek() === "up",
    fetchAll: async () => (await connection.call("forum.drafts", {})).drafts,
    save: (params) => connection.call("forum.save_draft", params),
    now: Date.now,
    later,
    lastWords,
});

// --- entries ------------------------------------------------------------------------------------

export interface FeedWatcher {
    entry?(entry: Entry): void;
    /** Load anew what was loaded of this feed. */
    afresh?(feed: FeedId): void;
    ended?(feed: FeedId): void;
}

const watchers = new Set<FeedWatcher>();

/** Told of all that comes, after the state knows it; answers how to stop. For effects in a view. */
export function watch(watcher: FeedWatcher): () => void {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
}

/** Following twice is following once. `after`: the number that the page one loaded knows of. */
export function follow(feed: FeedId, after?: number): void {
    connection.follow(feed, after);
}

/** Pages that are told the same thing do not all ask in the same moment. */
const spreadMs = 1_000;

function entry(one: Entry): void {
    const { home, me } = state.peek();
    if (mustAsk(home, one, me?.person)) later(Math.random() * spreadMs, homeSoon);
    tell({ kind: "entry", entry: one });
    for (const watcher of [...watchers]) watcher.entry?.(one);
    if (one.feed === state.peek().me?.feed) personal(one);
    else if (one.kind.startsWith("join_") || one.kind.startsWith("report_")) homeSoon();
    else if (one.kind === "post_reported") homeSoon();
}

function afresh(feed: FeedId): void {
    tell({ kind: "afresh", feed });
    for (const watcher of [...watchers]) watcher.afresh?.(feed);
    homeSoon();
}

function ended(feed: FeedId): void {
    tell({ kind: "ended", feed });
    for (const watcher of [...watchers]) watcher.ended?.(feed);
    homeSoon();
}

/** An entry for this person alone: their seats, mentions and settings. */
function personal(one: Entry): void {
    const aboutMe = one.kind === "settings_changed" || /^(affiliation|coordinator)_/.test(one.kind);
    if (aboutMe) void call("people.me", {}).catch(() => undefined);
    else homeSoon();
}

let homeWaits = false;

/** Loads the home page anew in a moment, once however often it is asked for. */
export function homeSoon(): void {
    if (homeWaits) return;
    homeWaits = true;
    later(300, () => {
        homeWaits = false;
        // one that is under way may have been read before what happened
        const underWay = homeComes?.catch(() => undefined) ?? Promise.resolve();
        void underWay.then(loadHome).catch(() => undefined);
    });
}

let homeComes: Promise<void> | undefined;

/** The home page: also the rail's groups and counts. Asked for twice at once, it is loaded once. */
export function loadHome(): Promise<void> {
    homeComes ??= fetchHome().finally(() => (homeComes = undefined));
    return homeComes;
}

/** Follows each group that is on it. */
async function fetchHome(): Promise<void> {
    const page = await call("home.page", {});
    for (const group of page.groups) {
        follow(group.feed, group.entry);
        if (group.desk !== undefined) follow(group.desk);
    }
}

// --- who is signed in ---------------------------------------------------------------------------

let person: PersonId | undefined;
/** The sign-in ended by itself, or from elsewhere, while somebody was at work here. */
export const cutOff = signal(false);
let leaving = false;

/** The socket says whose it is. Another person than before: this page is not theirs. */
function signedIn(me: Me): boolean {
    if (person !== undefined && person !== me.person) {
        location.reload();
        return false;
    }
    answered("people.me", {}, me);
    if (person === undefined) begin(me);
    return true;
}

function begin(me: Me): void {
    person = me.person;
    cutOff.value = false;
    remember("signed_in", "yes");
    drafts.use(me.person);
    void outbox.use(me.person);
    follow(me.feed);
    later(0, () => void loadHome().catch(() => undefined));
}

/** Forgets who was signed in here; what they wrote and did not send stays on the device. */
function nobody(): void {
    person = undefined;
    remember("signed_in", "no");
    connection.stop();
    void outbox.use(undefined);
    drafts.use(undefined);
    forgetReceived();
    forgetHere();
    tell({ kind: "signed_out" });
}

function signInEnded(): void {
    if (leaving) return; // asked for; signOut() sees to the rest
    if (person !== undefined) cutOff.value = true;
    nobody();
    if (here.peek().view === "sign_in") return;
    const back = location.pathname + location.search + location.hash;
    go(back === "/" ? "/sign-in" : `/sign-in?back=${encodeURIComponent(back)}`, { replace: true });
}

/** Rejects with a CallProblem; when it resolves, the connection is on its way up. */
export async function signIn(mail: string, password: string): Promise<void> {
    await call("people.sign_in", { mail, password });
    connection.start();
    tellTabs({ kind: "signed_in" });
}

/** False when what was written could not be saved to the server: it stays on this device, and one
 *  stays signed in, for the cookie can only be taken back by the server. */
export async function signOut(): Promise<void> {
    leaving = true;
    try {
        await drafts.leave();
        await call("people.sign_out", {});
        nobody();
    } finally {
        leaving = false;
    }
    tellTabs({ kind: "signed_out" });
    go("/sign-in");
}

// --- start --------------------------------------------------------------------------------------

function heard(news: TabNews): void {
    if (news.kind === "signed_in") {
        if (person === undefined) connection.start();
    } else if (news.kind === "signed_out") signInEnded();
    else outbox.heard(news);
}

let hiddenSince = 0;
const awayMs = 60_000;

/** What one read on another device is no entry: after a while away the counts are asked for anew. */
function lookedAtAgain(): void {
    connection.hurry();
    if (person !== undefined && Date.now() - hiddenSince > awayMs) homeSoon();
}

export function startApp(): void {
    otherTabs?.addEventListener("message", (event) => heard(event.data as TabNews));
    addEventListener("online", () => connection.hurry());
    addEventListener("offline", () => connection.offline());
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") {
            lookedAtAgain();
            void drafts.saveAll(); // the last words kept below go where all drafts are
        } else {
            hiddenSince = Date.now();
            drafts.keepLastWords();
        }
    });
    addEventListener("pagehide", () => drafts.keepLastWords());
    effect(() => {
        if (line.value !== "up") return;
        outbox.lineChanged();
        void drafts.saveAll();
    });
    start();
}

/** A browser that was signed in when last seen opens its socket at once; any other asks first, since
 *  a refused handshake is only noise. */
function start(): void {
    if (remembered("signed_in") === "yes") return connection.start();
    connection.call("people.me", {}).then(
        () => connection.start(),
        (problem: unknown) => {
            const nobodyThere = problem instanceof CallProblem && problem.name === "sign_in_needed";
            if (!nobodyThere) connection.start();
        },
    );
}
