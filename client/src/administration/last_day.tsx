// When something ends: now, or with the last moment of a day in the administrator's own zone.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { describedBy, FieldBox } from "../pieces/field.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf, fullDate, isDay, nextDay, now, startOfDay } from "../time.ts";

/** Nothing: now. */
export type LastDay = string | undefined;

/** The instant at which rights end after a day; nothing when it is no day. */
export function endOfDay(day: string, inZone: string): string | undefined {
    return isDay(day) ? startOfDay(nextDay(day), inZone) : undefined;
}

/** "Last day: 31 December 2026; rights end at midnight, Europe/London" */
export function endWords(at: string, inZone: string): string {
    const ms = Date.parse(at);
    const midnight = fullDate(ms, inZone).endsWith(", 12am");
    return text(midnight ? "person_rights.last_day_is" : "person_rights.ends_at", {
        day: dayOf(ms - 1, inZone),
        when: fullDate(ms, inZone),
        zone: inZone,
    });
}

/** Whether it should have happened by then; the server has a minute for it, and clocks differ. */
export function isOverdue(at: string, by: number): boolean {
    return Date.parse(at) + 60_000 < by;
}

/** When it ends, and that it has not when it should have. */
export function WhenEnding({ at, children }: { at: string; children?: ComponentChildren }) {
    return (
        <>
            <p>
                {endWords(at, zone.value)} {children}
            </p>
            {isOverdue(at, now.value) && <p>{text("person_rights.overdue")}</p>}
        </>
    );
}

interface Props {
    name: string;
    day: LastDay;
    problem: string | undefined;
    onDay(day: LastDay): void;
}

export function WhenItEnds({ name, day, problem, onDay }: Props) {
    const at = day === undefined ? undefined : endOfDay(day, zone.value);
    const typed = useRef(""); // it is there again after a look at "now"
    const onTyped = (said: string) => {
        typed.current = said;
        onDay(said);
    };
    const field = {
        id: "last-day",
        hint: text("person_rights.last_day_hint", { name, zone: zone.value }),
        problem,
    };
    return (
        <>
            <fieldset class="choices">
                <legend>{text("person_rights.when")}</legend>
                <label class="choice">
                    <input
                        type="radio"
                        name="when-it-ends"
                        checked={day === undefined}
                        onChange={() => onDay(undefined)}
                    />{" "}
                    {text("person_rights.when_now")}
                </label>
                <label class="choice">
                    <input
                        type="radio"
                        name="when-it-ends"
                        checked={day !== undefined}
                        onChange={() => onDay(typed.current)}
                    />{" "}
                    {text("person_rights.when_later")}
                </label>
            </fieldset>
            {day !== undefined && (
                <FieldBox label={text("person_rights.last_day")} {...field}>
                    <input
                        type="date"
                        value={day}
                        onInput={(event) => onTyped(event.currentTarget.value)}
                        {...describedBy(field)}
                    />
                </FieldBox>
            )}
            <p aria-live="polite">{at && endWords(at, zone.value)}</p>
        </>
    );
}
