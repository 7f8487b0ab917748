// The lines of a list: those that have to be mended, each field in its cell with what is wrong with it, and
// those that are good. On a narrow screen each line is a block of its own.
import type { ComponentChildren } from "preact";
import { Button } from "../pieces/button.tsx";
import { roles } from "../groups/role_select.tsx";
import type { ResultOf } from "../shapes.ts";
import { text } from "../texts.ts";
import { fields, type LineField, type LineLooked, type ListLine } from "./list_shapes.ts";
import { problemWords } from "./list_words.ts";

type Authorities = ResultOf<"authorities.list">["authorities"];

export function fieldId(index: number, field: LineField): string {
    return `list-${index}-${field}`;
}

function Head({ last }: { last?: string }) {
    return (
        <thead>
            <tr>
                <th scope="col">{text("people_list.line")}</th>
                {fields.map((field) => (
                    <th key={field} scope="col">
                        {text(`people_list.${field}`)}
                    </th>
                ))}
                {last !== undefined && (
                    <th scope="col">
                        <span class="visually-hidden">{last}</span>
                    </th>
                )}
            </tr>
        </thead>
    );
}

/** `authorityOf`, `groupsOf` and the role: what is meant where the line says nothing. */
interface GoodProps {
    lines: readonly LineLooked[];
    authorityOf(line: LineLooked): string;
    groupsOf(line: LineLooked): string;
}

export function GoodLines({ lines, authorityOf, groupsOf }: GoodProps) {
    return (
        <table class="list-table">
            <Head />
            <tbody>
                {lines.map((one, index) => (
                    <tr key={index}>
                        <td data-label={text("people_list.line")}>{one.said.line}</td>
                        <td data-label={text("people_list.name")}>{one.said.name}</td>
                        <td data-label={text("people_list.mail")}>{one.said.mail}</td>
                        <td data-label={text("people_list.authority")}>{authorityOf(one)}</td>
                        <td data-label={text("people_list.groups")}>{groupsOf(one)}</td>
                        <td data-label={text("people_list.role")}>
                            {one.groups.length > 0 && text(`role.${one.role}`)}
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

interface WrongProps {
    /** With their places among all lines. */
    lines: readonly (readonly [number, LineLooked])[];
    authorities: Authorities;
    onChange(index: number, said: ListLine): void;
    onLeaveOut(index: number): void;
}

export function WrongLines({ lines, authorities, onChange, onLeaveOut }: WrongProps) {
    return (
        <table class="list-table">
            <Head last={text("people_list.leave_out")} />
            <tbody>
                {lines.map(([index, line]) => (
                    <WrongLine
                        key={index}
                        {...{ index, line, authorities }}
                        onChange={(said) => onChange(index, said)}
                        onLeaveOut={() => onLeaveOut(index)}
                    />
                ))}
            </tbody>
        </table>
    );
}

interface WrongLineProps {
    index: number;
    line: LineLooked;
    authorities: Authorities;
    onChange(said: ListLine): void;
    onLeaveOut(): void;
}

function WrongLine({ index, line, authorities, onChange, onLeaveOut }: WrongLineProps) {
    const { said } = line;
    const cell = (field: LineField) => {
        const wrong = line.problems.filter((one) => one.field === field).map(problemWords);
        const id = fieldId(index, field);
        const input = {
            id,
            value: said[field],
            "aria-label": text("people_list.field_of", {
                field: text(`people_list.${field}`),
                line: said.line,
            }),
            ...(wrong.length
                ? { "aria-invalid": true as const, "aria-describedby": `${id}-problem` }
                : {}),
        };
        const set = (value: string) => onChange({ ...said, [field]: value });
        return { wrong, input, set, id };
    };
    return (
        <tr>
            <td data-label={text("people_list.line")}>{said.line}</td>
            {fields.map((field) => {
                const { wrong, input, set, id } = cell(field);
                return (
                    <td key={field} data-label={text(`people_list.${field}`)}>
                        {wrong.length > 0 && (
                            <p class="field-problem" id={`${id}-problem`}>
                                {wrong.join(" ")}
                            </p>
                        )}
                        {field === "authority" ? (
                            <Choice {...{ input, set }} from={namesOf(authorities)} />
                        ) : field === "role" ? (
                            <Choice {...{ input, set }} from={rolesToChoose} />
                        ) : (
                            <input
                                {...input}
                                maxLength={field === "groups" ? 1_000 : 300}
                                autocomplete="off"
                                spellcheck={false}
                                onInput={(event) => set(event.currentTarget.value)}
                            />
                        )}
                    </td>
                );
            })}
            <td>
                <Button
                    kind="link"
                    aria-label={text("people_list.leave_out_line", { line: said.line })}
                    onClick={onLeaveOut}
                >
                    {text("people_list.leave_out")}
                </Button>
            </td>
        </tr>
    );
}

interface Option {
    value: string;
    words: string;
}

const rolesToChoose: readonly Option[] = roles.map((role) => ({
    value: role,
    words: text(`role.${role}`),
}));

function namesOf(authorities: Authorities): readonly Option[] {
    return authorities
        .filter(({ closed }) => !closed)
        .map(({ name }) => ({ value: name, words: name }));
}

interface ChoiceProps {
    input: { id: string; value: string };
    from: readonly Option[];
    set(value: string): void;
}

/** What the list says stays to be seen, also when it is none of these. */
function Choice({ input, from, set }: ChoiceProps) {
    const folded = input.value.toLowerCase();
    const known = from.find(({ value }) => value.toLowerCase() === folded);
    const all: ComponentChildren[] = from.map(({ value, words }) => (
        <option key={value} value={value}>
            {words}
        </option>
    ));
    return (
        <select
            {...input}
            value={known?.value ?? input.value}
            onChange={(event) => set(event.currentTarget.value)}
        >
            <option value="">{text("people_list.as_said")}</option>
            {!known && input.value !== "" && <option value={input.value}>{input.value}</option>}
            {all}
        </select>
    );
}
