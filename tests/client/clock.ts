// Time that passes only when a test says so.
export class Clock {
    now = 0;
    private timers: { at: number; then: () => void }[] = [];

    later = (ms: number, then: () => void): (() => void) => {
        const timer = { at: this.now + ms, then };
        this.timers.push(timer);
        return () => {
            this.timers = this.timers.filter((one) => one !== timer);
        };
    };

    /** Runs what falls due, in order, and lets promises settle after each. */
    async pass(ms: number): Promise<void> {
        const until = this.now + ms;
        await settle();
        for (;;) {
            const due = this.timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
            if (!due) break;
            this.timers = this.timers.filter((one) => one !== due);
            this.now = due.at;
            due.then();
            await settle();
        }
        this.now = until;
    }
}

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}
