// What a view asks of the server when it opens, and again when it is told that this is too old. An
// answer to an older question never replaces that of a newer one; when the line was down, it is
// asked again as soon as the line is up, and after a pause when the server could not do it just then.
import { effect } from "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { CallProblem, line } from "./app.ts";
import { pauseBeforeAgain } from "./problems.ts";

export interface Loaded<T> {
    readonly value: T | undefined;
    readonly problem: CallProblem | undefined;
    reload(): void;
}

/** `load` is asked anew when one of `inputs` changes; undefined while there is nothing to ask. */
export function useLoaded<T>(
    load: (() => Promise<T>) | undefined,
    inputs: readonly unknown[],
): Loaded<T> {
    const [answer, setAnswer] = useState<Answer<T>>({});
    const asked = useRef(0);
    const of = JSON.stringify(inputs);
    const newest = useRef(load);
    newest.current = load;

    const reload = useCallback(() => {
        const question = ++asked.current;
        newest.current?.().then(
            (value) => question === asked.current && setAnswer({ value, of }),
            (problem: unknown) =>
                question === asked.current && setAnswer((before) => failed(before, problem, of)),
        );
    }, [of]);

    useEffect(() => {
        reload();
        return () => {
            asked.current++;
        };
    }, [reload, load === undefined]);
    useAgain(answer.problem, reload);

    const current = answer.of === of ? answer : {};
    return { value: current.value, problem: current.problem, reload };
}

interface Answer<T> {
    readonly value?: T | undefined;
    readonly problem?: CallProblem;
    readonly of?: string;
}

const gone: readonly string[] = ["not_found", "forbidden", "sign_in_needed"];

/** What was shown stays, unless one may not see it any more. */
function failed<T>(before: Answer<T>, caught: unknown, of: string): Answer<T> {
    const problem = caught instanceof CallProblem ? caught : new CallProblem("internal");
    const stays = before.of === of && !gone.includes(problem.name);
    return stays ? { value: before.value, problem, of } : { problem, of };
}

/** When the line is up again; and, while the server cannot do it just now, after a pause. */
function useAgain(problem: CallProblem | undefined, reload: () => void): void {
    const down = problem?.name === "line_down";
    const tries = useRef(0);
    useEffect(() => {
        if (!down) return undefined;
        return effect(() => {
            if (line.value === "up") reload();
        });
    }, [down, reload]);
    useEffect(() => {
        const pause = pauseBeforeAgain(problem?.name, tries.current);
        tries.current = pause === undefined ? 0 : tries.current + 1;
        if (pause === undefined) return undefined;
        const timer = setTimeout(reload, pause);
        return () => clearTimeout(timer);
    }, [problem, reload]);
}
