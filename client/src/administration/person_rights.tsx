// What administrators may do for one person, on that person's page: no content, only rights.
import { useEffect, useState } from "preact/hooks";
import { CallProblem, change } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { Affiliation, PersonPage } from "../shapes.ts";
import { zone } from "../state.ts";
import { text, type TextKey } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { endOfDay, WhenItEnds, type LastDay } from "./last_day.tsx";
import { PlannedEndings } from "./planned_endings.tsx";

interface Props {
    page: PersonPage;
    reload(): void;
}

export function PersonRights({ page, reload }: Props) {
    const { person, name } = page;
    const makes = !page.administrator;
    const which = makes ? "administrator_make" : "administrator_unmake";
    return (
        <Sheet title={text("person_rights.title")}>
            <p class="soft">{text("person_rights.words")}</p>
            <PlannedEndings page={page} reload={reload} />
            <ul class="plain-list">
                {page.affiliations.map((one) => (
                    <EndBelonging key={one.authority} page={page} one={one} reload={reload} />
                ))}
                <Sure
                    key={which}
                    words={{ name }}
                    ask={`person_rights.${which}`}
                    then={`person_rights.${which}_words`}
                    done={`person_rights.${which}_done`}
                    act={() => change("people.set_administrator", { person, administrator: makes })}
                    reload={reload}
                />
                <Sure
                    words={{ name }}
                    ask="person_rights.end"
                    then="person_rights.end_words"
                    done="person_rights.end_done"
                    onDay
                    act={(at) => change("people.end", { person, ...at })}
                    reload={reload}
                />
            </ul>
        </Sheet>
    );
}

function EndBelonging({ page, one, reload }: Props & { one: Affiliation }) {
    const { person, name } = page;
    const { authority } = one;
    return (
        <Sure
            words={{ name, authority: one.short_name }}
            ask="person_rights.belonging"
            then="person_rights.belonging_words"
            done="person_rights.belonging_done"
            onDay
            act={(at) => change("authorities.end_affiliation", { authority, person, ...at })}
            reload={reload}
        />
    );
}

interface SureProps {
    words: Readonly<Record<string, string>>;
    ask: TextKey;
    then: TextKey;
    done: TextKey;
    /** Whether it may be on a later day. */
    onDay?: boolean;
    act(when: { at?: string }): Promise<unknown>;
    reload(): void;
}

/** A button that says in a dialog what it will do before it does it. */
function Sure({ words, ask, then, done, onDay = false, act, reload }: SureProps) {
    const [open, setOpen] = useState(false);
    const [day, setDay] = useState<LastDay>(undefined);
    const [odd, setOdd] = useState(false);
    const doing = useDoing();
    useEffect(() => {
        if (isAboutDay(doing.problem)) focusDay();
    }, [doing.problem]);
    const forget = () => {
        doing.forget();
        setOdd(false);
    };
    const close = () => {
        forget();
        setDay(undefined);
        setOpen(false);
    };
    const choose = (chosen: LastDay) => {
        forget();
        setDay(chosen);
    };
    const send = async () => {
        const at = day === undefined ? undefined : endOfDay(day, zone.value);
        const lacking = day !== undefined && at === undefined;
        setOdd(lacking);
        if (lacking) {
            focusDay();
            return;
        }
        if (!(await doing.run(() => act(at === undefined ? {} : { at })))) return;
        close();
        toast(text(at === undefined ? done : "person_rights.planned_done", words));
        focusTitle();
        reload();
    };
    return (
        <li>
            <Button kind="link" onClick={() => setOpen(true)}>
                {text(ask, words)}
            </Button>
            {open && (
                <Dialog title={`${text(ask, words)}?`} onClose={close}>
                    {onDay && (
                        <WhenItEnds
                            name={words["name"] ?? ""}
                            day={day}
                            problem={
                                odd || isAboutDay(doing.problem)
                                    ? text("person_rights.last_day_odd")
                                    : undefined
                            }
                            onDay={choose}
                        />
                    )}
                    {day === undefined && <p>{text(then, words)}</p>}
                    <div role="alert">
                        {doing.problem !== undefined && !isAboutDay(doing.problem) && (
                            <p class="field-problem">{whyNot(doing.problem)}</p>
                        )}
                    </div>
                    <p class="buttons">
                        <Button kind="danger" busy={doing.busy} onClick={() => void send()}>
                            {text(ask, words)}
                        </Button>
                        <Button kind="link" onClick={close}>
                            {text("core.cancel")}
                        </Button>
                    </p>
                </Dialog>
            )}
        </li>
    );
}

function focusDay(): void {
    document.getElementById("last-day")?.focus();
}

function isAboutDay(problem: unknown): boolean {
    return problem instanceof CallProblem && problem.field === "at";
}

function whyNot(problem: unknown): string {
    const last = problem instanceof CallProblem && problem.name === "conflict";
    return last ? text("person_rights.last_administrator") : problemText(problem);
}
