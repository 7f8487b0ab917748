// Changes that must not be lost. Each is kept on this device with its request id before anything is
// sent; they go out one after another, in order, when the line is up. A change leaves the device when
// the server has answered it; one that was refused stays until its person decides. Several tabs share
// one outbox: whoever holds the lock sends.
import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Device, KeptChange } from "./device.ts";
import { CallProblem, passing, type ProblemName } from "./problems.ts";
import type { ChangeName, MethodName, ParamsOf, ResultOf, Said } from "./shapes.ts";

export type ItemState = "waiting" | "sending" | "sent" | "refused";

export interface Item<M extends ChangeName = ChangeName> {
    /** The request id. */
    readonly id: string;
    readonly method: M;
    readonly params: ParamsOf<M>;
    /** When it was written, in milliseconds. */
    readonly at: number;
    readonly state: ReadonlySignal<ItemState>;
    /** Why it was refused. */
    readonly problem: ReadonlySignal<CallProblem | undefined>;
    /** Resolves when it is safe on this device; only then may a draft be thrown away. */
    readonly kept: Promise<void>;
    /** Resolves with the server's answer, however much later; rejects when refused or discarded. */
    readonly result: Promise<ResultOf<M>>;
}

/** What the outbox needs of its surroundings; tests pass their own. */
export interface OutboxWorld {
    device: Promise<Device>;
    lineUp(): boolean;
    call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
    requestId(): string;
    now(): number;
    later(ms: number, then: () => void): void;
    /** Runs `act` while no other tab does. */
    exclusively(name: string, act: () => Promise<void>): Promise<void>;
    /** To the other tabs of this person. */
    tell(news: OutboxNews): void;
    /** An answer came: the state learns of it. */
    answered(method: MethodName, params: unknown, result: unknown): void;
}

export type OutboxNews =
    | { kind: "queued"; person: string }
    | { kind: "sent"; person: string; id: string; result: unknown }
    | { kind: "refused"; person: string; id: string; name: string; field?: string }
    | { kind: "discarded"; person: string; id: string };

const retryFirstMs = 1_000;
const retryMaxMs = 30_000;
const internalTriesMax = 3;

class Kept implements Item {
    readonly id: string;
    readonly method: ChangeName;
    readonly params: ParamsOf<ChangeName>;
    readonly at: number;
    readonly state: Signal<ItemState> = signal<ItemState>("waiting");
    readonly problem: Signal<CallProblem | undefined> = signal(undefined);
    readonly result: Promise<ResultOf<ChangeName>>;
    kept: Promise<void> = Promise.resolve();
    resolve!: (result: ResultOf<ChangeName>) => void;
    reject!: (problem: CallProblem) => void;

    constructor(change: KeptChange) {
        this.id = change.id;
        this.method = change.method as ChangeName;
        this.params = change.params as unknown as ParamsOf<ChangeName>;
        this.at = change.at;
        this.result = new Promise((resolve, reject) => {
            this.resolve = resolve;
            this.reject = reject;
        });
        this.result.catch(() => undefined); // whoever wants to know listens; nobody has to
        if (change.refused) this.refuse(change.refused.name as ProblemName, change.refused.field);
    }

    refuse(name: ProblemName, field: string | undefined): void {
        this.problem.value = new CallProblem(name, "", field);
        this.state.value = "refused";
        this.reject(this.problem.value);
    }

    sent(result: unknown): void {
        this.state.value = "sent";
        this.resolve(result as ResultOf<ChangeName>);
    }
}

export class Outbox {
    private readonly world: OutboxWorld;
    private readonly list = signal<readonly Kept[]>([]);
    private person: string | undefined;
    private draining = false;
    private again = false;
    private delayMs = retryFirstMs;
    private internalTries = 0;

    /** All that is not sent, of every tab, in order; refused ones among them. */
    readonly items: ReadonlySignal<readonly Item[]>;
    /** How many wait to be sent; those that were refused wait for their person instead. */
    readonly waiting: ReadonlySignal<number>;

    constructor(world: OutboxWorld) {
        this.world = world;
        this.items = this.list;
        this.waiting = computed(
            () => this.list.value.filter((item) => item.state.value !== "refused").length,
        );
    }

    /** Who is signed in here; undefined for nobody. What others left stays on the device. */
    async use(person: string | undefined): Promise<void> {
        this.person = person;
        this.list.value = [];
        if (person === undefined) return;
        await this.reload();
        this.lineChanged();
    }

    queue<M extends ChangeName>(method: M, said: Said<M>): Item<M> {
        if (this.person === undefined) throw new CallProblem("sign_in_needed");
        const id = this.world.requestId();
        const change: KeptChange = {
            id,
            person: this.person,
            method,
            params: { ...said, request: id },
            at: this.world.now(),
        };
        const item = new Kept(change);
        item.kept = this.keep(change);
        this.list.value = [...this.list.value, item];
        item.kept.then(
            () => this.drain(),
            () => this.drain(),
        );
        return item as unknown as Item<M>;
    }

    /** Sends a refused change once more, as it is. */
    async tryAgain(id: string): Promise<void> {
        const change = await this.find(id);
        if (!change) return;
        delete change.refused;
        await (await this.world.device).putChange(change);
        this.replace(id, new Kept(change));
        this.drain();
    }

