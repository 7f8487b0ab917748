// A new post never moves what one reads or writes. Posts are added at the end, so nothing above
// moves by itself; what stands below the posts, the editor, would. While somebody writes there, or
// has scrolled past the last post, the page scrolls along and the editor stays where it was.
import { useLayoutEffect, useRef } from "preact/hooks";

/** For the element below the posts; `count` is how many stand above it. */
export function useStill(count: number) {
    const below = useRef<HTMLDivElement>(null);
    // drawn now means: not yet changed on the page
    const before = below.current?.getBoundingClientRect().top;
    const last = useRef(count);
    useLayoutEffect(() => {
        const element = below.current;
        const grown = last.current !== count;
        last.current = count;
        if (!element || before === undefined || !grown) return;
        const writes = element.contains(document.activeElement);
        const inView = before < innerHeight;
        if (!(writes && inView) && before > 0) return;
        const moved = element.getBoundingClientRect().top - before;
        if (moved !== 0) scrollBy({ top: moved, behavior: "instant" });
    });
    return below;
}
