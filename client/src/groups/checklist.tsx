// What is left to set a group up, for its facilitators: read off what is there, until all of it is or
// somebody puts the list away.
import { focusTitle } from "../focus.ts";
import { rightsIn } from "../forum/rights.ts";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { toast } from "../pieces/toast.tsx";
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { stepsOf } from "./steps.ts";
import { PutAway, usePart } from "./welcome.tsx";

interface ChecklistProps {
    page: GroupPage;
    /** Undefined while that is not known. */
    pinned: boolean | undefined;
    reload(): void;
}

export function Checklist({ page, pinned, reload }: ChecklistProps) {
    const { doing, away, set } = usePart({ page, reload }, "checklist");
    if (!rightsIn(page).facilitates || away || pinned === undefined) return null;
    const steps = stepsOf(page, pinned);
    const left = steps.filter(({ done }) => !done).length;
    if (left === 0) return null;
    const putAway = async () => {
        if (!(await set(true))) return;
        focusTitle();
        toast(text("checklist.put_away_done"), () => void set(false));
    };
    return (
        <Sheet
            title={text("checklist.title")}
            aside={<span class="soft">{text("checklist.words", { count: left })}</span>}
        >
            <ul class="steps">
                {steps.map(({ done, href, words }) => (
                    <li key={words}>
                        <Tag kind={done ? "current" : "wait"}>
                            {text(done ? "checklist.done" : "checklist.open")}
                        </Tag>{" "}
                        {done ? text(words) : <a href={href}>{text(words)}</a>}
                    </li>
                ))}
            </ul>
            <PutAway words={text("checklist.put_away")} doing={doing} onPutAway={putAway} />
        </Sheet>
    );
}
