// The words for a problem, by its name; the server's own sentence is for scripts.
import type { CallProblem } from "./problems.ts";
import { text } from "./texts.ts";

export function problemText(problem: unknown): string {
    const name = (problem as CallProblem | undefined)?.name;
    switch (name) {
        case "sign_in_needed":
        case "not_found":
        case "forbidden":
        case "conflict":
        case "invalid":
        case "too_large":
        case "too_many":
        case "unavailable":
        case "line_down":
            return text(`problem.${name}`);
        default:
            return text("problem.internal");
    }
}
