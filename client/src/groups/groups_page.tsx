// All groups one may see, and the way to make one.
import { call } from "../app.ts";
import { Empty } from "../pieces/empty.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Count, Tag } from "../pieces/tag.tsx";
import { Trouble } from "../pieces/trouble.tsx";
import type { GroupRow, Me } from "../shapes.ts";
import { me, state } from "../state.ts";
import { text } from "../texts.ts";
import { JoinTag } from "./joining.tsx";
import { useReloadOn } from "./use_group.ts";
import { useLoaded } from "../use_loaded.ts";

/** Those who facilitate some group already, and administrators. */
export function mayMakeGroups(who: Me, groups: readonly GroupRow[]): boolean {
    return who.administrator || groups.some(({ role }) => role === "facilitator");
}

export function GroupsPage() {
    const { problem, reload } = useLoaded(() => call("groups.list", {}), []);
    useReloadOn((kind) => kind.startsWith("group_") || kind.startsWith("seat_"), reload);
    const groups = state.value.groups;
    if (!groups && problem) return <Trouble problem={problem} again={reload} />;
    const makes = groups && me.value && mayMakeGroups(me.value, groups);
    const current = groups?.filter(({ archived }) => !archived) ?? [];
    const mine = current.filter(({ role }) => role !== undefined);
    const others = current.filter(({ role }) => role === undefined);
    const archived = groups?.filter((group) => group.archived) ?? [];
    return (
        <>
            <div class="page-head">
                <PageTitle title={text("groups.title")} />
                {makes && (
                    <a class="button" href="/groups/new">
                        {text("groups.make")}
                    </a>
                )}
            </div>
            {!groups && <p class="soft">{text("core.loading")}</p>}
            {groups?.length === 0 && (
                <Empty>
                    <p>{text("groups.none")}</p>
                </Empty>
            )}
            <Listed title={text("groups.mine")} groups={mine} />
            <Listed title={text("groups.others")} groups={others} />
            <Listed title={text("groups.archived")} groups={archived} />
        </>
    );
}

function Listed({ title, groups }: { title: string; groups: readonly GroupRow[] }) {
    if (groups.length === 0) return null;
    return (
        <Sheet title={title}>
            <Rows>
                {groups.map((row) => (
                    <Row key={row.group} end={<JoinTag row={row} />}>
                        <h3>
                            <a href={`/groups/${row.group}`}>{row.name}</a>{" "}
                            <Count
                                n={row.unread}
                                words={text("core.unread", { count: row.unread })}
                            />
                            {row.archived && <Tag kind="old">{text("group.archived")}</Tag>}
                        </h3>
                        {row.purpose && <p class="as-typed">{row.purpose}</p>}
                        <p class="soft">
                            {text("groups.people", { count: row.members })}{" "}
                            {text("group.from_authorities", { count: row.authorities })}
                        </p>
                    </Row>
                ))}
            </Rows>
        </Sheet>
    );
}
