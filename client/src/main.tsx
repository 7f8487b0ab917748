// The start of the client.
import { effect } from "@preact/signals";
import { render } from "preact";
import { connection, line, startApp } from "./app.ts";
import { keepFocus } from "./focus.ts";
import { remember, remembered } from "./remember.ts";
import { here, startRouter } from "./router.ts";
import { Shell } from "./shell/shell.tsx";
import { me } from "./state.ts";
import { text } from "./texts.ts";
import { startClock } from "./time.ts";
import { startDropping } from "./which/dropping.ts";
import { loadAhead, viewOf } from "./views.tsx";

function Shown() {
    const place = here.value;
    const who = me.value;
    if (place.view !== "sign_in" && !who) return <Waiting />;
    const View = viewOf(place);
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
keepFocus();
startClock();
startRouter();
startDropping(() => Boolean(me.peek()));
loadAhead();
startApp();
render(
    <Shell>
        <Shown />
    </Shell>,
    document.getElementById("app") ?? document.body,
);
