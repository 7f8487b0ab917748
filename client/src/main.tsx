// The start of the client, and the one table of its views.
import { effect } from "@preact/signals";
import { render, type ComponentType } from "preact";
import { connection, line, startApp } from "./app.ts";
import { HomePage } from "./home/home_page.tsx";
import { NotFound } from "./pieces/trouble.tsx";
import { PersonPage } from "./people/person_page.tsx";
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
    try {
        show(localStorage.getItem("theme") ?? "system");
    } catch {
        // no place to remember it
    }
    effect(() => {
        const theme = me.value?.theme;
        if (theme === undefined) return;
        show(theme);
        try {
            localStorage.setItem("theme", theme);
        } catch {
            // no place to remember it
        }
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
