// The line where something on the way refuses WebSockets: server-sent events. One stream serves all tabs of
// a browser, for over HTTP/1.1 it has six connections to a host: the tab that holds the lock leads, and
// says on to the others what it hears. To connection.ts it looks like a socket. What one asks goes by POST,
// and says for whom it is meant: the cookie belongs to the whole browser. When the leading tab goes,
// another takes the lock and opens a stream; each tab then comes back as after a broken line.
//
// Loaded only when it is needed, with the views of more.tsx.
import type { Socket, SocketEvents } from "./connection.ts";
import { closeCodes } from "./protocol/types.ts";

/** A stream, by its name and whose it is. */
export interface Opened {
    readonly stream: string;
    readonly person: string;
}

export interface StreamEvents {
    opened(opened: Opened): void;
    heard(text: string): void;
    closed(code: number): void;
}

/** What tabs say to each other. */
export type StreamNews =
    | ({ kind: "opened" } & Opened)
    | { kind: "heard"; stream: string; text: string }
    | { kind: "closed"; code: number }
    /** A tab would like to hear. */
    | { kind: "who" }
    /** The server knows this stream no more. */
    | { kind: "lost"; stream: string };

export interface StreamWorld {
    openEvents(on: StreamEvents): { close(): void };
    post(body: string, headers: Record<string, string>): Promise<{ status: number; text: string }>;
    /** To the other tabs. */
    tell(news: StreamNews): void;
    /** Calls when no other tab leads, once; this one leads until it is closed. */
    lead(then: () => void): void;
    later(ms: number, then: () => void): () => void;
}

/** Those that are about the stream itself. */
const aboutStream: ReadonlySet<string> = new Set(["feeds.follow", "here.look"]);
/** The server says something every 15 s. */
const quietMs = 40_000;
/** Behind a load balancer each request may come to another node: one of them has the stream. */
const triesMax = 10;
const otherPerson = 409;
const noSuchStream = 410;
const broken = 1006;

interface TabEnd {
    readonly on: SocketEvents;
    stream?: Opened;
}

export class SharedStream {
    private readonly world: StreamWorld;
    private end: TabEnd | undefined;
    private asked = false;
    private leading = false;
    private events: { close(): void } | undefined;
    /** Of the stream that this tab holds. */
    private current: Opened | undefined;
    private cancelQuiet: (() => void) | undefined;

    constructor(world: StreamWorld) {
        this.world = world;
    }

    /** At most one end at a time: the one before is given up. */
    open(on: SocketEvents): Socket {
        const end: TabEnd = { on };
        this.end = end;
        if (!this.asked) {
            this.asked = true;
            this.world.lead(() => {
                this.leading = true;
                this.connect();
            });
        }
        if (this.leading) this.world.later(0, () => this.hasAsked());
        else this.world.tell({ kind: "who" });
        return {
            send: (text) => void this.send(end, text),
            close: () => {
                if (this.end === end) this.end = undefined;
            },
        };
    }

    /** What another tab says. */
    heard(news: StreamNews): void {
        if (news.kind === "who") this.hasAsked();
        else this.take(news);
    }

    private hasAsked(): void {
        if (this.leading && this.current) this.say({ kind: "opened", ...this.current });
        else if (this.leading) this.connect();
    }

    /** To all tabs, this one among them. */
    private say(news: StreamNews): void {
        this.world.tell(news);
        this.take(news);
    }

    private take(news: StreamNews): void {
        if (news.kind === "lost") return this.lost(news.stream);
        const end = this.end;
        if (!end || news.kind === "who") return;
        if (news.kind === "closed") return this.give(end, news.code);
        if (news.kind === "heard") {
            if (end.stream?.stream === news.stream) end.on.heard(news.text);
        } else if (!end.stream) {
            end.stream = { stream: news.stream, person: news.person };
            end.on.opened();
        } else if (end.stream.stream !== news.stream) this.give(end, closeCodes.come_back);
    }

