// The head of a group's pages: its name, what it is for, who sits in it, and the tabs.
import type { ComponentChildren } from "preact";
import { PageTitle } from "../pieces/page_title.tsx";
import { Tabs, type Tab } from "../pieces/tabs.tsx";
import { Tag } from "../pieces/tag.tsx";
import { NotFound, Trouble } from "../pieces/trouble.tsx";
import type { GroupId, GroupPage } from "../shapes.ts";
import { home, me } from "../state.ts";
import { text } from "../texts.ts";
import type { Group } from "./use_group.ts";
import { whoSitsHere } from "./who_sits_here.ts";

export type GroupTab = "overview" | "forum" | "library" | "members" | "desk" | "settings";

const forReaders: ReadonlySet<GroupTab> = new Set(["forum", "library"]);

interface GroupFrameProps {
    id: GroupId;
    group: Group;
    tab: GroupTab;
    /** Of the page within the group, for the window's title; the tab's word without it. */
    title?: string;
    children: (page: GroupPage) => ComponentChildren;
}

export function GroupFrame({ id, group, tab, title, children }: GroupFrameProps) {
    const { page, problem, reload } = group;
    if (!page && problem?.name === "not_found") return <NotFound />;
    if (!page && problem) return <Trouble problem={problem} again={reload} />;
    if (!page) return <p class="soft">{text("core.loading")}</p>;
    const sits = whoSitsHere(page);
    const within = title ?? text(`group.${tab}`);
    const windowTitle = tab === "overview" ? page.name : `${within}, ${page.name}`;
    return (
        <div class="group" key={id}>
            <PageTitle key={tab} title={windowTitle}>
                {page.name}
            </PageTitle>
            {page.purpose && <p class="group-about as-typed">{page.purpose}</p>}
            {sits !== "" && <p class="soft">{sits}.</p>}
            {page.archived && (
                <p>
                    <Tag kind="old">{text("group.archived")}</Tag> {text("group.archived_words")}
                </p>
            )}
            <Tabs label={text("group.pages")} tabs={tabsOf(page, tab)} />
            {forReaders.has(tab) && !page.reads ? <NotToRead page={page} /> : children(page)}
        </div>
    );
}

export function seesSeats(page: GroupPage): boolean {
    return page.reads || me.value?.administrator === true;
}

function NotToRead({ page }: { page: GroupPage }) {
    return (
        <div class="sheet">
            <p>{text("group.not_to_read")}</p>
            <p>
                <a href={`/groups/${page.group}`}>{text("topic.go_to_group")}</a>
            </p>
        </div>
    );
}

/** As home has it, which follows what is read; the page only knows what was when it was loaded. */
function unreadIn(page: GroupPage): number {
    const mine = home.value?.groups.find(({ group }) => group.group === page.group);
    return mine?.group.unread ?? page.unread;
}

function tabsOf(page: GroupPage, current: GroupTab): readonly Tab[] {
    const path = `/groups/${page.group}`;
    const facilitates = page.role === "facilitator";
    const tab = (name: GroupTab, count = 0, countWords = ""): Tab => ({
        href: name === "overview" ? path : `${path}/${name}`,
        words: text(`group.${name}`),
        current: name === current,
        count,
        countWords,
    });
    const tabs = [tab("overview")];
    if (page.reads) {
        const unread = unreadIn(page);
        tabs.push(tab("forum", unread, text("core.unread", { count: unread })), tab("library"));
    }
    if (seesSeats(page)) tabs.push(tab("members"));
    if (facilitates) {
        tabs.push(tab("desk", page.waiting, text("desk.waiting", { count: page.waiting })));
    }
    if (facilitates || me.value?.administrator) tabs.push(tab("settings"));
    return tabs;
}
