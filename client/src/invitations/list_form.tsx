// Giving a list of people: a file or pasted, and what counts for lines that say nothing of it.
import { useState } from "preact/hooks";
import { call } from "../app.ts";
import { roles } from "../groups/role_select.tsx";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { describedBy, FieldBox } from "../pieces/field.tsx";
import { problemText } from "../problem_text.ts";
import { CallProblem } from "../problems.ts";
import type { AuthorityId, GroupId, ParamsOf, ResultOf } from "../shapes.ts";
import type { Role } from "../forum/shapes.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { base64, isWorkbook, listBytesMax } from "./list_bytes.ts";
import type { LineLooked } from "./list_shapes.ts";

/** What counts where a line says nothing. */
export type Beside = Pick<ParamsOf<"invitations.look_over">, "group" | "authority" | "role">;

interface ListFormProps {
    group?: GroupId | undefined;
    authorities: ResultOf<"authorities.list">["authorities"];
    onLooked(lines: readonly LineLooked[], beside: Beside): void;
}

function unreadable(bytes: Uint8Array): string | undefined {
    if (bytes.length === 0) return text("people_list.nothing");
    if (bytes.length > listBytesMax) return text("people_list.too_large");
    return isWorkbook(bytes) ? text("people_list.workbook") : undefined;
}

function refused(problem: unknown): Problem {
    const about = problem instanceof CallProblem && problem.field === "list";
    if (!about) return { words: problemText(problem) };
    const key = problem.name === "too_large" ? "too_large" : "not_read";
    return { field: "list-file", words: text(`people_list.${key}`) };
}

export function ListForm({ group, authorities, onLooked }: ListFormProps) {
    const [pasted, paste] = useState("");
    const [file, choose] = useState<File>();
    const [authority, setAuthority] = useState<AuthorityId | "">("");
    const [role, setRole] = useState<Role>("member");
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const doing = useDoing();
    const about = (field: string) => problems.find((one) => one.field === field)?.words;

    const look = async () => {
        const bytes = file
            ? new Uint8Array(await file.arrayBuffer())
            : new TextEncoder().encode(pasted.trim());
        const words = unreadable(bytes);
        const field = file ? "list-file" : "list-pasted";
        setProblems(words ? [{ field, words }] : []);
        if (words) return;
        const beside: Beside = {
            ...(group === undefined ? {} : { group }),
            ...(authority === "" ? {} : { authority }),
            role,
        };
        try {
            const list = base64(bytes);
            const { lines } = await call("invitations.look_over", { ...beside, list });
            onLooked(lines, beside);
        } catch (problem) {
            const found = refused(problem);
            setProblems([found.field ? { ...found, field } : found]);
        }
    };
    const ofFile = {
        id: "list-file",
        hint: text("people_list.file_hint"),
        problem: about("list-file"),
    };
    const ofText = {
        id: "list-pasted",
        hint: text("people_list.paste_hint"),
        problem: about("list-pasted"),
    };
    return (
        <form
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                void doing.run(look);
            }}
        >
            <ErrorSummary problems={problems} />
            <FieldBox label={text("people_list.file")} {...ofFile}>
                <input
                    type="file"
                    accept=".csv,.txt,.tsv,text/csv,text/plain"
                    onChange={(event) => choose(event.currentTarget.files?.[0])}
                    {...describedBy(ofFile)}
                />
            </FieldBox>
            <FieldBox label={text("people_list.paste")} {...ofText}>
                <textarea
                    rows={6}
                    spellcheck={false}
                    value={pasted}
                    onInput={(event) => paste(event.currentTarget.value)}
                    {...describedBy(ofText)}
                />
            </FieldBox>
            <FieldBox id="list-authority" label={text("people_list.for_authority")}>
                <select
                    id="list-authority"
                    value={authority}
                    onChange={(event) =>
                        setAuthority(event.currentTarget.value as AuthorityId | "")
                    }
                >
                    <option value="">{text("people_list.each_says")}</option>
                    {authorities
                        .filter(({ closed }) => !closed)
                        .map((one) => (
                            <option key={one.authority} value={one.authority}>
                                {one.name}
                            </option>
                        ))}
                </select>
            </FieldBox>
            <FieldBox id="list-role" label={text("people_list.for_role")}>
                <select
                    id="list-role"
                    value={role}
                    onChange={(event) => setRole(event.currentTarget.value as Role)}
                >
                    {roles.map((one) => (
                        <option key={one} value={one}>
                            {text(`role.${one}`)}
                        </option>
                    ))}
                </select>
            </FieldBox>
            <p class="buttons">
                <Button type="submit" busy={doing.busy}>
                    {text("people_list.look")}
                </Button>
            </p>
        </form>
    );
}
