// The first screen: what is waiting for me, and what happened since I was here.
import { useEffect } from "preact/hooks";
import { call, CallProblem, loadHome } from "../app.ts";
import { useSignal } from "@preact/signals";
import { filterPath } from "../forum/topic_list_state.ts";
import { Button } from "../pieces/button.tsx";
import { bylineText } from "../pieces/byline.tsx";
import { Empty } from "../pieces/empty.tsx";
import { Face } from "../pieces/face.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Count, Tag } from "../pieces/tag.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { toast } from "../pieces/toast.tsx";
import { Trouble } from "../pieces/trouble.tsx";
import { problemText } from "../problem_text.ts";
import type {
    Desk,
    Draft,
    HomePage as Page,
    Mention,
    NewerVersion,
    NewTopic,
    SinceInGroup,
} from "../shapes.ts";
import { home, me } from "../state.ts";
import { unreadWords } from "../shell/rail.tsx";
import { text } from "../texts.ts";

export function HomePage() {
    const trouble = useSignal<unknown>(undefined);
    const load = () => {
        trouble.value = undefined;
        loadHome().catch((problem: unknown) => (trouble.value = problem));
    };
    useEffect(load, []);
    const page = home.value;
    if (!page && trouble.value instanceof CallProblem) {
        return <Trouble problem={trouble.value} again={load} />;
    }
    const name = me.value?.name ?? "";
    return (
        <>
            <PageTitle title={text("home.title")}>
                {name ? text("home.greeting", { name }) : text("home.title")}
            </PageTitle>
            {page ? <Loaded page={page} /> : <p class="soft">{text("core.loading")}</p>}
        </>
    );
}

function Loaded({ page }: { page: Page }) {
    if (page.groups.length === 0 && page.drafts.length === 0) {
        return (
            <Empty>
                <p>{text("home.no_groups")}</p>
                <p>
                    <a class="button" href="/groups">
                        {text("home.find_group")}
                    </a>
                </p>
            </Empty>
        );
    }
    return (
        <>
            <Waiting page={page} />
            <Since page={page} />
        </>
    );
}

function Waiting({ page }: { page: Page }) {
    const desks = page.desks.filter((desk) => desk.join_requests + desk.reports > 0);
    const newer = page.newer_versions;
    const some = page.mentions.length + desks.length + newer.length + page.drafts.length > 0;
    const name = (group: string) =>
        page.groups.find((one) => one.group.group === group)?.group.name ?? "";
    return (
        <Sheet title={text("home.waiting")} class="waiting">
            {some ? (
                <Rows>
                    {desks.map((desk) => (
                        <DeskRow key={desk.group} desk={desk} />
                    ))}
                    {page.mentions.map((mention) => (
                        <MentionRow
                            key={`${mention.topic}-${mention.number}`}
                            mention={mention}
                            group={name(mention.group)}
                        />
                    ))}
                    {newer.map((one) => (
                        <NewerRow
                            key={(one.adaptation ?? one.resource) + one.authority}
                            newer={one}
                        />
                    ))}
                    {page.drafts.map((draft) => (
                        <DraftRow
                            key={JSON.stringify(draft.place)}
                            draft={draft}
                            group={name(draft.place.group ?? "")}
                        />
                    ))}
                </Rows>
            ) : (
                <p class="soft">{text("home.nothing_waits")}</p>
            )}
        </Sheet>
    );
}

function DeskRow({ desk }: { desk: Desk }) {
    const what = [
        desk.join_requests > 0 && text("home.desk_requests", { count: desk.join_requests }),
        desk.reports > 0 && text("home.desk_reports", { count: desk.reports }),
    ];
    return (
        <Row wide lead={<Tag kind="wait">{text("home.desk")}</Tag>}>
            <h3>
                <a href={`/groups/${desk.group}/desk`}>{what.filter(Boolean).join(", ")}</a>
            </h3>
            <p class="soft">{desk.name}</p>
        </Row>
    );
}

function MentionRow({ mention, group }: { mention: Mention; group: string }) {
    return (
        <Row
            wide
            lead={<Tag kind="wait">{text("home.mention")}</Tag>}
            end={<TimeAgo at={mention.at} />}
        >
            <h3>
                <a href={`/topics/${mention.topic}#post-${mention.number}`}>{mention.title}</a>
            </h3>
            <p class="soft">
                {text("home.mentioned", { who: bylineText(mention.by) })}
                {group && ` · ${group}`}
            </p>
        </Row>
    );
}

