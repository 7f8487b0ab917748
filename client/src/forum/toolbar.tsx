// The editor's buttons: one stop for the Tab key, arrow keys between them.
import { useRef, useState } from "preact/hooks";
import { text } from "../texts.ts";
import type { MarkUp } from "./markdown_editing.ts";
import { moved } from "./mention.ts";

interface ToolbarProps {
    /** The id of the text area that the buttons work on. */
    controls: string;
    onMarkUp(kind: MarkUp): void;
}

const buttons: readonly { kind: MarkUp; sign: string; word?: string; keys?: string }[] = [
    { kind: "bold", sign: "B", keys: "Control+B" },
    { kind: "italic", sign: "I", keys: "Control+I" },
    { kind: "link", sign: "Link", keys: "Control+K" },
    { kind: "list", sign: "•", word: "List" },
    { kind: "numbers", sign: "1.", word: "List" },
    { kind: "quote", sign: "“ ”" },
    { kind: "code", sign: "</>" },
];

/** The button that a key pressed with Ctrl or Cmd stands for. */
export function markUpFor(key: string): MarkUp | undefined {
    return buttons.find(({ keys }) => keys?.endsWith(`+${key.toUpperCase()}`))?.kind;
}

function placeAfter(key: string, active: number): number | undefined {
    if (key === "ArrowRight") return moved(active, buttons.length, 1);
    if (key === "ArrowLeft") return moved(active, buttons.length, -1);
    if (key === "Home") return 0;
    if (key === "End") return buttons.length - 1;
    return undefined;
}

export function Toolbar({ controls, onMarkUp }: ToolbarProps) {
    const [active, setActive] = useState(0);
    const bar = useRef<HTMLDivElement>(null);
    const onKeyDown = (event: KeyboardEvent) => {
        const next = placeAfter(event.key, active);
        if (next === undefined) return;
        event.preventDefault();
        setActive(next);
        bar.current?.querySelectorAll("button")[next]?.focus();
    };
    return (
        <div
            class="toolbar"
            role="toolbar"
            aria-label={text("editor.toolbar")}
            aria-controls={controls}
            ref={bar}
            onKeyDown={onKeyDown}
        >
            {buttons.map(({ kind, sign, word, keys }, place) => (
                <button
                    key={kind}
                    type="button"
                    class={`markup markup-${kind}`}
                    tabIndex={place === active ? 0 : -1}
                    aria-label={text(`editor.${kind}`)}
                    aria-keyshortcuts={keys}
                    title={text(`editor.${kind}`)}
                    onFocus={() => setActive(place)}
                    onClick={() => onMarkUp(kind)}
                >
                    <span aria-hidden="true">
                        {sign}
                        {word && <span class="markup-word"> {word}</span>}
                    </span>
                </button>
            ))}
        </div>
    );
}
