// The protocol's shapes that only administrators meet.
import type { Answer } from "../protocol/types.ts";

export type { AuthorityId, PersonId } from "../protocol/types.ts";
export type AuthorityRow = Answer<"authorities.list">["authorities"][number];
export type AuthorityPage = Answer<"authorities.authority">;
export type AuthorityKind = AuthorityPage["kind"];
export type Colour = AuthorityPage["colour"];
export type AuditLine = Answer<"audit.trail">["lines"][number];
export type Statement = Answer<"statements.statement">;
export type Belonging = AuthorityPage["people"][number];
