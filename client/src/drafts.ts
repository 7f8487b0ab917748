// What somebody began to write: kept on this device at each pause and on the server a little later,
// so that it survives a reload, signing out, another device and a dead line. The newest text wins.
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Device, KeptDraft, LastWords } from "./device.ts";
import type { Draft as ServerDraft, DraftPlace, ParamsOf } from "./shapes.ts";

/** Where a draft is safe: nowhere yet, on this device, on the server too. */
export type DraftKept = "nowhere" | "device" | "server";

export interface Words {
    readonly title: string;
    readonly text: string;
}

export interface Draft {
    readonly place: DraftPlace;
    readonly words: ReadonlySignal<Words>;
    readonly kept: ReadonlySignal<DraftKept>;
    /** An older text of the same place that the newer one did not replace: offer it, lose nothing. */
    readonly older: ReadonlySignal<Words | undefined>;
    /** Resolves when what was kept has been read; an editor shows nothing to type into before. */
    readonly ready: Promise<void>;
    write(words: Words): void;
    /** These words are on their way; what was typed on meanwhile stays. */
    posted(words: Words): void;
    /** Thrown away on purpose. */
    clear(): void;
}

export interface DraftsWorld {
    device: Promise<Device>;
    lineUp(): boolean;
    fetchAll(): Promise<readonly ServerDraft[]>;
    save(params: ParamsOf<"forum.save_draft">): Promise<unknown>;
    now(): number;
    later(ms: number, then: () => void): () => void;
    lastWords: LastWords;
}

type Fetched = ReadonlyMap<string, Words & { at: number }>;

const deviceAfterMs = 400;
const serverAfterMs = 3_000;

export function placeKey(place: DraftPlace): string {
    if (place.topic !== undefined) return `topic:${place.topic}`;
    if (place.post !== undefined) return `post:${place.post}`;
    return `group:${place.group ?? ""}`;
}

function placeOfKey(key: string): DraftPlace {
    const [kind, id] = key.split(":");
    return { [kind!]: id } as DraftPlace;
}

const nothing: Words = { title: "", text: "" };

function empty({ title, text }: Words): boolean {
    return title.trim() === "" && text.trim() === "";
}

function alike(one: Words, other: Words): boolean {
    return one.title === other.title && one.text === other.text;
}

/** What is left of `now` when `posted` has been taken out of it; pure. */
export function typedOn(posted: Words, now: Words): Words {
    if (alike(posted, now)) return nothing;
    const title = now.title === posted.title ? "" : now.title;
    const text = now.text.startsWith(posted.text)
        ? now.text.slice(posted.text.length).trimStart()
        : now.text;
    return { title, text };
}

/** What to show of what the device and the server have; pure. What the server has confirmed is
 *  older than what the server says now, since another device may have gone on writing. */
export function merge(
    local: KeptDraft | undefined,
    remote: (Words & { at: number }) | undefined,
): { words: Words; from: "device" | "server" | "neither"; older?: Words } {
    if (!local && !remote) return { words: nothing, from: "neither" };
    if (!local || (local.saved && remote)) return { words: remote!, from: "server" };
    if (local.saved) return { words: nothing, from: "neither" }; // thrown away or posted elsewhere
    if (!remote || alike(local, remote)) return { words: local, from: "device" };
    const [newer, older] = local.at >= remote.at ? [local, remote] : [remote, local];
    const from = newer === local ? "device" : "server";
    const words = { title: newer.title, text: newer.text };
    return empty(older) ? { words, from } : { words, from, older };
}

class Writing implements Draft {
    readonly place: DraftPlace;
    readonly key: string;
    readonly words: Signal<Words> = signal(nothing);
    readonly kept: Signal<DraftKept> = signal<DraftKept>("nowhere");
    readonly older: Signal<Words | undefined> = signal<Words | undefined>(undefined);
    ready: Promise<void> = Promise.resolve();
    touched = false;
    cancelDevice: (() => void) | undefined;
    cancelServer: (() => void) | undefined;
    private readonly onWrite: (draft: Writing) => void;

    constructor(place: DraftPlace, onWrite: (draft: Writing) => void) {
        this.place = place;
        this.key = placeKey(place);
        this.onWrite = onWrite;
    }

    write(words: Words): void {
        if (alike(words, this.words.peek())) return;
        this.touched = true;
        this.words.value = words;
        this.kept.value = "nowhere";
        this.onWrite(this);
    }

    posted(words: Words): void {
        this.older.value = undefined;
        this.write(typedOn(words, this.words.peek()));
    }

    clear(): void {
        this.older.value = undefined;
        this.write(nothing);
    }
}

export class Drafts {
    private readonly world: DraftsWorld;
    private person: string | undefined;
    private open = new Map<string, Writing>();
    private remote: Promise<Fetched | undefined> | undefined;

    constructor(world: DraftsWorld) {
        this.world = world;
    }

    use(person: string | undefined): void {
        for (const draft of this.open.values()) {
            draft.cancelDevice?.();
            draft.cancelServer?.();
            void this.keepHere(draft); // what was typed in the last moment
        }
        this.person = person;
        this.open = new Map();
        this.remote = undefined;
    }

    /** The draft of a place: the same object for everybody who asks. */
    at(place: DraftPlace): Draft {
        const key = placeKey(place);
        const there = this.open.get(key);
        if (there) return there;
        const draft = new Writing(place, (written) => this.written(written));
        this.open.set(key, draft);
        draft.ready = this.load(draft);
        return draft;
    }