    /** Up: its tab opens another. */
    private give(end: TabEnd, code: number): void {
        if (this.end !== end) return;
        this.end = undefined;
        end.on.closed(code);
    }

    // --- the tab that leads ---------------------------------------------------------------------

    private connect(): void {
        if (this.events) return;
        const mine = () => this.events === events;
        const events = this.world.openEvents({
            opened: (opened) => {
                if (!mine()) return;
                this.current = opened;
                this.listen();
                this.say({ kind: "opened", ...opened });
            },
            heard: (text) => {
                if (!mine() || !this.current) return;
                this.listen();
                this.say({ kind: "heard", stream: this.current.stream, text });
            },
            closed: (code) => mine() && this.closed(code),
        });
        this.events = events;
        this.listen();
    }

    private closed(code: number): void {
        this.events?.close();
        this.events = undefined;
        this.current = undefined;
        this.cancelQuiet?.();
        this.say({ kind: "closed", code });
    }

    private lost(stream: string): void {
        if (this.current?.stream === stream) this.closed(closeCodes.come_back);
    }

    private listen(): void {
        this.cancelQuiet?.();
        this.cancelQuiet = this.world.later(quietMs, () => this.closed(broken));
    }

    // --- asking -----------------------------------------------------------------------------------

    private async send(end: TabEnd, text: string): Promise<void> {
        const stream = end.stream;
        if (!stream) return;
        const headers: Record<string, string> = { "Folkmoot-Person": stream.person };
        const { method } = JSON.parse(text) as { method: string };
        if (aboutStream.has(method)) headers["Folkmoot-Stream"] = stream.stream;
        try {
            for (let tries = 1; this.end === end; tries++) {
                const answer = await this.world.post(text, headers);
                if (this.end !== end) return;
                if (answer.status === 200) return end.on.heard(answer.text);
                if (answer.status === otherPerson) return this.give(end, closeCodes.come_back);
                if (answer.status !== noSuchStream) break;
                if (tries < triesMax) continue;
                this.say({ kind: "lost", stream: stream.stream });
                return this.give(end, closeCodes.come_back);
            }
        } catch {
            // no answer came
        }
        this.give(end, broken);
    }
}

// --- in a browser -----------------------------------------------------------------------------------

const channelName = "folkmoot-events";
const answerWithinMs = 20_000;

function openEvents(on: StreamEvents): { close(): void } {
    const source = new EventSource("/events");
    const said = (event: Event) => String((event as MessageEvent).data);
    source.addEventListener("opened", (event) => on.opened(JSON.parse(said(event)) as Opened));
    source.addEventListener("message", (event) => on.heard(said(event)));
    source.addEventListener("beat", () => on.heard("[]"));
    source.addEventListener("closed", (event) => {
        source.close();
        on.closed(Number(said(event)));
    });
    source.addEventListener("error", () => {
        source.close(); // when to come back, connection.ts knows
        on.closed(broken);
    });
    return { close: () => source.close() };
}

async function post(body: string, headers: Record<string, string>) {
    const answer = await fetch("/rpc", {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body,
        signal: AbortSignal.timeout(answerWithinMs),
    });
    return { status: answer.status, text: await answer.text() };
}

function later(ms: number, then: () => void): () => void {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
}

let shared: SharedStream | undefined;

/** Without locks or a way to talk to other tabs, each has a stream of its own. */
export function openSharedStream(on: SocketEvents): Socket {
    return (shared ??= makeShared()).open(on);
}

function makeShared(): SharedStream {
    const alone = typeof BroadcastChannel === "undefined" || !("locks" in navigator);
    const channel = alone ? undefined : new BroadcastChannel(channelName);
    const made = new SharedStream({
        openEvents,
        post,
        later,
        tell: (news) => channel?.postMessage(news),
        lead: (then) => {
            if (alone) return then();
            const untilClosed = () => new Promise<void>(() => then());
            void navigator.locks.request(channelName, untilClosed).catch(() => undefined);
        },
    });
    channel?.addEventListener("message", (event) => made.heard(event.data as StreamNews));
    return made;
}
