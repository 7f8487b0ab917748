// What a new group starts from: nothing, a template, or a group that one facilitates.
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../app.ts";
import { FieldBox } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import type { GroupId, GroupRow } from "../shapes.ts";
import { text } from "../texts.ts";
import { useLoaded } from "../use_loaded.ts";
import {
    empty,
    ofGroup,
    ofTemplate,
    templates,
    type Beginning,
    type Template,
} from "./beginnings.ts";

export type From = "empty" | Template | { readonly copy: GroupId | undefined };

interface StartFromProps {
    from: From;
    /** With a copy's beginning once it is read. */
    onFrom(from: From, beginning: Beginning): void;
}

export function StartFrom({ from, onFrom }: StartFromProps) {
    const { value } = useLoaded(() => call("groups.list", {}), []);
    const mine = (value?.groups ?? []).filter(({ role }) => role === "facilitator");
    const copies = typeof from === "object";
    const radio = (words: string, about: string, checked: boolean, choose: () => void) => (
        <label class="choice">
            <input type="radio" name="beginning" checked={checked} onChange={choose} />{" "}
            <span>
                <b>{words}</b>
                <span class="soft"> {about}</span>
            </span>
        </label>
    );
    return (
        <>
            <fieldset class="choices">
                <legend>{text("groups.start_from")}</legend>
                {radio(
                    text("groups.start_empty"),
                    text("groups.start_empty_words"),
                    from === "empty",
                    () => onFrom("empty", empty),
                )}
                {templates.map((template) =>
                    radio(
                        text(`template.${template}`),
                        text(`template.${template}_words`),
                        from === template,
                        () => onFrom(template, ofTemplate(template)),
                    ),
                )}
                {(mine.length > 0 || copies) &&
                    radio(text("groups.start_copy"), text("groups.start_copy_words"), copies, () =>
                        onFrom({ copy: undefined }, empty),
                    )}
            </fieldset>
            {copies && <WhichGroup groups={mine} chosen={from.copy} onFrom={onFrom} />}
        </>
    );
}

interface WhichGroupProps {
    groups: readonly GroupRow[];
    chosen: GroupId | undefined;
    onFrom: StartFromProps["onFrom"];
}

function WhichGroup({ groups, chosen, onFrom }: WhichGroupProps) {
    const [problem, setProblem] = useState<unknown>();
    const asked = useRef<GroupId | undefined>(undefined);
    const read = (group: GroupId) => {
        asked.current = group;
        setProblem(undefined);
        beginningOf(group).then(
            (beginning) => asked.current === group && onFrom({ copy: group }, beginning),
            (caught: unknown) => asked.current === group && setProblem(caught),
        );
    };
    // named in the address: the group's settings lead here
    useEffect(() => {
        if (chosen !== undefined) read(chosen);
        return () => {
            asked.current = undefined;
        };
    }, []);
    return (
        <>
            <FieldBox id="copy-of" label={text("groups.copy_of")}>
                <select
                    id="copy-of"
                    value={chosen ?? ""}
                    onChange={(event) => {
                        const group = event.currentTarget.value as GroupId;
                        onFrom({ copy: group }, empty);
                        read(group);
                    }}
                >
                    <option value="" disabled>
                        {text("groups.copy_choose")}
                    </option>
                    {groups.map(({ group, name }) => (
                        <option key={group} value={group}>
                            {name}
                        </option>
                    ))}
                </select>
            </FieldBox>
            <ProblemLine problem={problem} />
        </>
    );
}

async function beginningOf(group: GroupId): Promise<Beginning> {
    const [page, welcome, list] = await Promise.all([
        call("groups.group", { group }),
        call("groups.welcome", { group }),
        call("forum.topics", { group }),
    ]);
    return ofGroup(
        page,
        welcome.text,
        list.topics.filter(({ pinned }) => pinned),
    );
}
