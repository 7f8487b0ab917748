// How dates are said: "12 October 2026, 5:30pm" in the person's own time zone. Pure, but for `now`,
// which moves each minute so that "2 hours ago" stays true.
import { signal } from "@preact/signals";
import { text } from "./texts.ts";

export const now = signal(Date.now());

export function startClock(): void {
    const tick = () => (now.value = Date.now());
    setInterval(tick, 60_000);
    document.addEventListener("visibilitychange", tick);
}

interface Parts {
    weekday: string;
    day: string;
    month: string;
    year: string;
    hour: string;
    minute: string;
}

const makers = new Map<string, Intl.DateTimeFormat>();

function maker(zone: string): Intl.DateTimeFormat {
    const there = makers.get(zone);
    if (there) return there;
    const options: Intl.DateTimeFormatOptions = {
        weekday: "long",
        day: "numeric",
        month: "long",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
    };
    let made: Intl.DateTimeFormat;
    try {
        made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
    } catch {
        made = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    makers.set(zone, made);
    return made;
}

function partsOf(ms: number, zone: string): Parts {
    const found = maker(zone).formatToParts(ms);
    return Object.fromEntries(found.map(({ type, value }) => [type, value])) as unknown as Parts;
}

function clock({ hour, minute }: Parts): string {
    const hours = Number(hour);
    const twelve = hours % 12 === 0 ? 12 : hours % 12;
    return `${twelve}${minute === "00" ? "" : `:${minute}`}${hours < 12 ? "am" : "pm"}`;
}

/** "12 October 2026" */
export function dayOf(instant: string | number, zone: string): string {
    const { day, month, year } = partsOf(+new Date(instant), zone);
    return `${day} ${month} ${year}`;
}

/** "12 October 2026, 5:30pm" */
export function fullDate(instant: string | number, zone: string): string {
    const parts = partsOf(+new Date(instant), zone);
    return `${parts.day} ${parts.month} ${parts.year}, ${clock(parts)}`;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** "just now", "2 hours ago", "yesterday", "Wednesday", "12 October", "12 October 2025" */
export function timeAgo(instant: string | number, at: number, zone: string): string {
    const ms = +new Date(instant);
    const ago = at - ms;
    if (ago < minuteMs) return text("time.just_now");
    if (ago < hourMs) return text("time.minutes", { count: Math.floor(ago / minuteMs) });
    const then = partsOf(ms, zone);
    const today = partsOf(at, zone);
    const days = daysBetween(then, today);
    if (days === 0) return text("time.hours", { count: Math.floor(ago / hourMs) });
    if (days === 1) return text("time.yesterday");
    if (days < 7) return then.weekday;
    return `${then.day} ${then.month}${then.year === today.year ? "" : ` ${then.year}`}`;
}

function daysBetween(then: Parts, today: Parts): number {
    const start = Date.parse(`${then.day} ${then.month} ${then.year} UTC`);
    const end = Date.parse(`${today.day} ${today.month} ${today.year} UTC`);
    return Math.round((end - start) / (24 * hourMs));
}

/** Whether it is a day of the calendar, written 2026-10-12; 0202 is a year that is still being typed. */
export function isDay(day: string): boolean {
    const ms = /^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
    return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

export function nextDay(day: string): string {
    return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * hourMs).toISOString().slice(0, 10);
}

/** What the clocks of a zone show at an instant, as if it were UTC. */
function clocksAt(ms: number, zone: string): number {
    const { day, month, year, hour, minute } = partsOf(ms, zone);
    return Date.parse(`${day} ${month} ${year} ${hour}:${minute} UTC`);
}

/** The day that it is in a zone at an instant: "2026-10-12". */
export function calendarDay(ms: number, zone: string): string {
    return new Date(clocksAt(ms, zone)).toISOString().slice(0, 10);
}

/** "12 October 2026", of a day without a zone. */
export function dayWords(day: string): string {
    return dayOf(`${day}T12:00:00Z`, "UTC");
}

/** The instant at which a day begins in a zone: its first, also where clocks are put forward or back at
 *  midnight. */
export function startOfDay(day: string, zone: string): string {
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const begins = [midnight - 24 * hourMs, midnight + 24 * hourMs]
        .map((near) => midnight - (clocksAt(near, zone) - near))
        .filter((ms) => clocksAt(ms, zone) >= midnight);
    return new Date(Math.min(...begins)).toISOString();
}
