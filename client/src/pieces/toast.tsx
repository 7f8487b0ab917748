// A word on what was done, with Undo where it can be undone. It waits while somebody points at it or
// is in it with the keyboard.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { text } from "../texts.ts";

interface Shown {
    id: number;
    words: string;
    undo: (() => void) | undefined;
}

const shown = signal<readonly Shown[]>([]);
let last = 0;
const shownMs = 8_000;
const shownWithUndoMs = 20_000;

export function toast(words: string, undo?: () => void): void {
    shown.value = [...shown.peek().slice(-2), { id: ++last, words, undo }];
}

function drop(id: number): void {
    shown.value = shown.peek().filter((one) => one.id !== id);
}

function One({ one }: { one: Shown }) {
    const [held, hold] = useState(false);
    useEffect(() => {
        if (held) return;
        const timer = setTimeout(() => drop(one.id), one.undo ? shownWithUndoMs : shownMs);
        return () => clearTimeout(timer);
    }, [held]);
    return (
        <div
            class="toast"
            onPointerEnter={() => hold(true)}
            onPointerLeave={() => hold(false)}
            onFocusIn={() => hold(true)}
            onFocusOut={() => hold(false)}
        >
            <span>{one.words}</span>
            {one.undo && (
                <button
                    type="button"
                    class="button-link"
                    onClick={() => {
                        one.undo?.();
                        drop(one.id);
                    }}
                >
                    {text("core.undo")}
                </button>
            )}
            <button type="button" class="button-link" onClick={() => drop(one.id)}>
                {text("core.close")}
            </button>
        </div>
    );
}

/** Stands once, in the shell. */
export function Toasts() {
    return (
        <div class="toasts" role="status">
            {shown.value.map((one) => (
                <One key={one.id} one={one} />
            ))}
        </div>
    );
}
