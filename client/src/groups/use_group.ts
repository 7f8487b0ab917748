// A group as one may see it: shown at once when this tab knows it already, asked for anew when the
// view opens and when an entry says that it changed.
import { useEffect, useRef } from "preact/hooks";
import { call, follow, watch, type CallProblem } from "../app.ts";
import type { EntryKind, GroupId, GroupPage } from "../shapes.ts";
import { state } from "../state.ts";
import { useLoaded } from "../use_loaded.ts";

const changing: ReadonlySet<EntryKind> = new Set<EntryKind>([
    "group_changed",
    "group_archived",
    "group_reopened",
    "member_joined",
    "role_set",
    "member_left",
    "seat_goes_on",
    "label_added",
    "label_removed",
    "join_asked",
    "join_decided",
    "post_reported",
    "report_settled",
    "topic_moved_away",
    "topic_moved_here",
    "seat_given",
    "seat_ended",
    "request_decided",
]);

export interface Group {
    readonly page: GroupPage | undefined;
    readonly problem: CallProblem | undefined;
    reload(): void;
}

/** `group` is undefined while one does not know it yet; `after`: see connection.follow. */
export function useGroup(group: GroupId | undefined, after?: number): Group {
    const { problem, reload } = useLoaded(
        group === undefined ? undefined : () => loadGroup(group, after),
        [group],
    );
    useReloadOn((kind, about) => about === group && changing.has(kind), reload);
    const page = group === undefined ? undefined : state.value.pages[group];
    // what one may not see any more is not shown from memory either
    return { page: problem?.name === "not_found" ? undefined : page, problem, reload };
}

async function loadGroup(group: GroupId, after: number | undefined): Promise<GroupPage> {
    const page = await call("groups.group", { group });
    if (page.reads) follow(page.feed, after);
    if (page.desk !== undefined) follow(page.desk);
    return page;
}

const pauseMs = 150;

/** Reloads a moment after an entry that matters, once for many of them. */
export function useReloadOn(
    matters: (kind: EntryKind, group: GroupId | undefined) => boolean,
    reload: () => void,
): void {
    const newest = useRef({ matters, reload });
    newest.current = { matters, reload };
    useEffect(() => {
        let pause: ReturnType<typeof setTimeout> | undefined;
        const soon = () => {
            clearTimeout(pause);
            pause = setTimeout(() => newest.current.reload(), pauseMs);
        };
        const stop = watch({
            entry: (entry) => {
                if (newest.current.matters(entry.kind, entry.group)) soon();
            },
            afresh: soon,
            ended: soon,
        });
        return () => {
            clearTimeout(pause);
            stop();
        };
    }, []);
}
