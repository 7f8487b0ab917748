// What stands around every view.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { line } from "../app.ts";
import { announce, LiveRegion } from "../pieces/live_region.tsx";
import { Toasts } from "../pieces/toast.tsx";
import { here } from "../router.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { Header } from "./header.tsx";
import { LineBanner } from "./line_banner.tsx";
import { Rail } from "./rail.tsx";

export function Shell({ children }: { children: ComponentChildren }) {
    const [railOpen, openRail] = useState(false);
    const place = here.value;
    useEffect(() => openRail(false), [place]);
    useLineNews();
    const signedIn = Boolean(me.value);
    return (
        <div
            class="page"
            onKeyDown={(event) => {
                if (event.key === "Escape") openRail(false);
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
            <Toasts />
            <LiveRegion />
        </div>
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
