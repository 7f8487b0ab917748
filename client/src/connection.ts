// The only module that touches the socket. JSON-RPC 2.0 over /ws (sub-protocol folkmoot.v1), or over
// server-sent events and POST, which stream.ts makes look like a socket (way.ts says when). While neither
// is up, reads go by POST /rpc. It reconnects by itself, spread out at random, follows the feeds again from
// where it was, and tells entries in order (see feeds.ts).
//
// What a person does or says goes over the socket alone, and only after it has said whose it is: the
// cookie belongs to the whole browser, and somebody else may have signed in from another tab.
import { signal, type ReadonlySignal } from "@preact/signals";
import { FollowedFeeds, type FeedListener } from "./feeds.ts";
import { received } from "./html.tsx";
import { CallProblem, problemFrom } from "./problems.ts";
import { closeCodes } from "./protocol/types.ts";
import { WayHere, type WayWorld } from "./way.ts";
import type { Entry, FeedId, HereChanged, Me, MethodName, ParamsOf, ResultOf } from "./shapes.ts";

export { CallProblem } from "./problems.ts";

/** `connecting`: not yet or not any more, an attempt is under way; `down`: an attempt has failed. */
export type Line = "up" | "connecting" | "down";

/** Set or clear the cookie, so they need an HTTP answer. */
const byPostAlone: ReadonlySet<MethodName> = new Set(["people.sign_in", "people.sign_out"]);
/** Say something for one person without a request id, or need the line itself. */
const marks: ReadonlySet<MethodName> = new Set([
    "forum.follow",
    "forum.mark_read",
    "forum.mark_group_read",
    "forum.save_draft",
    "library.mark_seen",
    "people.change_mail",
    "people.change_password",
    "people.end_sign_in",
    "people.keep_mail",
    "people.send_mail_again",
    "feeds.follow",
    "here.look",
]);

const socketWithinMs = 2_500;
const inFlightMax = 24; // the server takes 32
const answerWithinMs = 20_000;
const quietMs = 30_000;
const firstDelayMs = 1_000;
const delayMaxMs = 30_000;
const openWithinMs = 10_000;

/** What a connection needs of the browser; tests pass their own. */
export interface World extends WayWorld {
    /** The answer's text; rejects when no answer came. */
    post(body: string): Promise<string>;
    random(): number;
}

/** What we use of a WebSocket. */
export interface Socket {
    send(text: string): void;
    close(): void;
}

export interface SocketEvents {
    opened(): void;
    heard(data: unknown): void;
    closed(code: number): void;
}

interface Waiting {
    resolve(result: unknown): void;
    reject(problem: CallProblem): void;
    forget(): void;
}

interface Message {
    id?: unknown;
    result?: unknown;
    error?: unknown;
    method?: unknown;
    params?: unknown;
}

export interface ConnectionListener extends FeedListener {
    /** Whose the new socket is. False: not the one this page was made for; the socket is given up. */
    signedIn(me: Me): boolean;
    signInEnded(): void;
    hereChanged(change: HereChanged): void;
}

/** How long to wait before attempt n (0, 1, 2 …): anything up to a limit that doubles. */
export function delayBefore(attempt: number, random: number): number {
    return random * Math.min(delayMaxMs, firstDelayMs * 2 ** attempt);
}

export class Connection {
    private readonly world: World;
    private readonly listener: ConnectionListener;
    private readonly lineSignal = signal<Line>("connecting");
    private readonly feeds: FollowedFeeds;
    private readonly waiting = new Map<number, Waiting>();
    private readonly queue: (() => void)[] = [];
    private readonly onSettled: (() => void)[] = [];
    private socket: Socket | undefined;
    /** The socket has said whose it is. */
    private open = false;
    private wanted = false;
    private lastId = 0;
    private attempt = 0;
    private cancelRetry: (() => void) | undefined;
    private cancelQuiet: (() => void) | undefined;
    private cancelLate: (() => void) | undefined;
    private readonly way: WayHere;

    constructor(world: World, listener: ConnectionListener) {
        this.world = world;
        this.listener = listener;
        this.way = new WayHere(world, () => {
            this.dropped();
            this.retryNow();
        });
        this.feeds = new FollowedFeeds((method, params) => this.call(method, params), listener);
    }

