// Resources as rows of a sheet: what is current stands in each of them.
import { Fragment } from "preact";
import type { LabelRow } from "../forum/shapes.ts";
import { bylineText } from "../pieces/byline.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Tag } from "../pieces/tag.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { calendarDay, dayOf, dayWords, now } from "../time.ts";
import type { ResourceRow } from "./shapes.ts";

interface Props {
    rows: readonly ResourceRow[];
    labels: readonly LabelRow[];
}

export function ResourceRows({ rows, labels }: Props) {
    return (
        <Rows>
            {rows.map((row) => (
                <OneResource key={row.resource} row={row} labels={labels} />
            ))}
        </Rows>
    );
}

function OneResource({ row, labels }: { row: ResourceRow; labels: readonly LabelRow[] }) {
    return (
        <Row>
            <h3>
                <a href={`/resources/${row.resource}`}>{row.title}</a>
            </h3>
            <p>
                <ResourceTags resource={row} labels={labels} />
            </p>
            {row.audience !== "" && (
                <p class="soft">{text("library.for_whom", { audience: row.audience })}</p>
            )}
            <p class="soft">{text("library.put_in_by", { by: bylineText(row.by) })}</p>
        </Row>
    );
}

/** What is current, what kind of thing it is, its labels, and whether its review is due. */
export function ResourceTags({
    resource,
    labels,
}: {
    resource: ResourceRow;
    labels: readonly LabelRow[];
}) {
    const names = labels.filter(({ label }) => resource.labels.includes(label));
    return (
        <>
            <CurrentTag resource={resource} /> <Tag>{text(`library.kind_${resource.kind}`)}</Tag>{" "}
            {resource.drafts > 0 && (
                <Tag kind="wait">{text("library.drafts", { count: resource.drafts })}</Tag>
            )}{" "}
            {names.map(({ label, name }) => (
                <Fragment key={label}>
                    <span class="label-tag">{name}</span>{" "}
                </Fragment>
            ))}
            <ReviewTag day={resource.review_on} />
        </>
    );
}

function CurrentTag({ resource: { current } }: { resource: ResourceRow }) {
    if (!current) return <Tag kind="old">{text("library.none_current")}</Tag>;
    const { number, released_at } = current;
    return (
        <Tag kind="current">
            {text("library.current", { number, day: dayOf(released_at, zone.value) })}
        </Tag>
    );
}

function ReviewTag({ day }: { day: string | undefined }) {
    if (day === undefined) return null;
    const due = day <= calendarDay(now.value, zone.value);
    if (!due) return null;
    return <Tag kind="wait">{text("library.review_due", { day: dayWords(day) })}</Tag>;
}
