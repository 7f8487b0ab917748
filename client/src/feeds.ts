// Feeds that this tab follows: entries are told in order, none twice, none left out. Live entries
// that come before their turn wait here while the missing ones are fetched by pages.
import { CallProblem } from "./problems.ts";
import type { Entry, FeedId, MethodName, ParamsOf, ResultOf } from "./shapes.ts";

export interface FeedListener {
    entry(entry: Entry): void;
    /** Too far behind, or the right has a gap: what was loaded of this feed must be loaded anew. */
    afresh(feed: FeedId): void;
    /** The right to this feed has ended. */
    ended(feed: FeedId): void;
}

export type Call = <M extends MethodName>(method: M, params: ParamsOf<M>) => Promise<ResultOf<M>>;

interface Followed {
    /** The last number told; undefined until the first answer, when one starts with what comes. */
    have: number | undefined;
    waiting: Map<number, Entry>;
    catching: boolean;
}

const feedsAtOnce = 200;

export class FollowedFeeds {
    private readonly call: Call;
    private readonly listener: FeedListener;
    private readonly feeds = new Map<FeedId, Followed>();
    private up = false;
    /** Grows with each new line: what an older one asked for must not be believed any more. */
    private round = 0;

    constructor(call: Call, listener: FeedListener) {
        this.call = call;
        this.listener = listener;
    }

    /** `after` is the number a loaded page knows of; without it, one starts with what comes now. */
    follow(feed: FeedId, after?: number): void {
        if (this.feeds.has(feed)) return;
        this.feeds.set(feed, { have: after, waiting: new Map(), catching: false });
        if (this.up) void this.ask([feed]);
    }

    lineUp(): void {
        this.up = true;
        this.round++;
        for (const followed of this.feeds.values()) {
            followed.waiting.clear();
            followed.catching = false;
        }
        const names = [...this.feeds.keys()];
        for (let i = 0; i < names.length; i += feedsAtOnce) {
            void this.ask(names.slice(i, i + feedsAtOnce));
        }
    }

    lineDown(): void {
        this.up = false;
        this.round++;
    }

    /** Somebody else signs in, or nobody. */
    forget(): void {
        this.round++;
        this.feeds.clear();
    }

    arrived(entry: Entry): void {
        const followed = this.feeds.get(entry.feed);
        if (!followed || (followed.have !== undefined && entry.number <= followed.have)) return;
        followed.waiting.set(entry.number, entry);
        this.tellInTurn(entry.feed, followed);
    }

    ended(feed: FeedId): void {
        if (this.feeds.delete(feed)) this.listener.ended(feed);
    }

    private async ask(names: FeedId[]): Promise<void> {
        const round = this.round;
        const cursors = names.map((feed) => {
            const after = this.feeds.get(feed)?.have;
            return after === undefined ? { feed } : { feed, after };
        });
        let answer: ResultOf<"feeds.follow">;
        try {
            answer = await this.call("feeds.follow", { feeds: cursors });
        } catch {
            return; // the line went; the next lineUp asks again
        }
        if (round !== this.round) return;
        for (const { feed, last, afresh } of answer.feeds) this.begin(feed, last, afresh);
        const told = new Set(answer.feeds.map(({ feed }) => feed));
        for (const feed of names) if (!told.has(feed)) this.ended(feed);
    }

    private begin(feed: FeedId, last: number, afresh: boolean): void {
        const followed = this.feeds.get(feed);
        if (!followed) return;
        if (afresh) this.startAt(feed, followed, last);
        else if (followed.have === undefined) followed.have = last;
        if (followed.have! < last) void this.catchUp(feed, followed, last);
        else this.tellInTurn(feed, followed);
    }

    private startAt(feed: FeedId, followed: Followed, last: number): void {
        followed.have = last;
        this.listener.afresh(feed);
    }

    private tellInTurn(feed: FeedId, followed: Followed): void {
        if (followed.have === undefined || followed.catching) return;
        let entry;
        while ((entry = followed.waiting.get(followed.have + 1))) {
            followed.waiting.delete(entry.number);
            followed.have = entry.number;
            this.listener.entry(entry);
        }
        for (const number of followed.waiting.keys()) {
            if (number <= followed.have) followed.waiting.delete(number);
        }
        const last = Math.max(...followed.waiting.keys());
        if (followed.waiting.size) void this.catchUp(feed, followed, last);
    }

    /** Fetches what lies between what one has and `last`, then tells what came meanwhile. */
    private async catchUp(feed: FeedId, followed: Followed, last: number): Promise<void> {
        if (followed.catching) return;
        followed.catching = true;
        const round = this.round;
        try {
            let more = true;
            while (more && followed.have! < last) {
                const page = await this.call("feeds.entries", { feed, after: followed.have! });
                if (round !== this.round || this.feeds.get(feed) !== followed) return;
                this.tellPage(followed, page.entries);
                more = page.more;
            }
        } catch (problem) {
            if (round !== this.round) return;
            followed.catching = false;
            if (problem instanceof CallProblem && problem.name === "not_found") this.ended(feed);
            return;
        }
        followed.catching = false;
        // The server has told all it will tell up to `last`: a gap that is left stays one.
        if (followed.have! < last && !followed.waiting.has(followed.have! + 1)) {
            const next = Math.min(...followed.waiting.keys(), last + 1);
            followed.have = next - 1;
        }
        this.tellInTurn(feed, followed);
    }

    private tellPage(followed: Followed, entries: readonly Entry[]): void {
        for (const entry of entries) {
            if (entry.number <= followed.have!) continue;
            followed.have = entry.number;
            followed.waiting.delete(entry.number);
            this.listener.entry(entry);
        }
    }
}
