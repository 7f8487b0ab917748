// The library of a group: what is there, and which version of it is current.
import { useEffect } from "preact/hooks";
import { call } from "../app.ts";
import { rightsIn } from "../forum/rights.ts";
import { GroupFrame } from "../groups/group_frame.tsx";
import { useGroup } from "../groups/use_group.ts";
import { Button } from "../pieces/button.tsx";
import { Empty } from "../pieces/empty.tsx";
import { problemText } from "../problem_text.ts";
import { query } from "../router.ts";
import type { GroupId, GroupPage } from "../shapes.ts";
import { home } from "../state.ts";
import { text } from "../texts.ts";
import { askedIn, kinds, libraryPath, type Asked } from "./library_list.ts";
import { ResourceRows } from "./resource_rows.tsx";
import { useResources, type Resources } from "./use_resources.ts";

export function LibraryPage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    const asked = askedIn(query.value);
    const feed = group.page?.reads ? group.page.feed : undefined;
    const resources = useResources(place.group, feed, asked);
    useSeen(place.group, resources.view !== undefined);
    return (
        <GroupFrame id={place.group} group={group} tab="library">
            {(page) => (
                <section class="sheet library" aria-labelledby="library-title">
                    <div class="sheet-head">
                        <h2 id="library-title" tabIndex={-1}>
                            {text("library.title")}
                        </h2>
                        <a href="/which">{text("which.title")}</a>
                        {rightsIn(page).writes && (
                            <a class="button" href={`/groups/${page.group}/library/new`}>
                                {text("library.add")}
                            </a>
                        )}
                    </div>
                    <Filters page={page} asked={asked} />
                    <List page={page} resources={resources} asked={asked} />
                </section>
            )}
        </GroupFrame>
    );
}

/** What the group's overview shows as new of this library is seen here. */
function useSeen(group: GroupId, shown: boolean): void {
    const since = home.value?.groups.find((one) => one.group.group === group);
    const entry = since && since.library.length > 0 ? since.entry : undefined;
    useEffect(() => {
        if (!shown || entry === undefined) return;
        // when the line is down it stays new
        call("library.mark_seen", { group, entry }).catch(() => undefined);
    }, [group, shown, entry]);
}

interface FiltersProps {
    page: GroupPage;
    asked: Asked;
}

function Filters({ page, asked }: FiltersProps) {
    const link = (words: string, to: Asked, on: boolean) => (
        <li key={words}>
            <a
                href={libraryPath(page.group, to)}
                {...(on ? { "aria-current": "true" as const } : {})}
            >
                {words}
            </a>
        </li>
    );
    const any = asked.kind === undefined && !asked.due;
    return (
        <div class="filters">
            <nav aria-label={text("library.filters")}>
                <ul>
                    {link(text("library.all"), { ...asked, kind: undefined, due: false }, any)}
                    {kinds.map((kind) =>
                        link(
                            text(`library.kind_${kind}`),
                            { ...asked, kind, due: false },
                            asked.kind === kind,
                        ),
                    )}
                    {link(text("library.due"), { ...asked, kind: undefined, due: true }, asked.due)}
                </ul>
            </nav>
            {page.labels.length > 0 && (
                <nav aria-label={text("library.labels")}>
                    <ul>
                        {page.labels.map(({ label, name }) => {
                            const on = label === asked.label;
                            return (
                                <li key={label}>
                                    <a
                                        href={libraryPath(page.group, {
                                            ...asked,
                                            label: on ? undefined : label,
                                        })}
                                        {...(on ? { "aria-current": "true" as const } : {})}
                                    >
                                        {name}
                                        {on && (
                                            <span class="visually-hidden">
                                                {text("forum.label_off")}
                                            </span>
                                        )}
                                    </a>
                                </li>
                            );
                        })}
                    </ul>
                </nav>
            )}
        </div>
    );
}

function List({ page, resources, asked }: FiltersProps & { resources: Resources }) {
    const { view, problem, further } = resources;
    if (!view && problem) {
        return (
            <div role="alert">
                <p>{problemText(problem)}</p>
                <Button kind="quiet" onClick={resources.reload}>
                    {text("problem.again")}
                </Button>
            </div>
        );
    }
    if (!view) return <p class="soft">{text("core.loading")}</p>;
    if (view.rows.length === 0) return <Nothing page={page} asked={asked} />;
    const loadMore = async () => {
        const first = view.rows.length;
        if (await further.load()) setTimeout(() => focusRow(first));
    };
    return (
        <>
            <ResourceRows rows={view.rows} labels={page.labels} />
            {further.problem !== undefined && <p role="alert">{problemText(further.problem)}</p>}
            {view.more && (
                <p>
                    <Button kind="quiet" busy={further.busy} onClick={() => void loadMore()}>
                        {text("library.more")}
                    </Button>
                </p>
            )}
        </>
    );
}

/** Reading goes on where the further ones begin. */
function focusRow(place: number): void {
    document.querySelectorAll<HTMLElement>(".library .row h3 a")[place]?.focus();
}

function Nothing({ page, asked }: FiltersProps) {
    const plain = asked.kind === undefined && asked.label === undefined && !asked.due;
    if (!plain) {
        return (
            <Empty>
                <p>{text("library.none_such")}</p>
                <p>
                    <a href={`/groups/${page.group}/library`}>{text("library.show_all")}</a>
                </p>
            </Empty>
        );
    }
    return (
        <Empty>
            <p>{text("library.empty")}</p>
            {rightsIn(page).writes && <p>{text("library.empty_first")}</p>}
        </Empty>
    );
}
