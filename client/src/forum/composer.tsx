// An editor with its draft and its buttons: for a reply and for the change of a post.
import type { ComponentChildren, Ref } from "preact";
import { useState } from "preact/hooks";
import type { Draft } from "../drafts.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import type { GroupId } from "../shapes.ts";
import { text } from "../texts.ts";
import { DraftNote, OlderDraft } from "./draft_note.tsx";
import { Editor } from "./editor.tsx";
import { characters, charactersMax } from "./markdown_editing.ts";
import { useDoing } from "../use_doing.ts";

export interface ComposerProps {
    id: string;
    label: string;
    labelHidden?: boolean;
    group: GroupId;
    draft: Draft;
    sendWords: string;
    area?: Ref<HTMLTextAreaElement> | undefined;
    /** Resolves when the text is safe on this device; only then is the draft thrown away. */
    onSend(words: string): Promise<unknown>;
    /** What has to be decided before anything can be sent. */
    undecided?: string | undefined;
    onCancel?: (() => void) | undefined;
    /** Beside the button: for whom one writes. */
    children?: ComponentChildren;
}

/** What has to be mended before a text can be sent. */
export function textProblem(words: string): string | undefined {
    if (words.trim() === "") return text("editor.empty");
    const over = characters(words) - charactersMax;
    return over > 0 ? text("editor.too_long", { count: over }) : undefined;
}

export function Composer(props: ComposerProps) {
    const { id, draft } = props;
    const doing = useDoing();
    const [problems, setProblems] = useState<readonly Problem[]>([]);

    const send = async () => {
        if (doing.running()) return;
        const written = draft.words.peek();
        const words = written.text;
        const wrong = props.undecided ?? textProblem(words);
        setProblems(wrong ? [{ field: id, words: wrong }] : []);
        if (wrong) return;
        const done = await doing.run(() => props.onSend(words));
        if (done) draft.posted(written);
        else setProblems([{ words: text("editor.not_kept") }]);
    };
    return (
        <form
            class="composer"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                void send();
            }}
        >
            <ErrorSummary problems={problems} />
            <OlderDraft draft={draft} editor={id} />
            <Editor
                id={id}
                label={props.label}
                labelHidden={props.labelHidden}
                words={draft.words.value.text}
                onWrite={(words) => draft.write({ ...draft.words.peek(), text: words })}
                group={props.group}
                problem={problems.find(({ field }) => field === id)?.words}
                area={props.area}
                onSend={() => void send()}
            />
            <div class="buttons composer-end">
                {props.children}
                <Button type="submit" busy={doing.busy}>
                    {props.sendWords}
                </Button>
                {props.onCancel && (
                    <Button kind="link" onClick={props.onCancel}>
                        {text("core.cancel")}
                    </Button>
                )}
                <DraftNote draft={draft} />
            </div>
        </form>
    );
}
