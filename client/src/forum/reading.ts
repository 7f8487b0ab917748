// How far somebody has read: a post counts as read when its end has been on the screen of a page
// that is looked at. Told to the server in batches, so that all one's devices know.
import { useEffect, useRef } from "preact/hooks";
import { call, line } from "../app.ts";
import type { TopicId } from "../shapes.ts";

const tellAfterMs = 800;
const again = 5_000;

export class ReadUpTo {
    private readonly topic: TopicId;
    private seen = 0;
    private told: number;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(topic: TopicId, told: number) {
        this.topic = topic;
        this.told = told;
    }

    /** The end of this post is on the screen. */
    reached(number: number): void {
        if (number <= this.seen) return;
        this.seen = number;
        if (this.seen > this.told) this.later(tellAfterMs);
    }

    /** The view is left: what is not told yet is told now. */
    leave(): void {
        clearTimeout(this.timer);
        void this.tell();
    }

    private later(ms: number): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.tell(), ms);
    }

    private async tell(): Promise<void> {
        const number = this.seen;
        if (number <= this.told) return;
        const before = this.told;
        this.told = number;
        try {
            await call("forum.mark_read", { topic: this.topic, number });
        } catch {
            this.told = before;
            if (line.peek() !== "down") return;
            this.later(again);
        }
    }
}

/** Marks the ends of posts: elements with `data-read="N"` inside the answer's element. */
export function useReading(
    topic: TopicId,
    readBefore: number,
    posts: number,
    onSeen: (number: number) => void,
) {
    const list = useRef<HTMLDivElement>(null);
    const reading = useRef<ReadUpTo | undefined>(undefined);
    const seen = useRef(onSeen);
    seen.current = onSeen;
    useEffect(() => {
        reading.current = new ReadUpTo(topic, readBefore);
        return () => reading.current?.leave();
    }, [topic]);
    useEffect(() => {
        const observer = new IntersectionObserver((changes) => {
            if (document.visibilityState !== "visible") return;
            for (const { isIntersecting, target } of changes) {
                if (!isIntersecting) continue;
                const number = Number((target as HTMLElement).dataset["read"]);
                reading.current?.reached(number);
                seen.current(number);
            }
        });
        const watchAll = () => {
            observer.disconnect();
            list.current?.querySelectorAll("[data-read]").forEach((end) => observer.observe(end));
        };
        watchAll();
        document.addEventListener("visibilitychange", watchAll);
        return () => {
            observer.disconnect();
            document.removeEventListener("visibilitychange", watchAll);
        };
    }, [topic, posts]);
    return list;
}