function NewerRow({ newer }: { newer: NewerVersion }) {
    const { resource, adaptation, title, number, current, removed, at } = newer;
    const said = { authority: newer.authority_name, number, current };
    return (
        <Row
            wide
            lead={<Tag kind="wait">{text(removed ? "home.newer_removed" : "home.newer")}</Tag>}
            end={<TimeAgo at={at} />}
        >
            <h3>
                <a href={`/resources/${adaptation ?? resource}`}>{title}</a>
            </h3>
            <p class="soft">
                {adaptation
                    ? text("home.newer_adapted_words", said)
                    : text(removed ? "home.newer_removed_words" : "home.newer_words", said)}
            </p>
        </Row>
    );
}

function draftWords(draft: Draft, group: string): string {
    if (draft.place.topic !== undefined) return text("home.draft_reply");
    if (draft.place.post !== undefined) return text("home.draft_edit");
    if (draft.title) return text("home.draft_topic_titled", { title: draft.title });
    return text("home.draft_topic", { group });
}

function draftHref({ place }: Draft): string {
    if (place.topic !== undefined) return `/topics/${place.topic}#reply`;
    if (place.post !== undefined) return `/posts/${place.post}`;
    return `/groups/${place.group}/forum/new`;
}

function DraftRow({ draft, group }: { draft: Draft; group: string }) {
    return (
        <Row wide lead={<Tag>{text("home.draft")}</Tag>} end={<TimeAgo at={draft.at} />}>
            <h3>
                <a href={draftHref(draft)}>{draftWords(draft, group)}</a>
            </h3>
            <p class="soft excerpt">{draft.text.slice(0, 160)}</p>
        </Row>
    );
}

function Since({ page }: { page: Page }) {
    const fresh = page.groups.filter((since) => since.group.unread > 0);
    return (
        <Sheet title={text("home.since")}>
            {fresh.length === 0 && <p class="soft">{text("home.all_read")}</p>}
            {fresh.map((since) => (
                <GroupSince key={since.group.group} since={since} />
            ))}
        </Sheet>
    );
}

/** A few of each group, so that all groups can be seen at a glance. */
const topicsShown = 3;

function GroupSince({ since }: { since: SinceInGroup }) {
    const { group } = since;
    const read = () =>
        call("forum.mark_group_read", { group: group.group, entry: since.entry }).then(
            () => toast(text("home.marked_read", { group: group.name })),
            (problem: unknown) => toast(problemText(problem)),
        );
    const topics = since.topics.slice(0, topicsShown);
    const shown = topics.reduce((sum, { unread }) => sum + unread, 0);
    return (
        <section class="since">
            <div class="since-head">
                <h3>
                    <a href={`/groups/${group.group}`}>{group.name}</a>{" "}
                    <Count n={group.unread} words={unreadWords(group.unread)} />
                </h3>
                <Button
                    kind="link"
                    aria-label={text("home.mark_read_in", { group: group.name })}
                    onClick={() => void read()}
                >
                    {text("home.mark_read")}
                </Button>
            </div>
            <Rows>
                {topics.map((row) => (
                    <TopicSince key={row.topic.topic} row={row} />
                ))}
            </Rows>
            {shown < group.unread && (
                <p>
                    <a href={filterPath(group.group, "unread", undefined)}>
                        {text("home.more", { group: group.name })}
                    </a>
                </p>
            )}
        </section>
    );
}

function TopicSince({ row }: { row: NewTopic }) {
    const { topic } = row;
    const first = Math.min(topic.posts, row.read_up_to + 1);
    return (
        <Row lead={<Face name={topic.last_by.name} />} end={<TimeAgo at={topic.last_at} />}>
            <h4>
                <a href={`/topics/${topic.topic}#post-${first}`}>{topic.title}</a>
            </h4>
            {row.excerpt && <p class="excerpt one-line">“{row.excerpt}”</p>}
            <p class="soft">
                {text("home.last_by", { who: bylineText(topic.last_by) })},{" "}
                {unreadWords(row.unread)}
            </p>
        </Row>
    );
}
