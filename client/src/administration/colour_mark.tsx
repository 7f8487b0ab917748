// An authority's colour beside its name; the name says it all.
import type { Colour } from "./shapes.ts";

export const colours: readonly Colour[] = [
    "slate",
    "red",
    "orange",
    "green",
    "teal",
    "blue",
    "purple",
    "pink",
];

export function ColourMark({ colour }: { colour: Colour }) {
    return <span class={`colour-mark ${colour}`} aria-hidden="true" />;
}
