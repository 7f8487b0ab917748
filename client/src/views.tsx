// The one table of views. Those of the first page are at hand; the others come with more.tsx.
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { ForumPage } from "./forum/forum_page.tsx";
import { GroupView } from "./groups/group_view.tsx";
import { GroupsPage } from "./groups/groups_page.tsx";
import { HomePage } from "./home/home_page.tsx";
import { NotFound, Trouble } from "./pieces/trouble.tsx";
import { CallProblem } from "./problems.ts";
import { placeOf, type Place, type ViewName } from "./router.ts";
import { SignInPage } from "./sign_in/sign_in_page.tsx";
import { text } from "./texts.ts";

export type PlaceOf<V extends ViewName> = Extract<Place, { view: V }>;
type View<V extends ViewName> = ComponentType<{ place: PlaceOf<V> }>;
type More = typeof import("./more.tsx");

const more = signal<More | undefined>(undefined);
const failed = signal(false);

export function loadMore(): void {
    if (more.peek()) return;
    failed.value = false;
    import("./more.tsx").then(
        (loaded) => (more.value = loaded),
        () => (failed.value = true),
    );
}

/** A view of more.tsx. */
function later<V extends ViewName>(choose: (loaded: More) => View<V>): View<V> {
    return function Later({ place }: { place: PlaceOf<V> }) {
        useEffect(loadMore, []);
        if (more.value) {
            const Chosen = choose(more.value) as ComponentType<{ place: PlaceOf<V> }>;
            return <Chosen place={place} />;
        }
        if (failed.value)
            return <Trouble problem={new CallProblem("line_down")} again={loadMore} />;
        return <p class="soft">{text("core.loading")}</p>;
    };
}

const views: { [V in ViewName]: View<V> } = {
    home: HomePage,
    sign_in: SignInPage,
    groups: GroupsPage,
    group: GroupView,
    forum: ForumPage,
    not_found: NotFound,
    new_group: later<"new_group">((loaded) => loaded.NewGroupPage),
    new_topic: later<"new_topic">((loaded) => loaded.NewTopicPage),
    library: later<"library">((loaded) => loaded.LibraryPage),
    new_resource: later<"new_resource">((loaded) => loaded.NewResourcePage),
    resource: later<"resource">((loaded) => loaded.ResourcePage),
    changes: later<"changes">((loaded) => loaded.ChangesPage),
    members: later<"members">((loaded) => loaded.MembersPage),
    members_list: later<"members_list">((loaded) => loaded.MembersListPage),
    desk: later<"desk">((loaded) => loaded.DeskPage),
    group_settings: later<"group_settings">((loaded) => loaded.GroupSettingsPage),
    topic: later<"topic">((loaded) => loaded.TopicPage),
    post: later<"post">((loaded) => loaded.PostPage),
    person: later<"person">((loaded) => loaded.PersonPage),
    people: later<"people">((loaded) => loaded.PeoplePage),
    people_list: later<"people_list">((loaded) => loaded.PeopleListPage),
    settings: later<"settings">((loaded) => loaded.SettingsPage),
    search: later<"search">((loaded) => loaded.SearchPage),
    which: later<"which">((loaded) => loaded.WhichPage),
    administration: later<"administration">((loaded) => loaded.AdministrationPage),
    audit: later<"audit">((loaded) => loaded.AuditPage),
    statement: later<"statement">((loaded) => loaded.StatementPage),
    new_authority: later<"new_authority">((loaded) => loaded.NewAuthorityPage),
    authority: later<"authority">((loaded) => loaded.AuthorityPage),
};

const atHand: ReadonlySet<ViewName> = new Set([
    "home",
    "sign_in",
    "groups",
    "group",
    "forum",
    "not_found",
]);

export function viewOf(place: Place): ComponentType<{ place: Place }> {
    return views[place.view] as ComponentType<{ place: Place }>;
}

/** Whoever points at a link, or comes to it by keyboard, will soon need its view. */
export function loadAhead(): void {
    const look = ({ target }: Event) => {
        const link = target instanceof Element ? target.closest("a[href]") : null;
        if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
        if (!atHand.has(placeOf(link.pathname).view)) loadMore();
    };
    addEventListener("pointerover", look, { passive: true });
    addEventListener("focusin", look);
}
