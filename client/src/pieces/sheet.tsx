// A white sheet on the paper, with or without a heading of its own.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface Props {
    title?: ComponentChildren;
    /** Beside the heading: a count, a link. */
    aside?: ComponentChildren;
    class?: string;
    children: ComponentChildren;
}

export function Sheet({ title, aside, class: className = "", children }: Props) {
    const id = useId();
    if (title === undefined) return <div class={`sheet ${className}`}>{children}</div>;
    return (
        <section class={`sheet ${className}`} aria-labelledby={id}>
            <div class="sheet-head">
                <h2 id={id}>{title}</h2>
                {aside}
            </div>
            {children}
        </section>
    );
}
