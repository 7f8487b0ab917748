// A list of people as this client holds it between looking it over and inviting.
import type { ResultOf } from "../shapes.ts";

export type LineLooked = ResultOf<"invitations.look_over">["lines"][number];
export type ListLine = LineLooked["said"];
export type LineProblem = LineLooked["problems"][number];
export type LineField = LineProblem["field"];

export const fields: readonly LineField[] = ["name", "mail", "authority", "groups", "role"];
