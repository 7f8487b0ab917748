// Buttons do, links go. One filled button a sheet; the others are quiet or look like a link.
import type { ComponentChildren, JSX } from "preact";

export type ButtonKind = "filled" | "quiet" | "link" | "danger";

const classes: Record<ButtonKind, string> = {
    filled: "button",
    quiet: "button quiet",
    link: "button-link",
    danger: "button danger",
};

type Props = Omit<JSX.IntrinsicElements["button"], "class"> & {
    kind?: ButtonKind;
    /** Still working on the last press: pressing again does nothing. */
    busy?: boolean;
    class?: string;
    children?: ComponentChildren;
};

export function Button({
    kind = "filled",
    busy = false,
    class: more = "",
    children,
    ...rest
}: Props) {
    const stop = (event: Event) => event.preventDefault();
    return (
        <button
            type="button"
            {...rest}
            {...(busy ? { "aria-disabled": true, onClick: stop } : {})}
            class={`${classes[kind]} ${more}`.trim()}
        >
            {children}
        </button>
    );
}
