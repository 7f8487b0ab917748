// Why a call did not do what was asked. Names are the protocol's, and one of ours: `line_down`, when
// no answer came and nobody knows whether the request arrived.
export type ProblemName =
    | "sign_in_needed"
    | "not_found"
    | "forbidden"
    | "conflict"
    | "invalid"
    | "too_large"
    | "too_many"
    | "unavailable"
    | "internal"
    | "line_down";

const known: ReadonlySet<string> = new Set<ProblemName>([
    "sign_in_needed",
    "not_found",
    "forbidden",
    "conflict",
    "invalid",
    "too_large",
    "too_many",
    "unavailable",
]);

export class CallProblem extends Error {
    override readonly name: ProblemName;
    /** Path of the field it is about, as the protocol names it: "title", "labels[2]". */
    readonly field: string | undefined;
    /** `message` is the server's sentence for scripts; people are shown the catalogue's words. */
    constructor(name: ProblemName, message = "", field?: string) {
        super(message);
        this.name = name;
        this.field = field;
    }
}

/** From the `error` member of a JSON-RPC answer; whatever we cannot read is `internal`. */
export function problemFrom(error: unknown): CallProblem {
    const { data, message } = (error ?? {}) as { data?: unknown; message?: unknown };
    const { name, field } = (data ?? {}) as { name?: unknown; field?: unknown };
    return new CallProblem(
        typeof name === "string" && known.has(name) ? (name as ProblemName) : "internal",
        typeof message === "string" ? message : "",
        typeof field === "string" ? field : undefined,
    );
}

/** Whether asking again, later, may do what this time was not done. */
export function passing(problem: CallProblem): boolean {
    return (
        problem.name === "line_down" ||
        problem.name === "unavailable" ||
        problem.name === "too_many" ||
        problem.name === "internal"
    );
}

/** Seconds until the next try while the server cannot do it; the last one again and again. */
const pauses = [2, 4, 8, 15];

/** Milliseconds to wait before one asks by oneself again; undefined when that would change nothing. */
export function pauseBeforeAgain(problem: string | undefined, tries: number): number | undefined {
    if (problem !== "unavailable") return undefined;
    return 1000 * (pauses[Math.min(tries, pauses.length - 1)] ?? 0);
}
