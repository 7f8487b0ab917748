// By which way one is connected: /ws, or, where something on the way here refuses that while HTTP passes,
// server-sent events. What is found out is kept for the next page, and /ws is tried again now and then.
import type { Socket, SocketEvents } from "./connection.ts";

export type Way = "socket" | "events";

export interface WayWorld {
    openSocket(on: SocketEvents, by: Way): Socket;
    way: { known(): Way; note(way: Way): void };
    later(ms: number, then: () => void): () => void;
}

/** Refused so often while HTTP answered: not by chance. */
const refusalsMax = 2;
/** A socket that lasts so long was not refused. */
const lastsMs = 10_000;
const socketAgainMs = 5 * 60_000;

export class WayHere {
    private readonly world: WayWorld;
    private readonly socketOpened: () => void;
    private way: Way;
    /** Sockets that were refused, or cut as soon as they were open. */
    private refusals = 0;
    private lasted = false;
    private up = false;
    private cancel: (() => void) | undefined;

    /** `socketOpened`: by events so far, and from now on by /ws. */
    constructor(world: WayWorld, socketOpened: () => void) {
        this.world = world;
        this.socketOpened = socketOpened;
        this.way = world.way.known();
    }

    get by(): Way {
        return this.way;
    }

    lineUp(): void {
        this.up = true;
        if (this.way === "events") return this.socketAgainLater();
        this.cancel = this.world.later(lastsMs, () => {
            this.lasted = true;
            this.refusals = 0;
        });
    }

    /** Whether the socket that is gone may have been refused: then it is to be seen whether HTTP answers. */
    lineDown(): boolean {
        const perhaps = this.way === "socket" && !this.lasted;
        this.cancel?.();
        this.up = this.lasted = false;
        return perhaps;
    }

    /** HTTP answers, and the socket did not. True: from now on by events. */
    refused(): boolean {
        if (this.way === "events" || this.up || ++this.refusals < refusalsMax) return false;
        this.take("events");
        return true;
    }

    private take(way: Way): void {
        this.way = way;
        this.world.way.note(way);
    }

    /** The network one is in may be another by then. */
    private socketAgainLater(): void {
        this.cancel?.();
        this.cancel = this.world.later(socketAgainMs, () => this.trySocket());
    }

    private trySocket(): void {
        const now = () => this.up && this.way === "events";
        let tried: Socket | undefined;
        const on: SocketEvents = {
            opened: () => {
                tried?.close();
                if (!now()) return;
                this.refusals = refusalsMax - 1; // cut at once, it is given up at once
                this.take("socket");
                this.lasted = true; // what ends now is the stream
                this.socketOpened();
            },
            heard: () => undefined,
            closed: () => now() && this.socketAgainLater(),
        };
        try {
            tried = this.world.openSocket(on, "socket");
        } catch {
            this.socketAgainLater();
        }
    }
}
