// Where a draft is safe, said quietly beside the editor, and an older text of the same place that
// was written elsewhere: it is offered, never dropped.
import { useState } from "preact/hooks";
import type { Draft } from "../drafts.ts";
import { Button } from "../pieces/button.tsx";
import { focusSoon } from "../focus.ts";
import { text } from "../texts.ts";

export function DraftNote({ draft }: { draft: Draft }) {
    const { title, text: words } = draft.words.value;
    const kept = draft.kept.value;
    const empty = title.trim() === "" && words.trim() === "";
    const note = empty || kept === "nowhere" ? "" : text(`editor.kept_${kept}`);
    return <span class="soft draft-note">{note}</span>;
}

/** `editor` is the id of the text area, which has the focus once this is decided. */
export function OlderDraft({ draft, editor }: { draft: Draft; editor: string }) {
    const [settled, setSettled] = useState<unknown>();
    const older = draft.older.value;
    if (!older || settled === older) return null;
    const settle = () => {
        setSettled(older);
        focusSoon(editor);
    };
    const addIt = () => {
        const { title, text: words } = draft.words.peek();
        const both = [words, older.text].filter((part) => part.trim() !== "").join("\n\n");
        draft.write({ title: title || older.title, text: both });
        settle();
    };
    return (
        <div class="older-draft">
            <p>{text("editor.older")}</p>
            <blockquote class="as-typed">{[older.title, older.text].join("\n").trim()}</blockquote>
            <p class="buttons">
                <Button kind="quiet" onClick={addIt}>
                    {text("editor.older_add")}
                </Button>
                <Button kind="link" onClick={settle}>
                    {text("editor.older_leave")}
                </Button>
            </p>
        </div>
    );
}
