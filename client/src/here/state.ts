// Who is here, of the groups this tab looks at. Told, never kept: it is gone with the line.
import { signal, type ReadonlySignal } from "@preact/signals";
import type { GroupId, HereChanged, HereNow, PersonId } from "../shapes.ts";

export interface Here {
    /** Of more than 200, not all are among the people. */
    readonly count: number;
    readonly people: ReadonlyMap<PersonId, string>;
}

export function hereFrom({ count, people }: HereNow): Here {
    return { count, people: new Map(people.map(({ person, name }) => [person, name])) };
}

export function afterChange(here: Here, { count, came, gone }: HereChanged): Here {
    const people = new Map(here.people);
    for (const { person, name } of came) people.set(person, name);
    for (const person of gone) people.delete(person);
    return { count, people };
}

/** "Ada Lovelace, Tom Barker" and how many more; without whoever is asking. */
export function others(here: Here, me: PersonId | undefined, namesMax: number) {
    const names = [...here.people].filter(([person]) => person !== me).map(([, name]) => name);
    names.sort((one, other) => one.localeCompare(other, "en-GB"));
    const own = me !== undefined && here.people.has(me) ? 1 : 0;
    const shown = names.slice(0, namesMax);
    return { names: shown, more: here.count - own - shown.length };
}

const groups = signal<Readonly<Record<GroupId, Here>>>({});
export const hereIn: ReadonlySignal<Readonly<Record<GroupId, Here>>> = groups;

export function hereNow(now: HereNow): void {
    groups.value = { ...groups.peek(), [now.group]: hereFrom(now) };
}

export function hereChanged(change: HereChanged): void {
    const here = groups.peek()[change.group];
    if (here) groups.value = { ...groups.peek(), [change.group]: afterChange(here, change) };
}

/** Of one group, that one may not look at any more, or of all. */
export function forgetHere(group?: GroupId): void {
    const { [group!]: _, ...rest } = groups.peek();
    groups.value = group === undefined ? {} : rest;
}
