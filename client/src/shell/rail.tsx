// Home, one's groups with what is new in them, and all groups. On a phone it opens from the bar.
import { Count } from "../pieces/tag.tsx";
import { here, type Place } from "../router.ts";
import type { GroupId } from "../shapes.ts";
import { home, me, myGroups, topicGroup } from "../state.ts";
import { text } from "../texts.ts";

/** The group that a place belongs to; a topic's is known once the topic is. */
function groupOf(place: Place): GroupId | undefined {
    if ("group" in place) return place.group;
    return place.view === "topic" ? topicGroup(place.topic) : undefined;
}

function administers({ view }: Place): boolean {
    return ["administration", "people", "audit", "new_authority", "authority"].includes(view);
}

export function unreadWords(count: number): string {
    return count > 99 ? text("core.unread_many") : text("core.unread", { count });
}

function current(is: boolean, page: boolean) {
    if (!is) return {};
    return { "aria-current": page ? ("page" as const) : ("true" as const) };
}

export function Rail({ open }: { open: boolean }) {
    const place = here.value;
    const group = groupOf(place);
    return (
        <nav id="rail" class={open ? "rail open" : "rail"} aria-label={text("core.groups_nav")}>
            <ul>
                <li>
                    <a href="/" {...current(place.view === "home", true)}>
                        {text("core.home")}
                    </a>
                </li>
            </ul>
            <h2>{text("core.my_groups")}</h2>
            {home.value && myGroups.value.length === 0 && <p>{text("core.no_groups")}</p>}
            <ul>
                {myGroups.value.map((one) => (
                    <li key={one.group}>
                        <a
                            href={`/groups/${one.group}`}
                            {...current(one.group === group, place.view === "group")}
                        >
                            <span>{one.name}</span>{" "}
                            <Count n={one.unread} words={unreadWords(one.unread)} />
                        </a>
                    </li>
                ))}
            </ul>
            <h2>{text("core.network_nav")}</h2>
            <ul>
                <li>
                    <a href="/groups" {...current(place.view === "groups", true)}>
                        {text("core.all_groups")}
                    </a>
                </li>
                {me.value?.administrator && (
                    <li>
                        <a
                            href="/administration"
                            {...current(administers(place), place.view === "administration")}
                        >
                            {text("core.administration")}
                        </a>
                    </li>
                )}
            </ul>
        </nav>
    );
}