    /** The page may go away in this very moment: what was typed since the last pause is kept at once. */
    keepLastWords(): void {
        const person = this.person;
        if (person === undefined) return;
        const at = this.world.now();
        const typed = [...this.open.values()].filter(
            (draft) => draft.touched && draft.kept.peek() === "nowhere",
        );
        this.world.lastWords.keep(
            typed.map(({ key, words }) => ({
                ...words.peek(),
                person,
                place: key,
                at,
                saved: false,
            })),
        );
        void this.saveAll();
    }

    /** What a page that went away kept at once goes where all drafts are. */
    private async takeLastWords(device: Device): Promise<void> {
        for (const last of this.world.lastWords.take()) {
            const there = await device.draft(last.person, last.place);
            if (!there || there.at <= last.at) await device.putDraft(last);
        }
    }

    /** The line came up: what the server does not have yet goes there; true when it has all. */
    async saveAll(): Promise<boolean> {
        const person = this.person;
        if (person === undefined) return true;
        await Promise.all([...this.open.values()].map((draft) => this.keepHere(draft)));
        const device = await this.world.device;
        await this.takeLastWords(device);
        let all = true;
        for (const kept of await device.drafts(person)) {
            if (!kept.saved && !(await this.saveOne(device, kept))) all = false;
        }
        return all;
    }

    /** Before signing out: everything to the server, and then nothing of this person stays here.
     *  False when the line is down: the local copies stay. */
    async leave(): Promise<boolean> {
        const person = this.person;
        if (person === undefined) return true;
        if (!(await this.saveAll())) return false;
        const device = await this.world.device;
        for (const kept of await device.drafts(person)) {
            if (kept.saved) await device.removeDraft(person, kept.place);
        }
        return true;
    }

    /** What the device has and the server does not, for lists. */
    async unsaved(): Promise<KeptDraft[]> {
        if (this.person === undefined) return [];
        const found = await (await this.world.device).drafts(this.person);
        return found.filter((draft) => !draft.saved && !empty(draft));
    }

    /** Undefined when the server could not be asked. */
    private fetched(): Promise<Fetched | undefined> {
        this.remote ??= this.world.fetchAll().then(
            (drafts) =>
                new Map(
                    drafts.map((draft) => [
                        placeKey(draft.place),
                        { title: draft.title, text: draft.text, at: Date.parse(draft.at) },
                    ]),
                ),
            () => {
                this.remote = undefined;
                return undefined;
            },
        );
        // Another device may write on: what was fetched serves the editors opened in one moment only.
        const fetched = this.remote;
        this.world.later(5_000, () => {
            if (this.remote === fetched) this.remote = undefined;
        });
        return fetched;
    }

    private async load(draft: Writing): Promise<void> {
        const person = this.person;
        if (person === undefined) return;
        const device = await this.world.device;
        await this.takeLastWords(device);
        const local = await device.draft(person, draft.key);
        const fetched = await this.fetched();
        if (draft.touched || person !== this.person) return;
        // Without the server's word, what it once confirmed is the best there is.
        const known = !fetched && local ? { ...local, saved: false } : local;
        const { words, from, older } = merge(known, fetched?.get(draft.key));
        draft.words.value = { title: words.title, text: words.text };
        draft.older.value = older;
        draft.kept.value = empty(words) || from === "server" ? "server" : "device";
        if (from === "device" && local && !local.saved) this.saveSoon(draft);
    }

    private written(draft: Writing): void {
        draft.cancelDevice?.();
        draft.cancelDevice = this.world.later(deviceAfterMs, () => void this.keepHere(draft));
        this.saveSoon(draft);
    }

    private saveSoon(draft: Writing): void {
        draft.cancelServer?.();
        draft.cancelServer = this.world.later(serverAfterMs, () => void this.keepThere(draft));
    }

    /** On this device, if it has been written to since. */
    private async keepHere(draft: Writing): Promise<void> {
        draft.cancelDevice?.();
        const person = this.person;
        if (person === undefined || !draft.touched || draft.kept.peek() !== "nowhere") return;
        const words = draft.words.peek();
        const at = this.world.now();
        const device = await this.world.device;
        try {
            await device.putDraft({ ...words, person, place: draft.key, at, saved: false });
        } catch {
            return; // no room here; the server is next
        }
        if (draft.words.peek() === words && draft.kept.peek() === "nowhere") {
            draft.kept.value = "device";
        }
    }

    private async keepThere(draft: Writing): Promise<void> {
        await this.keepHere(draft);
        if (this.person === undefined || !this.world.lineUp()) return;
        const device = await this.world.device;
        const kept = await device.draft(this.person, draft.key);
        if (kept && !kept.saved) await this.saveOne(device, kept);
    }

    private async saveOne(device: Device, kept: KeptDraft): Promise<boolean> {
        if (!this.world.lineUp()) return false;
        const place = placeOfKey(kept.place);
        try {
            await this.world.save({ place, title: kept.title, text: kept.text });
        } catch {
            return false;
        }
        this.remote = undefined;
        const now = await device.draft(kept.person, kept.place);
        if (!now || !alike(now, kept)) return true; // written on meanwhile; that is saved in its turn
        if (empty(kept)) await device.removeDraft(kept.person, kept.place);
        else await device.putDraft({ ...kept, saved: true });
        const draft = this.open.get(kept.place);
        if (draft && alike(draft.words.peek(), kept)) draft.kept.value = "server";
        return true;
    }
}
