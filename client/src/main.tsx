// The start of the client, and the one table of its views.
import { effect } from "@preact/signals";
import { render, type ComponentType } from "preact";
import { connection, line, startApp } from "./app.ts";
import { ForumPage } from "./forum/forum_page.tsx";
import { NewTopicPage } from "./forum/new_topic_page.tsx";
import { PostPage } from "./forum/post_page.tsx";
import { TopicPage } from "./forum/topic_page.tsx";
import { DeskPage } from "./groups/desk_page.tsx";
import { GroupView } from "./groups/group_view.tsx";
import { GroupsPage } from "./groups/groups_page.tsx";
import { MembersPage } from "./groups/members_page.tsx";
import { NewGroupPage } from "./groups/new_group_page.tsx";
import { GroupSettingsPage } from "./groups/settings_page.tsx";
import { HomePage } from "./home/home_page.tsx";
import { NotFound } from "./pieces/trouble.tsx";
import { PersonPage } from "./people/person_page.tsx";
import { remember, remembered } from "./remember.ts";
import { here, startRouter, type Place, type ViewName } from "./router.ts";
import { SettingsPage } from "./settings/settings_page.tsx";
import { Shell } from "./shell/shell.tsx";
import { SignInPage } from "./sign_in/sign_in_page.tsx";
import { me } from "./state.ts";
import { text } from "./texts.ts";
import { startClock } from "./time.ts";

type View<V extends ViewName> = ComponentType<{ place: Extract<Place, { view: V }> }>;

const views: { [V in ViewName]?: View<V> } = {
    home: HomePage,
    sign_in: SignInPage,
    person: PersonPage,
    settings: SettingsPage,
    groups: GroupsPage,
    new_group: NewGroupPage,
    group: GroupView,
    forum: ForumPage,
    new_topic: NewTopicPage,
    members: MembersPage,
    desk: DeskPage,
    group_settings: GroupSettingsPage,
    topic: TopicPage,
    post: PostPage,
    not_found: NotFound,
};

function Shown() {
    const place = here.value;
    const who = me.value;
    if (place.view !== "sign_in" && !who) return <Waiting />;
    const View = (views[place.view] ?? NotFound) as ComponentType<{ place: Place }>;
    return <View place={place} />;
}

/** Before it is known who is signed in. */
function Waiting() {
    if (line.value !== "down") return <p class="soft">{text("core.loading")}</p>;
    return (
        <p>
            {text("line.not_reached")}{" "}
            <button type="button" class="button" onClick={() => connection.hurry()}>
                {text("line.retry")}
            </button>
        </p>
    );
}

/** The person's choice of colours, kept for the moment before they are known. */
function followTheme(): void {
    const root = document.documentElement;
    const show = (theme: string) => {
        if (theme === "system") delete root.dataset["theme"];
        else root.dataset["theme"] = theme;
    };
    show(remembered("theme") ?? "system");
    effect(() => {
        const theme = me.value?.theme;
        if (theme === undefined) return;
        show(theme);
        remember("theme", theme);
    });
}

followTheme();
startClock();
startRouter();
startApp();
render(
    <Shell>
        <Shown />
    </Shell>,
    document.getElementById("app") ?? document.body,
);