    get line(): ReadonlySignal<Line> {
        return this.lineSignal;
    }

    /** Opens the socket and keeps it open, for the person whose cookie the browser holds. */
    start(): void {
        if (this.wanted) return;
        this.wanted = true;
        this.attempt = 0;
        this.lineSignal.value = "connecting";
        this.connect();
    }

    /** Nobody is signed in any more. */
    stop(): void {
        this.wanted = false;
        this.feeds.forget();
        this.cancelRetry?.();
        this.socket?.close();
        this.lost();
    }

    /** The network came back or somebody looks at the page again: no reason to wait longer. */
    hurry(): void {
        if (!this.wanted) return;
        if (this.open) this.probe();
        else if (this.cancelRetry) this.retryNow();
    }

    /** The browser says that there is no network. */
    offline(): void {
        if (!this.wanted || !this.socket) return;
        this.dropped();
        this.lineSignal.value = "down";
    }

    follow(feed: FeedId, after?: number): void {
        this.feeds.follow(feed, after);
    }

    /** Rejects with a CallProblem. A read is asked a second time if the line breaks in between; what a
     *  person does is not: its sender decides (outbox.ts keeps it and repeats it). */
    async call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
        try {
            if (byPostAlone.has(method)) return await this.post(method, params);
            if (!this.open) await this.firstSocket();
            if (this.open) return await this.ask(method, params);
            throw new CallProblem("line_down");
        } catch (problem) {
            if (!isLineDown(problem) || marks.has(method) || "request" in params) {
                throw this.noticed(problem, method);
            }
        }
        return this.post(method, params).catch((problem: unknown) => {
            throw this.noticed(problem, method);
        });
    }

    /** The page has just been opened: the socket is a moment away, and saves a request. */
    private firstSocket(): Promise<void> {
        if (!this.wanted || this.lineSignal.peek() !== "connecting") return Promise.resolve();
        return new Promise((resolve) => {
            const cancel = this.world.later(socketWithinMs, resolve);
            this.onSettled.push(() => {
                cancel();
                resolve();
            });
        });
    }

    private settled(): void {
        for (const go of this.onSettled.splice(0)) go();
    }

    private noticed(problem: unknown, method: MethodName): unknown {
        const ended = problem instanceof CallProblem && problem.name === "sign_in_needed";
        if (ended && method !== "people.sign_in") this.listener.signInEnded();
        return problem;
    }

    private async post<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
        let message: Message;
        try {
            message = parse(await this.world.post(request(1, method, params))) as Message;
        } catch {
            throw new CallProblem("line_down");
        }
        if (message.error) throw problemFrom(message.error);
        return message.result as ResultOf<M>;
    }

    private ask<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
        return new Promise<ResultOf<M>>((resolve, reject) => {
            const send = () => {
                if (!this.socket) return reject(new CallProblem("line_down"));
                const id = ++this.lastId;
                const forget = this.world.later(answerWithinMs, () => this.dropped());
                this.waiting.set(id, {
                    resolve: resolve as (result: unknown) => void,
                    reject,
                    forget,
                });
                this.socket.send(request(id, method, params));
            };
            if (this.waiting.size < inFlightMax) send();
            else this.queue.push(send);
        });
    }

    private connect(): void {
        this.cancelRetry = undefined;
        const mine = () => socket !== undefined && socket === this.socket;
        let socket: Socket | undefined;
        try {
            socket = this.world.openSocket(
                {
                    opened: () => mine() && this.opened(socket!),
                    heard: (data) => mine() && this.heard(data),
                    closed: (code) => mine() && this.closed(code),
                },
                this.way.by,
            );
        } catch {
            return this.retryLater();
        }
        this.socket = socket;
        this.cancelLate?.();
        this.cancelLate = this.world.later(openWithinMs, () => mine() && this.dropped());
    }

    private opened(socket: Socket): void {
        this.cancelLate?.();
        this.listen();
        this.ask("people.me", {}).then(
            (me) => {
                if (socket !== this.socket) return;
                if (!this.listener.signedIn(me)) return this.stop();
                this.ready();
            },
            (problem: unknown) => {
                if (socket === this.socket && !isLineDown(problem)) this.dropped();
                this.noticed(problem, "people.me");
            },
        );
    }

    private ready(): void {
        this.open = true;
        this.attempt = 0;
        this.lineSignal.value = "up";
        this.way.lineUp();
        this.feeds.lineUp();
        this.settled();
    }

    private closed(code: number): void {
        const hadOpened = this.open;
        const refused = this.lost() && code !== closeCodes.come_back;
        if (!this.wanted) return;
        if (code === closeCodes.sign_in_ended) return this.listener.signInEnded();
        this.retryLater();
        if (!hadOpened || refused) this.askByPost(refused);
    }

    /** A refused handshake, one that ended with the sign-in, and a dead line look alike: one question tells
     *  them apart. */
    private askByPost(refused: boolean): void {
        this.post("people.me", {}).then(
            () => {
                if (!refused || !this.wanted || !this.way.refused()) return;
                this.socket?.close();
                this.lost();
                this.retryNow();
            },
            (problem: unknown) => this.noticed(problem, "people.me"),
        );
    }

    /** Forgets the socket and tells everybody who waits for an answer that none will come. Whether it may
     *  have been refused. */
    private lost(): boolean {
        const refused = this.way.lineDown();
        this.socket = undefined;
        this.open = false;
        this.cancelQuiet?.();
        this.cancelLate?.();
        this.feeds.lineDown();
        const waiting = [...this.waiting.values()];
        this.waiting.clear();
        for (const one of waiting) {
            one.forget();
            one.reject(new CallProblem("line_down"));
        }
        for (const send of this.queue.splice(0)) send();
        this.settled();
        return refused;
    }

    /** No answer in time: the socket may look open for minutes more. */
    private dropped(): void {
        const socket = this.socket;
        const refused = this.lost();
        socket?.close();
        if (!this.wanted) return;
        this.retryLater();
        if (refused) this.askByPost(refused);
    }

    private retryLater(): void {
        this.lineSignal.value = this.attempt === 0 ? "connecting" : "down";
        const wait = delayBefore(this.attempt++, this.world.random());
        this.cancelRetry?.();
        this.cancelRetry = this.world.later(wait, () => this.connect());
    }

    private retryNow(): void {
        this.cancelRetry?.();
        this.connect();
    }

    private heard(data: unknown): void {
        if (typeof data !== "string") return;
        this.listen();
        const message = parse(data);
        for (const one of Array.isArray(message) ? message : [message]) this.take(one as Message);
    }

    private take(message: Message): void {
        if (message.method === "feeds.entry") this.feeds.arrived(message.params as Entry);
        else if (message.method === "feeds.ended") {
            this.feeds.ended((message.params as { feed: FeedId }).feed);
        } else if (message.method === "here.changed") {
            this.listener.hereChanged(message.params as HereChanged);
        } else if (typeof message.id === "number") this.answered(message.id, message);
    }

    private answered(id: number, message: Message): void {
        const one = this.waiting.get(id);
        if (!one) return;
        this.waiting.delete(id);
        one.forget();
        if (message.error) one.reject(problemFrom(message.error));
        else one.resolve(message.result);
        if (this.waiting.size < inFlightMax) this.queue.shift()?.();
    }

    /** After half a minute without a word, ask for one. */
    private listen(): void {
        this.cancelQuiet?.();
        this.cancelQuiet = this.world.later(quietMs, () => this.probe());
    }

    private probe(): void {
        this.ask("feeds.follow", { feeds: [] }).catch(() => undefined);
    }
}

function isLineDown(problem: unknown): boolean {
    return problem instanceof CallProblem && problem.name === "line_down";
}

function request(id: number, method: string, params: unknown): string {
    return JSON.stringify({ jsonrpc: "2.0", id, method, params });
}

/** The one place where text from the server becomes values; marked-up words are noted, so that
 *  nothing else can be shown as such (html.tsx). */
function parse(text: string): unknown {
    return JSON.parse(text, (key, value: unknown) => {
        if (key === "html" && typeof value === "string") received(value);
        return value;
    });
}
