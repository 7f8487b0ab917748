// Asks which versions a file is of: hashed here, and asked for by its hash.
import { call } from "../app.ts";
import type { KnownVersion } from "../library/shapes.ts";
import { useLoaded, type Loaded } from "../use_loaded.ts";
import type { Asked } from "./asked.ts";
import { sha256Of } from "./hashing.ts";

export type Question = { readonly file: File } | Asked;

async function answer(question: Question): Promise<readonly KnownVersion[]> {
    if (!("file" in question)) return (await call("library.which_version", question)).known;
    const sha256 = await sha256Of(question.file);
    return (await call("library.which_version", { sha256 })).known;
}

let numbers = 0;
const numbered = new WeakMap<object, number>();

/** Another one for each question. */
export function numberOf(question: Question | undefined): number | undefined {
    if (question && !numbered.has(question)) numbered.set(question, ++numbers);
    return question && numbered.get(question);
}

/** Nothing is asked while there is no question. */
export function useKnown(question: Question | undefined): Loaded<readonly KnownVersion[]> {
    return useLoaded(question && (() => answer(question)), [numberOf(question)]);
}
