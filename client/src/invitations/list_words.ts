// What is wrong with a line of a list, in plain words.
import { text } from "../texts.ts";
import type { LineProblem } from "./list_shapes.ts";

const mailWords = {
    missing: "people_list.no_mail",
    wrong: "people_list.wrong_mail",
    sits_there: "people_list.sits_there",
    invited_already: "people_list.invited_already",
} as const;

export function problemWords({ field, fault, about, line }: LineProblem): string {
    if (fault === "twice") return text("people_list.twice", { line: line ?? 0 });
    if (field === "mail") {
        return text(mailWords[fault as keyof typeof mailWords] ?? "people_list.wrong_mail");
    }
    if (field === "name") {
        return text(fault === "too_long" ? "people_list.long_name" : "people_list.no_name");
    }
    if (field === "role") return text("people_list.unknown_role", { about });
    if (field === "authority") {
        if (fault === "missing") return text("people_list.no_authority");
        const key = fault === "closed" ? "closed_authority" : "unknown_authority";
        return text(`people_list.${key}`, { about });
    }
    if (fault === "no_right") return text("people_list.no_right", { about });
    const key = fault === "closed" ? "archived_group" : "unknown_group";
    return text(`people_list.${key}`, { about });
}
