// A label, a hint, what is wrong, and the input between them, tied together for screen readers.
import type { ComponentChildren } from "preact";

interface Around {
    id: string;
    label: string;
    hint?: string | undefined;
    /** What is wrong with it. */
    problem?: string | undefined;
}

/** For an input of one's own: give it these. */
export function describedBy({ id, hint, problem }: Omit<Around, "label">) {
    const ids = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
    return {
        id,
        ...(ids ? { "aria-describedby": ids } : {}),
        ...(problem ? { "aria-invalid": true as const } : {}),
    };
}

export function FieldBox({
    id,
    label,
    hint,
    problem,
    children,
}: Around & { children: ComponentChildren }) {
    return (
        <div class={problem ? "field has-problem" : "field"}>
            <label for={id}>{label}</label>
            {hint && (
                <p class="hint" id={`${id}-hint`}>
                    {hint}
                </p>
            )}
            {problem && (
                <p class="field-problem" id={`${id}-problem`}>
                    {problem}
                </p>
            )}
            {children}
        </div>
    );
}

interface InputProps extends Around {
    value: string;
    onValue: (value: string) => void;
    type?: "text" | "email" | "password";
    name?: string;
    autocomplete?: string;
    maxLength?: number;
    readOnly?: boolean;
    spellcheck?: boolean;
}

export function TextField({ id, label, hint, problem, onValue, type, ...input }: InputProps) {
    // Preact's types are a union over `type`; to them this one is always a text.
    const shape = { ...input, ...describedBy({ id, hint, problem }), type: type ?? "text" };
    return (
        <FieldBox id={id} label={label} hint={hint} problem={problem}>
            <input
                {...(shape as typeof shape & { type: "text" })}
                onInput={(event) => onValue(event.currentTarget.value)}
            />
        </FieldBox>
    );
}
