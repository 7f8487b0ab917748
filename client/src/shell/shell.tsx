// What stands around every view.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { line, watch } from "../app.ts";
import { announce, announceCount, LiveRegion } from "../pieces/live_region.tsx";
import { Toasts } from "../pieces/toast.tsx";
import { here } from "../router.ts";
import { home, me } from "../state.ts";
import { text } from "../texts.ts";
import { holding } from "../which/dropping.ts";
import { Header } from "./header.tsx";
import { LineBanner } from "./line_banner.tsx";
import { Rail } from "./rail.tsx";

export function Shell({ children }: { children: ComponentChildren }) {
    const [railOpen, openRail] = useState(false);
    const place = here.value;
    useEffect(() => openRail(false), [place]);
    const closeRail = () => {
        const inside = document.getElementById("rail")?.contains(document.activeElement);
        openRail(false);
        if (inside) document.getElementById("rail-button")?.focus();
    };
    useLineNews();
    usePostNews();
    const signedIn = Boolean(me.value);
    return (
        <div
            class="page"
            onKeyDown={(event) => {
                if (event.key === "Escape" && railOpen) closeRail();
            }}
        >
            <a
                class="skip"
                href="#main"
                onClick={(event) => {
                    event.preventDefault();
                    document.getElementById("main")?.focus();
                }}
            >
                {text("core.skip")}
            </a>
            <Header railOpen={railOpen} onRail={() => openRail(!railOpen)} />
            <LineBanner />
            <div class={signedIn ? "frame" : "frame alone"}>
                {signedIn && <Rail open={railOpen} />}
                <main id="main" tabIndex={-1}>
                    {children}
                </main>
            </div>
            {holding.value && <p class="drop-here">{text("which.drop")}</p>}
            <Toasts />
            <LiveRegion />
        </div>
    );
}

/** Says in batches what comes in elsewhere; a topic that is open says its own. */
function usePostNews(): void {
    useEffect(
        () =>
            watch({
                entry({ kind, by, topic, feed }) {
                    if (kind !== "post_added" && kind !== "topic_started") return;
                    const place = here.peek();
                    const open = place.view === "topic" && place.topic === topic?.topic;
                    if (open || !by || by.person === me.peek()?.person) return;
                    const since = home.peek()?.groups.find((one) => one.feed === feed);
                    const group = since?.group.name ?? "";
                    announceCount(`posts:${feed}`, 1, (count) =>
                        text("core.unread_in", { count, group }),
                    );
                },
            }),
        [],
    );
}

/** Says when the line is back; that it went is said by the banner. */
function useLineNews(): void {
    const wasDown = useRef(false);
    const now = line.value;
    useEffect(() => {
        if (now === "up" && wasDown.current) announce(text("line.up"));
        if (now !== "connecting") wasDown.current = now === "down";
    }, [now]);
}
