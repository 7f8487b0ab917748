// A word on a colour; the word alone says it all.
import type { ComponentChildren } from "preact";

export type TagKind = "plain" | "current" | "old" | "wait";

export function Tag({ kind = "plain", children }: { kind?: TagKind; children: ComponentChildren }) {
    return <span class={`tag ${kind}`}>{children}</span>;
}

/** How many are new; the words are for those who do not see the number beside its group. */
export function Count({ n, words }: { n: number; words: string }) {
    if (n === 0) return null;
    return (
        <span class="count">
            <span aria-hidden="true">{n > 99 ? "99+" : n}</span>
            <span class="visually-hidden">{words}</span>
        </span>
    );
}
