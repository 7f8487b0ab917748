// The facilitators' desk: who asks to join, and posts that were reported.
import { call, change, homeSoon } from "../app.ts";
import { focusTitle } from "../focus.ts";
import type { JoinRequestRow, ReportRow } from "../forum/shapes.ts";
import { useDoing } from "../use_doing.ts";
import { Html } from "../html.tsx";
import { Button } from "../pieces/button.tsx";
import { Byline, bylineText } from "../pieces/byline.tsx";
import { Empty } from "../pieces/empty.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { GroupId } from "../shapes.ts";
import { text } from "../texts.ts";
import { GroupFrame } from "./group_frame.tsx";
import { useGroup, useReloadOn } from "./use_group.ts";
import { useLoaded, type Loaded } from "../use_loaded.ts";

export function DeskPage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    const facilitates = group.page?.role === "facilitator";
    const requests = useLoaded(
        facilitates ? () => call("groups.requests", { group: place.group }) : undefined,
        [place.group],
    );
    const reports = useLoaded(
        facilitates ? () => call("forum.reports", { group: place.group }) : undefined,
        [place.group],
    );
    const reload = () => {
        requests.reload();
        reports.reload();
    };
    useReloadOn(
        (kind) =>
            /^(join|topic_moved)_/.test(kind) ||
            kind === "post_reported" ||
            kind === "report_settled",
        reload,
    );
    const changed = () => {
        reload();
        group.reload();
        homeSoon();
    };
    return (
        <GroupFrame id={place.group} group={group} tab="desk">
            {() =>
                facilitates ? (
                    <>
                        <Requests loaded={requests} onChanged={changed} />
                        <Reports loaded={reports} onChanged={changed} />
                    </>
                ) : (
                    <p class="sheet">{text("desk.not_yours")}</p>
                )
            }
        </GroupFrame>
    );
}

interface PartProps<T> {
    loaded: Loaded<T>;
    onChanged(): void;
}

/** What stands there before the list does. */
function NotYet({ loaded }: { loaded: Loaded<unknown> }) {
    if (!loaded.problem) return <p class="soft">{text("core.loading")}</p>;
    return (
        <p role="alert">
            {problemText(loaded.problem)}{" "}
            <Button kind="link" onClick={loaded.reload}>
                {text("problem.again")}
            </Button>
        </p>
    );
}

function Requests(props: PartProps<{ join_requests: readonly JoinRequestRow[] }>) {
    const { loaded, onChanged } = props;
    const rows = loaded.value?.join_requests;
    return (
        <Sheet title={text("desk.requests")}>
            {!rows && <NotYet loaded={loaded} />}
            {rows?.length === 0 && (
                <Empty>
                    <p>{text("desk.no_requests")}</p>
                </Empty>
            )}
            <ul class="desk-list">
                {rows?.map((row) => (
                    <Request key={row.join_request} row={row} onChanged={onChanged} />
                ))}
            </ul>
        </Sheet>
    );
}

function Request({ row, onChanged }: { row: JoinRequestRow; onChanged(): void }) {
    const doing = useDoing();
    const name = bylineText(row.by);
    const decide = async (accepted: boolean) => {
        const said = { join_request: row.join_request, accepted };
        if (!(await doing.run(() => change("groups.decide", said)))) return;
        toast(text(accepted ? "desk.let_in_done" : "desk.declined_done", { name }));
        focusTitle();
        onChanged();
    };
    return (
        <li>
            <h3>
                <Byline by={row.by} />
            </h3>
            <p class="soft">
                <TimeAgo at={row.at} />
            </p>
            {row.message && <blockquote class="as-typed">{row.message}</blockquote>}
            <ProblemLine problem={doing.problem} />
            <p class="buttons">
                <Button
                    kind="quiet"
                    busy={doing.busy}
                    aria-label={text("desk.let_in_named", { name })}
                    onClick={() => void decide(true)}
                >
                    {text("desk.let_in")}
                </Button>
                <Button
                    kind="link"
                    busy={doing.busy}
                    aria-label={text("desk.decline_named", { name })}
                    onClick={() => void decide(false)}
                >
                    {text("desk.decline")}
                </Button>
            </p>
        </li>
    );
}

function Reports({ loaded, onChanged }: PartProps<{ reports: readonly ReportRow[] }>) {
    const rows = loaded.value?.reports;
    return (
        <Sheet title={text("desk.reports")}>
            {!rows && <NotYet loaded={loaded} />}
            {rows?.length === 0 && (
                <Empty>
                    <p>{text("desk.no_reports")}</p>
                </Empty>
            )}
            <ul class="desk-list">
                {rows?.map((row) => (
                    <Report key={row.report} row={row} onChanged={onChanged} />
                ))}
            </ul>
        </Sheet>
    );
}

function Report({ row, onChanged }: { row: ReportRow; onChanged(): void }) {
    const doing = useDoing();
    const { post, topic } = row;
    const settle = async () => {
        if (!(await doing.run(() => change("forum.settle_report", { report: row.report })))) return;
        toast(text("desk.settled"));
        focusTitle();
        onChanged();
    };
    return (
        <li>
            <h3>
                <a href={`/topics/${topic.topic}#post-${post.number}`}>
                    {text("desk.post_in", { number: post.number, title: topic.title })}
                </a>
            </h3>
            <p class="soft">
                {text("desk.reported_by")} <Byline by={row.by} />, <TimeAgo at={row.at} />
            </p>
            <blockquote class="as-typed">{row.why}</blockquote>
            <details>
                <summary>{text("desk.the_post", { by: bylineText(post.by) })}</summary>
                {post.deleted_at === undefined ? (
                    <Html html={post.html} />
                ) : (
                    <p>{text("desk.post_deleted")}</p>
                )}
            </details>
            <ProblemLine problem={doing.problem} />
            <p class="buttons">
                <Button kind="quiet" busy={doing.busy} onClick={() => void settle()}>
                    {text("desk.settle")}
                </Button>
            </p>
        </li>
    );
}
