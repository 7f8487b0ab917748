// Making a group, from nothing, a template or another group; its maker sits in it as facilitator.
import { useState } from "preact/hooks";
import { change, homeSoon } from "../app.ts";
import { Editor } from "../forum/editor.tsx";
import { useDoing } from "../use_doing.ts";
import { TextField } from "../pieces/field.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { AuthorityId } from "../protocol/types.ts";
import { go, query } from "../router.ts";
import type { GroupId, Said } from "../shapes.ts";
import { text } from "../texts.ts";
import {
    changedTo,
    empty,
    labelsIn,
    labelsProblem,
    welcomeMax,
    welcomeProblem,
    type Beginning,
} from "./beginnings.ts";
import { FirstTopics } from "./first_topics.tsx";
import { GroupForm, type GroupWords } from "./group_form.tsx";
import { AuthorityChoice } from "./joining.tsx";
import { StartFrom, type From } from "./start_from.tsx";

const welcomeField = "group-welcome";
const labelsField = "group-labels";
const copyField = "copy-of";

/** ?copy=GROUP: a group's settings lead here. */
function asked(): From {
    const group = query.peek()["copy"] ?? "";
    return /^[0-9a-f-]{36}$/.test(group) ? { copy: group as GroupId } : "empty";
}

export function NewGroupPage() {
    const [from, setFrom] = useState<From>(asked);
    const [{ now }, setWords] = useState({ now: empty, before: empty });
    const setNow = (next: Beginning) => setWords(({ before }) => ({ now: next, before }));
    const [people, setPeople] = useState(false);
    const [authority, setAuthority] = useState<AuthorityId>();
    const doing = useDoing();
    // a copy's beginning comes a moment later: what was typed meanwhile stays
    const begin = (chosen: From, next: Beginning) => {
        setFrom(chosen);
        setWords((words) => ({ now: changedTo(words.now, words.before, next), before: next }));
        if (typeof chosen !== "object") setPeople(false);
    };
    const copies = typeof from === "object";
    const wrong = () => [
        ...(copies && from.copy === undefined
            ? [{ field: copyField, words: text("groups.copy_choose_first") }]
            : []),
        ...welcomeProblem(welcomeField, now.welcome),
        ...labelsProblem(labelsField, now.labels),
    ];
    const make = (words: GroupWords) =>
        doing.run(async () => {
            const seat = authority === undefined ? {} : { authority };
            const copied = copies ? from.copy : undefined;
            const made = await change("groups.make", {
                ...words,
                ...seat,
                ...saidOf(now, copied, people),
            });
            toast(madeWords(words.name, made.seats, made.left_out));
            homeSoon();
            go(`/groups/${made.group}`, { replace: true });
        });
    return (
        <>
            <PageTitle title={text("groups.make")} />
            <Sheet>
                <p class="field">{text("groups.make_words")}</p>
                <StartFrom from={from} onFrom={begin} />
            </Sheet>
            <Sheet>
                <GroupForm
                    words={now}
                    onWords={(words) => setNow({ ...now, ...words })}
                    sendWords={text("groups.make")}
                    busy={doing.busy}
                    problem={doing.problem === undefined ? undefined : problemText(doing.problem)}
                    more={wrong}
                    onSend={(words) => void make(words)}
                >
                    <AuthorityChoice id="group-for" chosen={authority} onChoose={setAuthority} />
                    {copies && <PeopleToo on={people} onChange={setPeople} />}
                    <WelcomeAndLabels now={now} onNow={setNow} />
                    <FirstTopics
                        beginning={now}
                        copies={copies && from.copy !== undefined}
                        onChosen={(chosen) => setNow({ ...now, chosen })}
                    />
                </GroupForm>
            </Sheet>
        </>
    );
}

function WelcomeAndLabels({ now, onNow }: { now: Beginning; onNow(now: Beginning): void }) {
    return (
        <>
            <div class="field">
                <Editor
                    id={welcomeField}
                    label={text("groups.welcome")}
                    words={now.welcome}
                    most={welcomeMax}
                    problem={welcomeProblem(welcomeField, now.welcome)[0]?.words}
                    onWrite={(welcome) => onNow({ ...now, welcome })}
                />
            </div>
            <TextField
                id={labelsField}
                label={text("groups.labels")}
                hint={text("groups.labels_hint")}
                value={now.labels}
                problem={labelsProblem(labelsField, now.labels)[0]?.words}
                onValue={(labels) => onNow({ ...now, labels })}
            />
        </>
    );
}

function PeopleToo({ on, onChange }: { on: boolean; onChange(on: boolean): void }) {
    return (
        <div class="choices">
            <label class="choice">
                <input
                    type="checkbox"
                    checked={on}
                    aria-describedby="people-too-words"
                    onChange={() => onChange(!on)}
                />{" "}
                <b>{text("groups.people_too")}</b>
            </label>
            <p class="hint" id="people-too-words">
                {text("groups.people_too_words")}
            </p>
        </div>
    );
}

/** What goes beside the words of the form. */
function saidOf(
    now: Beginning,
    copied: GroupId | undefined,
    people: boolean,
): Omit<Said<"groups.make">, keyof GroupWords> {
    const chosen = now.topics.filter((_, place) => now.chosen.has(place));
    const written = chosen.flatMap(({ title, from }) =>
        "text" in from ? [{ title, text: from.text }] : [],
    );
    const topics = chosen.flatMap(({ from }) => ("topic" in from ? [from.topic] : []));
    const welcome = now.welcome.trim();
    return {
        labels: [...labelsIn(now.labels)],
        topics: written,
        ...(welcome === "" ? {} : { welcome }),
        ...(copied === undefined ? {} : { copy_of: { group: copied, people, topics } }),
    };
}

function madeWords(name: string, seats: number, leftOut: number): string {
    const words = [text("groups.made", { name })];
    if (seats > 0) words.push(text("groups.made_seats", { count: seats }));
    if (leftOut > 0) words.push(text("groups.made_left_out", { count: leftOut }));
    return words.join(" ");
}
