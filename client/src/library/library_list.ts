// The list of a library's resources, and how an entry of the group's feed changes it: pure.
import type { Entry, LabelId } from "../shapes.ts";
import type { ResourceKind, ResourceList, ResourceRow } from "./shapes.ts";

export interface ResourcesView {
    readonly rows: readonly ResourceRow[];
    readonly more: boolean;
}

export function listed(list: ResourceList, before: readonly ResourceRow[] = []): ResourcesView {
    const there = new Set(before.map(({ resource }) => resource));
    const fresh = list.resources.filter(({ resource }) => !there.has(resource));
    return { rows: [...before, ...fresh], more: list.more };
}

/** Whether a resource is among what is asked for on this day. */
export function fits(resource: ResourceRow, { kind, label, due }: Asked, today: string): boolean {
    return (
        (kind === undefined || resource.kind === kind) &&
        (label === undefined || resource.labels.includes(label)) &&
        (!due || (resource.review_on !== undefined && resource.review_on <= today))
    );
}

/** A row that is shown becomes what it is now, where it stands; one that no longer fits goes. */
export function updateResources(
    view: ResourcesView,
    { resource }: Entry,
    asked: Asked,
    today: string,
): ResourcesView {
    if (!resource) return view;
    const stays = fits(resource, asked, today);
    const rows = view.rows
        .filter((row) => stays || row.resource !== resource.resource)
        .map((row) => (row.resource === resource.resource ? resource : row));
    return { ...view, rows };
}

/** Whether an entry is about something that belongs into the list as far as it is shown. */
export function comesIn(
    view: ResourcesView,
    { kind, resource }: Entry,
    asked: Asked,
    today: string,
): boolean {
    if (!resource || !fits(resource, asked, today)) return false;
    if (view.rows.some((row) => row.resource === resource.resource)) return false;
    // one that was there before may stand on a page that is not shown
    return kind === "resource_added" || !view.more;
}

export const kinds: readonly ResourceKind[] = [
    "toolkit",
    "guide",
    "form",
    "checklist",
    "slides",
    "course",
    "report",
    "other",
];

/** What the address asks for: ?kind=form&label=ID&due=yes. Anything else shows all. */
export interface Asked {
    readonly kind: ResourceKind | undefined;
    readonly label: LabelId | undefined;
    readonly due: boolean;
}

export function askedIn(query: Readonly<Record<string, string>>): Asked {
    const label = /^[0-9a-f-]{36}$/.test(query["label"] ?? "") ? query["label"] : undefined;
    return {
        kind: kinds.find((one) => one === query["kind"]),
        label: label as LabelId | undefined,
        due: query["due"] === "yes",
    };
}

export function libraryPath(group: string, { kind, label, due }: Asked): string {
    const asked = new URLSearchParams();
    if (kind !== undefined) asked.set("kind", kind);
    if (label !== undefined) asked.set("label", label);
    if (due) asked.set("due", "yes");
    const search = asked.toString();
    return `/groups/${group}/library${search ? `?${search}` : ""}`;
}
