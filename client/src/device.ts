// What is kept on this device so that nothing written is lost: unsent changes and drafts, each under
// its person. In IndexedDB; where a browser refuses that, in memory, and `durable` says so.

export interface KeptChange {
    /** The request id; the same however often it is sent. */
    id: string;
    /** Order of sending; grows across tabs and reloads. */
    seq?: number;
    person: string;
    method: string;
    /** With the request id in it. */
    params: Record<string, unknown>;
    at: number;
    /** Set when the server said no: name and field of the problem. */
    refused?: { name: string; field?: string };
}

export interface KeptDraft {
    person: string;
    /** "group:ID", "topic:ID" or "post:ID". */
    place: string;
    title: string;
    text: string;
    /** When it was last written here, in milliseconds. */
    at: number;
    /** Whether the server has it, as it is. An empty one that is not saved is still to be thrown away. */
    saved: boolean;
}

export interface Device {
    readonly durable: boolean;
    /** Rejects when the device has no room; the change is then held in memory, and listed all the same. */
    addChange(change: KeptChange): Promise<void>;
    /** In the order in which they were added. */
    changes(person: string): Promise<KeptChange[]>;
    putChange(change: KeptChange): Promise<void>;
    removeChange(id: string): Promise<void>;
    drafts(person: string): Promise<KeptDraft[]>;
    draft(person: string, place: string): Promise<KeptDraft | undefined>;
    putDraft(draft: KeptDraft): Promise<void>;
    removeDraft(person: string, place: string): Promise<void>;
}

/** Kept at once, as no database can while a page goes away. */
export interface LastWords {
    keep(drafts: readonly KeptDraft[]): void;
    /** What was kept; it is gone from here then. */
    take(): KeptDraft[];
}

const lastWordsKey = "folkmoot-last-words";

export const lastWords: LastWords = {
    keep(drafts) {
        if (drafts.length === 0) return;
        try {
            const ofOtherTabs = lastWords.take();
            localStorage.setItem(lastWordsKey, JSON.stringify([...ofOtherTabs, ...drafts]));
        } catch {
            // no room, or not allowed here: the database is asked as well
        }
    },
    take() {
        try {
            const kept = localStorage.getItem(lastWordsKey);
            localStorage.removeItem(lastWordsKey);
            return kept === null ? [] : (JSON.parse(kept) as KeptDraft[]);
        } catch {
            return [];
        }
    },
};

function done<T>(asked: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
}

/** Resolves when what the transaction wrote is safe. */
function committed(transaction: IDBTransaction): Promise<void> {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
}

function makeStores(database: IDBDatabase): void {
    const changes = database.createObjectStore("changes", { keyPath: "seq", autoIncrement: true });
    changes.createIndex("id", "id", { unique: true });
    changes.createIndex("person", "person");
    const drafts = database.createObjectStore("drafts", { keyPath: ["person", "place"] });
    drafts.createIndex("person", "person");
}

/** Lasts as long as the tab. */
export class MemoryDevice implements Device {
    readonly durable = false;
    private seq = 0;
    private readonly changeMap = new Map<string, KeptChange>();
    private readonly draftMap = new Map<string, KeptDraft>();

    has(id: string): boolean {
        return this.changeMap.has(id);
    }

    addChange(change: KeptChange): Promise<void> {
        this.changeMap.set(change.id, { ...change, seq: ++this.seq });
        return Promise.resolve();
    }

    changes(person: string): Promise<KeptChange[]> {
        const found = [...this.changeMap.values()].filter((change) => change.person === person);
        return Promise.resolve(found.map((change) => ({ ...change })));
    }

    putChange(change: KeptChange): Promise<void> {
        this.changeMap.set(change.id, { ...change });
        return Promise.resolve();
    }

    removeChange(id: string): Promise<void> {
        this.changeMap.delete(id);
        return Promise.resolve();
    }

    drafts(person: string): Promise<KeptDraft[]> {
        const found = [...this.draftMap.values()].filter((draft) => draft.person === person);
        return Promise.resolve(found);
    }

    draft(person: string, place: string): Promise<KeptDraft | undefined> {
        return Promise.resolve(this.draftMap.get(person + place));
    }

    putDraft(draft: KeptDraft): Promise<void> {
        this.draftMap.set(draft.person + draft.place, { ...draft });
        return Promise.resolve();
    }

    removeDraft(person: string, place: string): Promise<void> {
        this.draftMap.delete(person + place);
        return Promise.resolve();
    }
}

class IndexedDevice implements Device {
    readonly durable = true;
    private readonly database: IDBDatabase;
    private readonly noRoom = new MemoryDevice();

    constructor(database: IDBDatabase) {
        this.database = database;
    }

    private async write(store: string, act: (store: IDBObjectStore) => void): Promise<void> {
        const transaction = this.database.transaction(store, "readwrite", { durability: "strict" });
        act(transaction.objectStore(store));
        await committed(transaction);
    }

    private all<T>(store: string, person: string): Promise<T[]> {
        const index = this.database.transaction(store).objectStore(store).index("person");
        return done(index.getAll(person)) as Promise<T[]>;
    }

    async addChange(change: KeptChange): Promise<void> {
        try {
            await this.write("changes", (store) => store.add(change));
        } catch (problem) {
            await this.noRoom.addChange(change);
            throw problem;
        }
    }

    async changes(person: string): Promise<KeptChange[]> {
        const found = await this.all<KeptChange>("changes", person);
        found.sort((a, b) => a.seq! - b.seq!);
        return [...found, ...(await this.noRoom.changes(person))];
    }

    async putChange(change: KeptChange): Promise<void> {
        if (this.noRoom.has(change.id)) return this.noRoom.putChange(change);
        return this.write("changes", (store) => store.put(change));
    }

    async removeChange(id: string): Promise<void> {
        if (this.noRoom.has(id)) return this.noRoom.removeChange(id);
        return this.write("changes", (store) => {
            const asked = store.index("id").getKey(id);
            asked.onsuccess = () => {
                if (asked.result !== undefined) store.delete(asked.result);
            };
        });
    }

    drafts(person: string): Promise<KeptDraft[]> {
        return this.all<KeptDraft>("drafts", person);
    }

    draft(person: string, place: string): Promise<KeptDraft | undefined> {
        const store = this.database.transaction("drafts").objectStore("drafts");
        return done(store.get([person, place])) as Promise<KeptDraft | undefined>;
    }

    putDraft(draft: KeptDraft): Promise<void> {
        return this.write("drafts", (store) => store.put(draft));
    }

    removeDraft(person: string, place: string): Promise<void> {
        return this.write("drafts", (store) => store.delete([person, place]));
    }
}

export async function openDevice(): Promise<Device> {
    try {
        const asked = indexedDB.open("folkmoot", 1);
        asked.onupgradeneeded = () => makeStores(asked.result);
        const database = await done(asked);
        database.onversionchange = () => database.close();
        return new IndexedDevice(database);
    } catch {
        return new MemoryDevice();
    }
}
