// Moving a topic to another group that one facilitates. What it means for those who read it now is said
// before it is done; moving it back undoes it.
import { useState } from "preact/hooks";
import { call, change } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { describedBy, FieldBox } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { GroupId, GroupRow, ResultOf, TopicRow } from "../shapes.ts";
import { myGroups } from "../state.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";

type Outlook = ResultOf<"forum.before_move">;

/** The groups that one may move it to. */
export function placesFor(topic: TopicRow): readonly GroupRow[] {
    return myGroups.value.filter(
        ({ group, role, archived }) => role === "facilitator" && !archived && group !== topic.group,
    );
}

interface MoveDialogProps {
    topic: TopicRow;
    onClose(): void;
}

export function MoveDialog({ topic, onClose }: MoveDialogProps) {
    const [to, setTo] = useState<GroupId>();
    const [empty, setEmpty] = useState(false);
    const doing = useDoing();
    const places = placesFor(topic);
    const place = places.find(({ group }) => group === to);
    const outlook = useLoaded(
        to === undefined ? undefined : () => call("forum.before_move", { topic: topic.topic, to }),
        [topic.topic, to ?? null],
    );
    const move = async () => {
        setEmpty(place === undefined);
        if (place === undefined) return document.getElementById("move-to")?.focus();
        const said = { topic: topic.topic, from: topic.group, to: place.group };
        if (!(await doing.run(() => change("forum.move_topic", said)))) return;
        toast(text("move.done", { name: place.name }), () => void moveBack(said));
        onClose();
    };
    const box = {
        id: "move-to",
        hint: text("move.hint"),
        problem: empty ? text("move.choose_first") : undefined,
    };
    return (
        <Dialog title={text("move.title")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void move())}>
                <FieldBox label={text("move.to")} {...box}>
                    <select
                        value={to ?? ""}
                        onChange={(event) => {
                            setTo(event.currentTarget.value as GroupId);
                            setEmpty(false);
                        }}
                        {...describedBy(box)}
                    >
                        <option value="" disabled>
                            {text("move.choose")}
                        </option>
                        {places.map(({ group, name }) => (
                            <option key={group} value={group}>
                                {name}
                            </option>
                        ))}
                    </select>
                </FieldBox>
                <div role="status">
                    {place && outlook.value && (
                        <ul>
                            {meaning(outlook.value, place.name).map((words) => (
                                <li key={words}>{words}</li>
                            ))}
                        </ul>
                    )}
                </div>
                <ProblemLine problem={doing.problem ?? outlook.problem} />
                <p class="buttons">
                    <Button
                        type="submit"
                        busy={doing.busy || (place !== undefined && !outlook.value)}
                    >
                        {text("move.do")}
                    </Button>
                    <Button kind="link" onClick={onClose}>
                        {text("core.cancel")}
                    </Button>
                </p>
            </form>
        </Dialog>
    );
}

/** In plain words, the weightiest first. */
function meaning(outlook: Outlook, name: string): readonly string[] {
    const said = [
        outlook.losing > 0
            ? text("move.losing", { count: outlook.losing, people: losingPeople(outlook) })
            : text("move.nobody_loses"),
    ];
    if (outlook.everybody_will_read) said.push(text("move.open_then"));
    else if (outlook.everybody_read) said.push(text("move.open_now", { name }));
    said.push(text("move.posts", { count: outlook.posts }));
    if (outlook.reports > 0) said.push(text("move.reports", { count: outlook.reports, name }));
    if (outlook.labels_left > 0) {
        said.push(text("move.labels", { count: outlook.labels_left, name }));
    }
    said.push(text("move.links"));
    return said;
}

function losingPeople({ losing, losing_people }: Outlook): string {
    const people = losing_people.map((by) => `${by.name} (${by.authority_name})`).join("; ");
    return losing > losing_people.length ? text("move.losing_more", { people }) : people;
}

interface Moved {
    topic: TopicRow["topic"];
    from: GroupId;
    to: GroupId;
}

async function moveBack({ topic, from, to }: Moved): Promise<void> {
    try {
        await change("forum.move_topic", { topic, from: to, to: from });
        toast(text("move.back"));
    } catch (problem) {
        toast(problemText(problem));
    }
}
