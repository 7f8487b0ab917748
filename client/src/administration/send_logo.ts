// A logo goes to its own address, as the bytes that it is.
import { CallProblem, problemFrom } from "../problems.ts";
import type { AuthorityPage } from "./shapes.ts";

export const logoBytesMax = 256_000;
const sentWithinMs = 60_000;

/** Rejects with a CallProblem. Sent twice it is set once. */
export async function sendLogo({ authority, revision }: AuthorityPage, file: File): Promise<void> {
    let answer: Response;
    try {
        answer = await fetch(`/authorities/${authority}/logo`, {
            method: "PUT",
            headers: { "Folkmoot-Revision": String(revision) },
            body: file,
            signal: AbortSignal.timeout(sentWithinMs),
        });
    } catch {
        throw new CallProblem("line_down");
    }
    if (answer.ok) return;
    const said = (await answer.json().catch(() => ({}))) as { error?: unknown };
    throw problemFrom(said.error);
}
