// What is to end on a later day, and undoing it.
import { CallProblem, change } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { Button } from "../pieces/button.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import type { PersonPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { WhenEnding } from "./last_day.tsx";

interface Props {
    page: PersonPage;
    reload(): void;
}

export function PlannedEndings({ page, reload }: Props) {
    if (page.endings.length === 0) return null;
    return (
        <ul class="plain-list planned-endings">
            {page.endings.map((one) => (
                <Planned key={one.authority ?? ""} page={page} one={one} reload={reload} />
            ))}
        </ul>
    );
}

function Planned({ page, one, reload }: Props & { one: PersonPage["endings"][number] }) {
    const { person, name } = page;
    const { authority, short_name } = one;
    const doing = useDoing();
    const what = authority
        ? text("person_rights.belonging", { name, authority: short_name })
        : text("person_rights.end", { name });
    const undo = async () => {
        const said = { person, ...(authority && { authority }) };
        let gone = false; // it happened, or somebody else undid it: the page says which
        const send = () =>
            change("people.undo_ending", said).catch((problem: unknown) => {
                gone = problem instanceof CallProblem && problem.name === "conflict";
                if (!gone) throw problem;
            });
        if (!(await doing.run(send))) return;
        toast(text(gone ? "person_rights.not_planned" : "person_rights.undone", { name }));
        focusTitle();
        reload();
    };
    const by = one.by_name || text("byline.former_plain");
    return (
        <li>
            <p>
                <strong>{what}</strong>
            </p>
            <WhenEnding at={one.at}>
                <span class="soft">{text("person_rights.planned_by", { name: by })}</span>
            </WhenEnding>
            <p class="buttons">
                <Button
                    kind="quiet"
                    busy={doing.busy}
                    aria-label={text("person_rights.undo_named", { what })}
                    onClick={() => void undo()}
                >
                    {text("core.undo")}
                </Button>
            </p>
            <ProblemLine problem={doing.problem} />
        </li>
    );
}
