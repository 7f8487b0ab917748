// An empty place that says what belongs there and offers the first step.
import type { ComponentChildren } from "preact";

export function Empty({ children }: { children: ComponentChildren }) {
    return <div class="empty">{children}</div>;
}
