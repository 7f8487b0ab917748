// Says politely what changed on the page, in batches, to those who do not see it.
import { signal } from "@preact/signals";

const spoken = signal("");
const batchMs = 1_500;
const clearMs = 8_000;
let waiting: string[] = [];
let counts = new Map<string, { n: number; words: (n: number) => string }>();
let timer: ReturnType<typeof setTimeout> | undefined;

function speak(): void {
    timer = undefined;
    const all = [...waiting, ...[...counts.values()].map(({ n, words }) => words(n))];
    waiting = [];
    counts = new Map();
    spoken.value = all.join(" ");
    const said = spoken.peek();
    setTimeout(() => {
        if (spoken.peek() === said) spoken.value = "";
    }, clearMs);
}

function soon(): void {
    timer ??= setTimeout(speak, batchMs);
}

/** A whole sentence. */
export function announce(words: string): void {
    if (!waiting.includes(words)) waiting.push(words);
    soon();
}

/** Adds up: ten posts of one topic are said as "10 new posts", once. */
export function announceCount(key: string, n: number, words: (n: number) => string): void {
    counts.set(key, { n: (counts.get(key)?.n ?? 0) + n, words });
    soon();
}

/** Stands once, in the shell. */
export function LiveRegion() {
    return (
        <div class="visually-hidden" aria-live="polite" aria-atomic="true">
            {spoken.value}
        </div>
    );
}
