// What a topic is, as words on colours: pinned, closed, a question, answered, its labels.
import { Fragment } from "preact";
import { Tag } from "../pieces/tag.tsx";
import type { TopicRow } from "../shapes.ts";
import { text } from "../texts.ts";
import type { LabelRow } from "./shapes.ts";

export function TopicTags({ topic, labels }: { topic: TopicRow; labels: readonly LabelRow[] }) {
    const names = labels.filter(({ label }) => topic.labels.includes(label));
    return (
        <>
            {topic.pinned && <Tag>{text("topic.pinned")}</Tag>}{" "}
            {topic.closed && <Tag kind="old">{text("topic.closed")}</Tag>}{" "}
            {topic.question &&
                (topic.answer === undefined ? (
                    <Tag kind="wait">{text("topic.question")}</Tag>
                ) : (
                    <Tag kind="current">{text("topic.answered")}</Tag>
                ))}{" "}
            {names.map(({ label, name }) => (
                <Fragment key={label}>
                    <span class="label-tag">{name}</span>{" "}
                </Fragment>
            ))}
        </>
    );
}
