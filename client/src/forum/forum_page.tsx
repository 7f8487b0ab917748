// The forum of a group: its topics, by what one looks for.
import { GroupFrame } from "../groups/group_frame.tsx";
import { useGroup } from "../groups/use_group.ts";
import { Button } from "../pieces/button.tsx";
import { Empty } from "../pieces/empty.tsx";
import { problemText } from "../problem_text.ts";
import { query } from "../router.ts";
import type { GroupId, GroupPage, LabelId } from "../shapes.ts";
import { text } from "../texts.ts";
import { rightsIn } from "./rights.ts";
import type { TopicFilter } from "./shapes.ts";
import { filterOf, filterPath, filters } from "./topic_list_state.ts";
import { TopicRows } from "./topic_rows.tsx";
import { UnsentTopics } from "./unsent_topics.tsx";
import { useTopics, type Topics } from "./use_topics.ts";

export function ForumPage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    const { filter, label } = filterOf(query.value);
    const feed = group.page?.reads ? group.page.feed : undefined;
    const topics = useTopics(place.group, feed, filter, label);
    return (
        <GroupFrame id={place.group} group={group} tab="forum">
            {(page) => <Forum page={page} topics={topics} filter={filter} label={label} />}
        </GroupFrame>
    );
}

interface ForumProps {
    page: GroupPage;
    topics: Topics;
    filter: TopicFilter;
    label: LabelId | undefined;
}

function Forum({ page, topics, filter, label }: ForumProps) {
    const { writes } = rightsIn(page);
    return (
        <section class="sheet forum" aria-labelledby="forum-title">
            <div class="sheet-head">
                <h2 id="forum-title" tabIndex={-1}>
                    {text("forum.title")}
                </h2>
                {writes && (
                    <a class="button" href={`/groups/${page.group}/forum/new`}>
                        {text("forum.start")}
                    </a>
                )}
            </div>
            <Filters page={page} filter={filter} label={label} />
            <UnsentTopics group={page.group} />
            <Moved topics={topics} />
            <List page={page} topics={topics} plain={filter === "all" && label === undefined} />
        </section>
    );
}

function Filters({ page, filter, label }: Omit<ForumProps, "topics">) {
    const offered = page.role === undefined ? filters.filter((one) => one !== "unread") : filters;
    const current = (on: boolean) => (on ? { "aria-current": "true" as const } : {});
    return (
        <div class="filters">
            <nav aria-label={text("forum.filters")}>
                <ul>
                    {offered.map((one) => (
                        <li key={one}>
                            <a
                                href={filterPath(page.group, one, label)}
                                {...current(one === filter)}
                            >
                                {text(`forum.show_${one}`)}
                            </a>
                        </li>
                    ))}
                </ul>
            </nav>
            {page.labels.length > 0 && (
                <nav aria-label={text("forum.labels")}>
                    <ul>
                        {page.labels.map((one) => (
                            <li key={one.label}>
                                <a
                                    href={filterPath(
                                        page.group,
                                        filter,
                                        one.label === label ? undefined : one.label,
                                    )}
                                    {...current(one.label === label)}
                                >
                                    {one.name}
                                    {one.label === label && (
                                        <span class="visually-hidden">
                                            {text("forum.label_off")}
                                        </span>
                                    )}
                                </a>
                            </li>
                        ))}
                    </ul>
                </nav>
            )}
        </div>
    );
}

/** Floats, so that it pushes no row away from under a finger. */
function Moved({ topics }: { topics: Topics }) {
    const count = topics.view?.moved.size ?? 0;
    return (
        <div class="arrivals" role="status">
            {count > 0 && (
                <Button
                    class="arrivals-button"
                    onClick={() => {
                        topics.reload();
                        document.getElementById("forum-title")?.focus();
                    }}
                >
                    {text("forum.moved", { count })}
                </Button>
            )}
        </div>
    );
}

function List({ page, topics, plain }: { page: GroupPage; topics: Topics; plain: boolean }) {
    const { view, problem, older } = topics;
    if (!view && problem) {
        return (
            <div role="alert">
                <p>{problemText(problem)}</p>
                <Button kind="quiet" onClick={topics.reload}>
                    {text("problem.again")}
                </Button>
            </div>
        );
    }
    if (!view) return <p class="soft">{text("core.loading")}</p>;
    if (view.rows.length === 0) return <NoTopics page={page} plain={plain} />;
    const loadOlder = async () => {
        const firstOlder = view.rows.length;
        if (await older.load()) setTimeout(() => focusRow(firstOlder));
    };
    return (
        <>
            <TopicRows rows={view.rows} labels={page.labels} counts={page.role !== undefined} />
            {older.problem !== undefined && <p role="alert">{problemText(older.problem)}</p>}
            {view.more && (
                <p>
                    <Button kind="quiet" busy={older.busy} onClick={() => void loadOlder()}>
                        {text("forum.older")}
                    </Button>
                </p>
            )}
        </>
    );
}

/** Reading goes on where the older ones begin. */
function focusRow(place: number): void {
    document.querySelectorAll<HTMLElement>(".forum .row h3 a")[place]?.focus();
}

function NoTopics({ page, plain }: { page: GroupPage; plain: boolean }) {
    if (!plain) {
        return (
            <Empty>
                <p>{text("forum.none_such")}</p>
                <p>
                    <a href={`/groups/${page.group}/forum`}>{text("forum.show_them_all")}</a>
                </p>
            </Empty>
        );
    }
    return (
        <Empty>
            <p>{text("forum.empty")}</p>
            {rightsIn(page).writes && <p>{text("forum.empty_first")}</p>}
        </Empty>
    );
}
