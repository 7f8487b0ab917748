// A library's list as it stands: a page, more after it, and the entries since.
import { useEffect, useRef, useState } from "preact/hooks";
import { call, watch, type CallProblem } from "../app.ts";
import type { FeedId, GroupId } from "../shapes.ts";
import { zone } from "../state.ts";
import { calendarDay, now } from "../time.ts";
import { useDoing, type Doing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";
import {
    comesIn,
    listed,
    updateResources,
    type Asked,
    type ResourcesView,
} from "./library_list.ts";

export interface Resources {
    readonly view: ResourcesView | undefined;
    readonly problem: CallProblem | undefined;
    readonly further: Doing & { load(): Promise<boolean> };
    reload(): void;
}

const pageLength = 50;

/** `feed` is undefined until one may read the group. */
export function useResources(group: GroupId, feed: FeedId | undefined, wanted: Asked): Resources {
    const { kind, label, due } = wanted;
    // the day of now: at midnight it is asked anew
    const today = due ? calendarDay(now.value, zone.value) : "";
    const [view, setView] = useState<ResourcesView>();
    const shown = useRef<ResourcesView | undefined>(undefined);
    const set = (next: ResourcesView | undefined) => {
        shown.current = next;
        setView(next);
    };
    const asked = {
        group,
        ...(kind && { kind }),
        ...(label && { label }),
        ...(due && { review_by: today }),
    };
    const { value, problem, reload } = useLoaded(
        feed === undefined ? undefined : () => call("library.resources", asked),
        [group, kind ?? null, label ?? null, today],
    );
    useEffect(() => set(value && listed(value)), [value]);
    useEffect(
        () =>
            watch({
                entry: (entry) => {
                    if (entry.feed !== feed || !entry.resource || !shown.current) return;
                    const comes = comesIn(shown.current, entry, wanted, today);
                    set(updateResources(shown.current, entry, wanted, today));
                    // who went on reading keeps their place; the new one is there when they come back
                    const onePage = shown.current.rows.length <= pageLength;
                    if (comes && onePage) reload();
                },
                afresh: (which) => which === feed && reload(),
            }),
        [feed, reload], // a new one when something else is asked for
    );
    const doing = useDoing();
    const load = () =>
        doing.run(async () => {
            const after = shown.current?.rows.at(-1)?.resource;
            if (after === undefined) return;
            const page = await call("library.resources", { ...asked, after });
            if (shown.current) set(listed(page, shown.current.rows));
        });
    return { view: value && view, problem, further: { ...doing, load }, reload };
}
