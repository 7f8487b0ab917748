// Choosing from the group's labels, at most five for a topic.
import type { LabelId } from "../shapes.ts";
import { text } from "../texts.ts";
import type { LabelRow } from "./shapes.ts";

export const labelsMax = 5;

interface LabelsChoiceProps {
    labels: readonly LabelRow[];
    chosen: readonly LabelId[];
    onChoose(labels: readonly LabelId[]): void;
}

export function LabelsChoice({ labels, chosen, onChoose }: LabelsChoiceProps) {
    if (labels.length === 0) return null;
    const toggle = (label: LabelId, on: boolean) =>
        onChoose(on ? [...chosen, label] : chosen.filter((one) => one !== label));
    return (
        <fieldset class="choices" aria-describedby="labels-hint">
            <legend>{text("topic.labels")}</legend>
            <p class="hint" id="labels-hint">
                {text("topic.labels_hint", { count: labelsMax })}
            </p>
            {labels.map(({ label, name }) => {
                const on = chosen.includes(label);
                return (
                    <label key={label} class="choice">
                        <input
                            type="checkbox"
                            checked={on}
                            disabled={!on && chosen.length >= labelsMax}
                            onChange={(event) => toggle(label, event.currentTarget.checked)}
                        />{" "}
                        {name}
                    </label>
                );
            })}
        </fieldset>
    );
}

/** Whether the topic asks for an answer. */
export function QuestionChoice({ on, onChange }: { on: boolean; onChange(on: boolean): void }) {
    return (
        <label class="choice">
            <input
                type="checkbox"
                checked={on}
                onChange={(event) => onChange(event.currentTarget.checked)}
            />{" "}
            {text("topic.is_question")}
        </label>
    );
}
