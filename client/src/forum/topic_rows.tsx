// Topics as rows of a sheet.
import { bylineText } from "../pieces/byline.tsx";
import { Face } from "../pieces/face.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Count, Tag } from "../pieces/tag.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { text } from "../texts.ts";
import type { LabelRow } from "./shapes.ts";
import { pathInto, unreadIn, type ListedTopic } from "./topic_list_state.ts";
import { TopicTags } from "./topic_tags.tsx";

interface TopicRowsProps {
    rows: readonly ListedTopic[];
    labels: readonly LabelRow[];
    /** Somebody who reads an open group has no read positions worth a count. */
    counts: boolean;
}

export function TopicRows({ rows, labels, counts }: TopicRowsProps) {
    return (
        <Rows>
            {rows.map((row) => (
                <OneTopic key={row.topic.topic} row={row} labels={labels} counts={counts} />
            ))}
        </Rows>
    );
}

function OneTopic({
    row,
    labels,
    counts,
}: {
    row: ListedTopic;
    labels: readonly LabelRow[];
    counts: boolean;
}) {
    const { topic, readUpTo, following } = row;
    const unread = counts && following !== "mute" ? unreadIn(row) : 0;
    const replies = topic.posts - 1;
    return (
        <Row lead={<Face name={topic.last_by.name} />} end={<TimeAgo at={topic.last_at} />}>
            <h3 class={unread > 0 ? "unread" : undefined}>
                <a href={pathInto(topic, counts ? readUpTo : 0)}>{topic.title}</a>{" "}
                <Count n={unread} words={text("core.unread", { count: unread })} />
            </h3>
            <p class="topic-row-tags">
                <TopicTags topic={topic} labels={labels} />
                {following === "follow" && <Tag>{text("topic.followed")}</Tag>}{" "}
                {following === "mute" && <Tag kind="old">{text("topic.muted")}</Tag>}
            </p>
            <p class="soft">
                {replies === 0
                    ? text("topic.row_started", { by: bylineText(topic.by) })
                    : text("topic.row_replies", { count: replies, by: bylineText(topic.last_by) })}
            </p>
        </Row>
    );
}
