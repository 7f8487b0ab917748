// What an origin changed: each thing with a box to take it, or why it needs somebody.
import { Button } from "../pieces/button.tsx";
import { problemText } from "../problem_text.ts";
import { text } from "../texts.ts";
import type { Loaded } from "../use_loaded.ts";
import type { OriginChange, OriginChangesList } from "./shapes.ts";
import { fitting } from "./taking.ts";

type Props = Loaded<OriginChangesList> & {
    refused: readonly number[];
    onRefused(refused: readonly number[]): void;
};

export function OriginChanges({ value: list, problem, reload, refused, onRefused }: Props) {
    if (!list && problem) {
        return (
            <div role="alert">
                <p>{problemText(problem)}</p>
                <Button kind="quiet" onClick={reload}>
                    {text("problem.again")}
                </Button>
            </div>
        );
    }
    if (!list) return <p class="soft">{text("core.loading")}</p>;
    if (list.state !== "ready") return <p>{text(`adaptation.state_${list.state}`)}</p>;
    if (list.changes.length === 0) return <p>{text("adaptation.has_all")}</p>;
    const fit = fitting(list);
    const rest = list.changes.length - fit;
    const mark = (place: number, taken: boolean) =>
        onRefused(taken ? refused.filter((one) => one !== place) : [...refused, place]);
    return (
        <fieldset class="origin-changes">
            <legend>
                {text("adaptation.fit", { count: fit })}
                {rest > 0 && <>, {text("adaptation.need_you", { count: rest })}</>}
            </legend>
            <ol>
                {list.changes.map((one, place) => (
                    <li key={place}>
                        <OneChange
                            one={one}
                            taken={!refused.includes(place)}
                            onTaken={(taken) => mark(place, taken)}
                        />
                    </li>
                ))}
            </ol>
        </fieldset>
    );
}

interface OneProps {
    one: OriginChange;
    taken: boolean;
    onTaken(taken: boolean): void;
}

function OneChange({ one, taken, onTaken }: OneProps) {
    const words = (
        <span class="changed-words">
            {text(`adaptation.kind_${one.kind}`)} {one.before !== "" && <del>{one.before}</del>}{" "}
            {one.after !== "" && <ins>{one.after}</ins>}
        </span>
    );
    if (one.needs_you !== undefined) {
        return (
            <>
                {words}
                <p class="soft">{text(`adaptation.needs_${one.needs_you}`)}</p>
            </>
        );
    }
    return (
        <label class="choice">
            <input
                type="checkbox"
                checked={taken}
                onChange={(event) => onTaken(event.currentTarget.checked)}
            />{" "}
            {words}
        </label>
    );
}
