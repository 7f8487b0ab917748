// The name, the purpose and the kind of a group: to make one and to change one.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { GroupKind } from "../forum/shapes.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import { text } from "../texts.ts";

export interface GroupWords {
    readonly name: string;
    readonly purpose: string;
    readonly kind: GroupKind;
}

interface GroupFormProps {
    words: GroupWords;
    onWords(words: GroupWords): void;
    sendWords: string;
    busy: boolean;
    /** What the last attempt met. */
    problem: string | undefined;
    /** What is wrong with the fields among the children. */
    more?: (() => readonly Problem[]) | undefined;
    onSend(words: GroupWords): void;
    children?: ComponentChildren;
}

const kinds: readonly GroupKind[] = ["open", "by_request", "by_invitation"];

export function GroupForm(props: GroupFormProps) {
    const { words, onWords } = props;
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const send = () => {
        const { kind } = words;
        const name = words.name.trim();
        const purpose = words.purpose.trim();
        const unnamed =
            name === "" ? [{ field: "group-name", words: text("groups.name_empty") }] : [];
        const found = [...unnamed, ...(props.more?.() ?? [])];
        setProblems(found);
        if (found.length === 0) props.onSend({ name, purpose, kind });
    };
    const purpose = { id: "group-purpose", hint: text("groups.purpose_hint") };
    return (
        <form
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                send();
            }}
        >
            <ErrorSummary problems={problems} />
            <TextField
                id="group-name"
                label={text("groups.name")}
                maxLength={100}
                value={words.name}
                problem={problems.find(({ field }) => field === "group-name")?.words}
                onValue={(name) => onWords({ ...words, name })}
            />
            <FieldBox label={text("groups.purpose")} {...purpose}>
                <textarea
                    rows={3}
                    maxLength={1000}
                    value={words.purpose}
                    onInput={(event) => onWords({ ...words, purpose: event.currentTarget.value })}
                    {...describedBy(purpose)}
                />
            </FieldBox>
            <KindChoice kind={words.kind} onKind={(kind) => onWords({ ...words, kind })} />
            {props.children}
            <p role="alert" class="field-problem">
                {props.problem}
            </p>
            <p class="buttons">
                <Button type="submit" busy={props.busy}>
                    {props.sendWords}
                </Button>
            </p>
        </form>
    );
}

function KindChoice({ kind, onKind }: { kind: GroupKind; onKind(kind: GroupKind): void }) {
    return (
        <fieldset class="choices">
            <legend>{text("groups.kind")}</legend>
            {kinds.map((one) => (
                <label key={one} class="choice">
                    <input
                        type="radio"
                        name="group-kind"
                        checked={kind === one}
                        onChange={() => onKind(one)}
                    />{" "}
                    <span>
                        <b>{text(`kind.${one}`)}</b>
                        <span class="soft"> {text(`kind.${one}_words`)}</span>
                    </span>
                </label>
            ))}
        </fieldset>
    );
}