    /** Throws an unsent change away; its person has its text or does not want it. */
    async discard(id: string): Promise<void> {
        await (await this.world.device).removeChange(id);
        this.list
            .peek()
            .find((item) => item.id === id)
            ?.reject(new CallProblem("conflict"));
        this.drop(id);
        this.world.tell({ kind: "discarded", person: this.person ?? "", id });
    }

    /** The line came up, or a tab was opened: send what waits. */
    lineChanged(): void {
        this.delayMs = retryFirstMs;
        this.drain();
    }

    /** What another tab of this person says. */
    heard(news: OutboxNews): void {
        if (news.person !== this.person) return;
        const item = "id" in news ? this.list.peek().find(({ id }) => id === news.id) : undefined;
        if (news.kind === "queued") void this.reload();
        else if (news.kind === "discarded") this.drop(news.id);
        else if (news.kind === "refused") item?.refuse(news.name as ProblemName, news.field);
        else if (item) {
            this.world.answered(item.method, item.params, news.result);
            item.sent(news.result);
            this.drop(news.id);
        }
    }

    private async keep(change: KeptChange): Promise<void> {
        await (await this.world.device).addChange(change);
        this.world.tell({ kind: "queued", person: change.person });
    }

    private async find(id: string): Promise<KeptChange | undefined> {
        if (this.person === undefined) return undefined;
        const changes = await (await this.world.device).changes(this.person);
        return changes.find((change) => change.id === id);
    }

    /** Takes in what other tabs or an earlier visit left on the device. */
    private async reload(): Promise<void> {
        const person = this.person;
        if (person === undefined) return;
        const changes = await (await this.world.device).changes(person);
        if (person !== this.person) return;
        const mine = new Map(this.list.peek().map((item) => [item.id, item]));
        const found = changes.map((change) => mine.get(change.id) ?? new Kept(change));
        const there = new Set(found.map((item) => item.id));
        const fresh = this.list.peek().filter((item) => !there.has(item.id));
        this.list.value = [...found, ...fresh];
    }

    private replace(id: string, item: Kept): void {
        this.list.value = this.list.peek().map((one) => (one.id === id ? item : one));
    }

    private drop(id: string): void {
        this.list.value = this.list.peek().filter((item) => item.id !== id);
    }

    private drain(): void {
        if (this.draining) {
            this.again = true;
            return;
        }
        if (!this.world.lineUp() || this.person === undefined) return;
        this.draining = true;
        const name = `folkmoot-outbox-${this.person}`;
        void this.world
            .exclusively(name, () => this.sendAll())
            .catch(() => undefined)
            .then(() => {
                this.draining = false;
                if (this.again) {
                    this.again = false;
                    this.drain();
                }
            });
    }

    /** One after another, until nothing waits or one cannot be sent now. */
    private async sendAll(): Promise<void> {
        const device = await this.world.device;
        const person = this.person;
        while (person !== undefined && person === this.person && this.world.lineUp()) {
            const next = (await device.changes(person)).find((change) => !change.refused);
            if (!next || !(await this.send(device, next))) return;
        }
    }

    /** Whether the next one may go. */
    private async send(device: Device, change: KeptChange): Promise<boolean> {
        const item = this.list.peek().find(({ id }) => id === change.id);
        if (item) item.state.value = "sending";
        try {
            const method = change.method as ChangeName;
            const params = change.params as unknown as ParamsOf<ChangeName>;
            const result = await this.world.call(method, params);
            await this.wasSent(device, change, item, result);
            return true;
        } catch (caught) {
            const problem = caught instanceof CallProblem ? caught : new CallProblem("internal");
            return await this.wasNotSent(device, change, item, problem);
        }
    }

    private async wasSent(
        device: Device,
        change: KeptChange,
        item: Kept | undefined,
        result: unknown,
    ): Promise<void> {
        await device.removeChange(change.id);
        this.delayMs = retryFirstMs;
        this.internalTries = 0;
        this.world.answered(change.method as MethodName, change.params, result);
        this.world.tell({ kind: "sent", person: change.person, id: change.id, result });
        item?.sent(result);
        this.drop(change.id);
    }

    private async wasNotSent(
        device: Device,
        change: KeptChange,
        item: Kept | undefined,
        problem: CallProblem,
    ): Promise<boolean> {
        const hopeless = problem.name === "internal" && ++this.internalTries >= internalTriesMax;
        if (problem.name === "sign_in_needed" || (passing(problem) && !hopeless)) {
            if (item) item.state.value = "waiting";
            this.retryLater(problem);
            return false;
        }
        this.internalTries = 0;
        const why = { name: problem.name, ...(problem.field ? { field: problem.field } : {}) };
        await device.putChange({ ...change, refused: why });
        item?.refuse(problem.name, problem.field);
        this.world.tell({ kind: "refused", person: change.person, id: change.id, ...why });
        return true;
    }

    /** When the line comes up, or somebody signs in, lineChanged() and use() start anew. */
    private retryLater(problem: CallProblem): void {
        if (problem.name === "sign_in_needed") return;
        this.world.later(this.delayMs, () => this.drain());
        this.delayMs = Math.min(retryMaxMs, this.delayMs * 2);
    }
}
