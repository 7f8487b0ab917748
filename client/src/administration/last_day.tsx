// When something ends: now, or with the last moment of a day in the administrator's own zone.
import { describedBy, FieldBox } from "../pieces/field.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf, fullDate, isDay, nextDay, startOfDay } from "../time.ts";

/** Nothing: now. */
export type LastDay = string | undefined;

/** The instant at which rights end after a day; nothing when it is no day. */
export function endOfDay(day: string): string | undefined {
    return isDay(day) ? startOfDay(nextDay(day), zone.value) : undefined;
}

/** "Last day: 31 December 2026; rights end at midnight, Europe/London" */
export function endWords(at: string): string {
    const ms = Date.parse(at);
    const midnight = fullDate(ms, zone.value).endsWith(", 12am");
    return text(midnight ? "person_rights.last_day_is" : "person_rights.ends_at", {
        day: dayOf(ms - 1, zone.value),
        when: fullDate(ms, zone.value),
        zone: zone.value,
    });
}

interface Props {
    name: string;
    day: LastDay;
    problem: string | undefined;
    onDay(day: LastDay): void;
}

export function WhenItEnds({ name, day, problem, onDay }: Props) {
    const at = day === undefined ? undefined : endOfDay(day);
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
                        onChange={() => onDay("")}
                    />{" "}
                    {text("person_rights.when_later")}
                </label>
            </fieldset>
            {day !== undefined && (
                <FieldBox label={text("person_rights.last_day")} {...field}>
                    <input
                        type="date"
                        value={day}
                        onInput={(event) => onDay(event.currentTarget.value)}
                        {...describedBy(field)}
                    />
                </FieldBox>
            )}
            <p aria-live="polite">{at && endWords(at)}</p>
        </>
    );
}
