// What stands around each page for administrators: for others it says whose it is.
import type { ComponentChildren } from "preact";
import { PageTitle } from "../pieces/page_title.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { me } from "../state.ts";
import { text } from "../texts.ts";

interface Props {
    title: string;
    /** Whether it is a page of its own, below the first. */
    below?: boolean;
    children: ComponentChildren;
}

export function ForAdministrators({ title, below = false, children }: Props) {
    if (me.value && !me.value.administrator) {
        return (
            <>
                <PageTitle title={title} />
                <Sheet>
                    <p>{text("administration.not_yours")}</p>
                </Sheet>
            </>
        );
    }
    return (
        <>
            {below && (
                <p class="crumbs">
                    <a href="/administration">{text("administration.title")}</a>
                </p>
            )}
            <PageTitle title={title} />
            {children}
        </>
    );
}
