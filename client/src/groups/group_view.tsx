// A group's first page: what is new, what is pinned, whom to ask, and the way in.
import { call } from "../app.ts";
import { TopicRows } from "../forum/topic_rows.tsx";
import { rightsIn } from "../forum/rights.ts";
import { pathInto, type ListedTopic } from "../forum/topic_list_state.ts";
import { HereSheet } from "../here/here_sheet.tsx";
import { useHere } from "../here/use_here.ts";
import { useDoing } from "../use_doing.ts";
import { useTopics, type Topics } from "../forum/use_topics.ts";
import { Button } from "../pieces/button.tsx";
import { bylineText } from "../pieces/byline.tsx";
import { Empty } from "../pieces/empty.tsx";
import { Face } from "../pieces/face.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import type { GroupId, GroupPage, NewResource, NewTopic, SinceInGroup } from "../shapes.ts";
import { home } from "../state.ts";
import { text } from "../texts.ts";
import { Checklist } from "./checklist.tsx";
import { GroupFrame, seesSeats } from "./group_frame.tsx";
import { Joining } from "./joining.tsx";
import { useGroup } from "./use_group.ts";
import { WelcomeAgain, WelcomeSheet } from "./welcome.tsx";

export function GroupView({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    const feed = group.page?.reads ? group.page.feed : undefined;
    const topics = useTopics(place.group, feed, "all", undefined);
    return (
        <GroupFrame id={place.group} group={group} tab="overview">
            {(page) => <Overview page={page} topics={topics} reload={group.reload} />}
        </GroupFrame>
    );
}

interface OverviewProps {
    page: GroupPage;
    topics: Topics;
    reload(): void;
}

function Overview({ page, topics, reload }: OverviewProps) {
    const here = useHere(page.group, seesSeats(page));
    const rows = topics.view?.rows ?? [];
    const since = home.value?.groups.find(({ group }) => group.group === page.group);
    const shown = new Set(since?.topics.map(({ topic }) => topic.topic));
    const pinned = rows.filter(({ topic }) => topic.pinned);
    const others = rows.filter(({ topic }) => !topic.pinned && !shown.has(topic.topic));
    const counts = page.role !== undefined;
    return (
        <div class="with-side">
            <div>
                {page.role === undefined && <Joining page={page} onJoined={reload} />}
                <Checklist page={page} pinned={topics.view && pinned.length > 0} reload={reload} />
                <WelcomeSheet page={page} reload={reload} />
                {since && <Since since={since} />}
                {page.reads && (
                    <Lately
                        page={page}
                        rows={others.slice(0, 5)}
                        loaded={topics.view !== undefined}
                    />
                )}
            </div>
            <div class="side">
                {pinned.length > 0 && (
                    <Sheet title={text("group.pinned")}>
                        <ul class="plain-list">
                            {pinned.map(({ topic, readUpTo }) => (
                                <li key={topic.topic}>
                                    <a href={pathInto(topic, counts ? readUpTo : 0)}>
                                        {topic.title}
                                    </a>
                                </li>
                            ))}
                        </ul>
                    </Sheet>
                )}
                <WhomToAsk page={page} />
                <HereSheet here={here} />
                <WelcomeAgain page={page} reload={reload} />
            </div>
        </div>
    );
}

function Since({ since }: { since: SinceInGroup }) {
    const doing = useDoing();
    const markRead = () =>
        doing.run(() =>
            call("forum.mark_group_read", { group: since.group.group, entry: since.entry }),
        );
    return (
        <Sheet
            title={text("group.since")}
            aside={
                since.since !== undefined && (
                    <span class="soft">
                        {text("group.last_here")} <TimeAgo at={since.since} />
                    </span>
                )
            }
        >
            {since.topics.length + since.library.length === 0 ? (
                <p class="soft">{text("group.nothing_new")}</p>
            ) : (
                <>
                    <Rows>
                        {since.topics.map((one) => (
                            <NewRow key={one.topic.topic} one={one} />
                        ))}
                        {since.library.map((one) => (
                            <NewResourceRow key={one.resource} one={one} />
                        ))}
                    </Rows>
                    <p class="sheet-end">
                        <Button kind="link" busy={doing.busy} onClick={() => void markRead()}>
                            {text("group.mark_read")}
                        </Button>
                    </p>
                    <ProblemLine problem={doing.problem} />
                </>
            )}
        </Sheet>
    );
}

function NewRow({ one }: { one: NewTopic }) {
    const { topic, unread, excerpt } = one;
    return (
        <Row lead={<Face name={topic.last_by.name} />} end={<TimeAgo at={topic.last_at} />}>
            <h3>
                <a href={pathInto(topic, one.read_up_to)}>{topic.title}</a>
            </h3>
            {excerpt && <p class="excerpt">“{excerpt}”</p>}
            <p class="soft">
                {text("group.new_by", { count: unread, by: bylineText(topic.last_by) })}
            </p>
        </Row>
    );
}

function NewResourceRow({ one }: { one: NewResource }) {
    const { resource, title, kind, released, by, at } = one;
    const what = `${text(`library.kind_${kind}`)}, ${bylineText(by)}`;
    return (
        <Row lead={<Face name={by.name} />} end={<TimeAgo at={at} />}>
            <h3>
                <a href={`/resources/${resource}`}>{title}</a>
            </h3>
            <p>
                {released === undefined ? (
                    <Tag>{text("group.put_in")}</Tag>
                ) : (
                    <Tag kind="current">{text("group.released", { number: released })}</Tag>
                )}{" "}
                <span class="soft">{what}</span>
            </p>
        </Row>
    );
}

interface LatelyProps {
    page: GroupPage;
    rows: readonly ListedTopic[];
    loaded: boolean;
}

function Lately({ page, rows, loaded }: LatelyProps) {
    const { writes } = rightsIn(page);
    const start = writes && (
        <a class="button" href={`/groups/${page.group}/forum/new`}>
            {text("forum.start")}
        </a>
    );
    return (
        <Sheet title={text("group.lately")} aside={start}>
            {rows.length > 0 ? (
                <>
                    <TopicRows rows={rows} labels={page.labels} counts={page.role !== undefined} />
                    <p class="sheet-end">
                        <a href={`/groups/${page.group}/forum`}>{text("group.all_topics")}</a>
                    </p>
                </>
            ) : loaded && page.topics === 0 ? (
                <Empty>
                    <p>{text("forum.empty")}</p>
                </Empty>
            ) : loaded ? (
                <p>
                    <a href={`/groups/${page.group}/forum`}>{text("group.all_topics")}</a>
                </p>
            ) : (
                <p class="soft">{text("core.loading")}</p>
            )}
        </Sheet>
    );
}

function WhomToAsk({ page }: { page: GroupPage }) {
    if (page.facilitators.length === 0) return null;
    return (
        <Sheet title={text("group.whom_to_ask")}>
            <ul class="people">
                {page.facilitators.map((seat) => (
                    <li key={seat.seat}>
                        <Face name={seat.name} />
                        <span>
                            <a href={`/people/${seat.person}`}>{seat.name}</a>,{" "}
                            {seat.authority_name}
                        </span>
                    </li>
                ))}
            </ul>
        </Sheet>
    );
}
