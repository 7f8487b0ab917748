// What went wrong with something one pressed, beside it; it takes no focus and is read out at once.
import { problemText } from "../problem_text.ts";

/** Draw it always: what appears in it is told, what appears with it may not be. */
export function ProblemLine({ problem }: { problem: unknown }) {
    return (
        <div role="alert">
            {problem !== undefined && <p class="field-problem">{problemText(problem)}</p>}
        </div>
    );
}
