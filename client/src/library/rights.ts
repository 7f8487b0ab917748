// What somebody is offered to do in a library: pure. The server decides again for each request.
import { rightsIn, type Rights } from "../forum/rights.ts";
import type { GroupPage, PersonId } from "../shapes.ts";
import type { ResourceRow, VersionRow } from "./shapes.ts";

export interface ResourceRights extends Rights {
    /** Says what it is, and releases its versions: a guest only where they put it in. */
    readonly changes: boolean;
}

export function rightsOverResource(
    resource: ResourceRow,
    group: GroupPage | undefined,
    me: PersonId,
): ResourceRights {
    const rights = rightsIn(group);
    const own = resource.by.person === me;
    return { ...rights, changes: rights.writes && (own || group?.role !== "guest") };
}

export interface VersionRights {
    readonly releases: boolean;
    readonly removes: boolean;
}

export function rightsOverVersion(
    version: VersionRow,
    rights: ResourceRights,
    me: PersonId,
): VersionRights {
    const own = rights.writes && version.by.person === me;
    return {
        releases: version.state === "draft" && rights.changes,
        removes: version.state !== "removed" && (own || rights.facilitates),
    };
}
