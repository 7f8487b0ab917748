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
    first: GroupWords;
    sendWords: string;
    busy: boolean;
    /** What the last attempt met. */
    problem: string | undefined;
    onSend(words: GroupWords): void;
    children?: ComponentChildren;
}

const kinds: readonly GroupKind[] = ["open", "by_request", "by_invitation"];

export function GroupForm({ first, sendWords, busy, problem, onSend, children }: GroupFormProps) {
    const [words, setWords] = useState(first);
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const send = () => {
        const name = words.name.trim();
        setProblems(name === "" ? [{ field: "group-name", words: text("groups.name_empty") }] : []);
        if (name !== "") onSend({ ...words, name, purpose: words.purpose.trim() });
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
                problem={problems[0]?.words}
                onValue={(name) => setWords({ ...words, name })}
            />
            <FieldBox label={text("groups.purpose")} {...purpose}>
                <textarea
                    rows={3}
                    maxLength={1000}
                    value={words.purpose}
                    onInput={(event) => setWords({ ...words, purpose: event.currentTarget.value })}
                    {...describedBy(purpose)}
                />
            </FieldBox>
            <fieldset class="choices">
                <legend>{text("groups.kind")}</legend>
                {kinds.map((kind) => (
                    <label key={kind} class="choice">
                        <input
                            type="radio"
                            name="group-kind"
                            checked={words.kind === kind}
                            onChange={() => setWords({ ...words, kind })}
                        />{" "}
                        <span>
                            <b>{text(`kind.${kind}`)}</b>
                            <span class="soft"> {text(`kind.${kind}_words`)}</span>
                        </span>
                    </label>
                ))}
            </fieldset>
            {children}
            <p role="alert" class="field-problem">
                {problem}
            </p>
            <p class="buttons">
                <Button type="submit" busy={busy}>
                    {sendWords}
                </Button>
            </p>
        </form>
    );
}
