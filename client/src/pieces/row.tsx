// One line of a sheet: a face or a tag, what it is, and when or what to do.
import type { ComponentChildren } from "preact";

interface Props {
    lead?: ComponentChildren;
    end?: ComponentChildren;
    /** `wide` has room for a tag at its start. */
    wide?: boolean;
    children: ComponentChildren;
}

export function Rows({ children }: { children: ComponentChildren }) {
    return <ul class="rows">{children}</ul>;
}

/** Stands in <Rows>. */
export function Row({ lead, end, wide = false, children }: Props) {
    const shape = lead === undefined ? "plain" : wide ? "wide" : "";
    return (
        <li class={`row ${shape}`}>
            {lead !== undefined && <div class="row-lead">{lead}</div>}
            <div class="row-what">{children}</div>
            {end !== undefined && <div class="row-end">{end}</div>}
        </li>
    );
}
