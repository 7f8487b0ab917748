// The one h1 of a view: also the document's title, and where the focus goes on arrival.
import { effect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { takeArrival } from "../router.ts";
import { networkName } from "../state.ts";

/** Scrolls to where one was once the page is long enough again, unless the person scrolls first. */
function backTo(scroll: number): void {
    const until = performance.now() + 3_000;
    let stopped = false;
    const stop = () => (stopped = true);
    const by = ["wheel", "touchstart", "keydown", "mousedown"] as const;
    for (const what of by) addEventListener(what, stop, { once: true, passive: true });
    const attempt = () => {
        if (stopped) return;
        const room = document.documentElement.scrollHeight - innerHeight;
        scrollTo(0, Math.min(scroll, room));
        if (room < scroll && performance.now() < until) requestAnimationFrame(attempt);
    };
    attempt();
}

/** "#reply" and the like: what it names may be drawn a moment later. A topic sees to #post-N itself. */
function goToNamed(id: string): void {
    const until = performance.now() + 3_000;
    const attempt = () => {
        const named = document.getElementById(id);
        if (named) {
            named.scrollIntoView({ block: "center" });
            named.focus({ preventScroll: true });
        } else if (performance.now() < until) requestAnimationFrame(attempt);
    };
    attempt();
}

interface Props {
    title: string;
    /** Shown in the h1 instead of the title alone. */
    children?: preact.ComponentChildren;
    /** The view sets the focus itself, on a post for example. */
    focus?: boolean;
    class?: string;
}

export function PageTitle({ title, children, focus = true, class: className }: Props) {
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => {
        const arrival = takeArrival();
        const named = location.hash.slice(1);
        if (named && !named.startsWith("post-") && arrival?.scroll === undefined) {
            return goToNamed(named);
        }
        if (!arrival || !focus) return;
        heading.current?.focus({ preventScroll: arrival.scroll !== undefined });
        if (arrival.scroll !== undefined) backTo(arrival.scroll);
    }, []);
    useEffect(
        () =>
            effect(() => {
                const network = networkName.value;
                document.title = title === network ? title : `${title} – ${network}`;
            }),
        [title],
    );
    return (
        <h1 ref={heading} tabIndex={-1} class={className}>
            {children ?? title}
        </h1>
    );
}
