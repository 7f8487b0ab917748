// A resource's page as it stands: loaded anew, quietly, when an entry of its group tells of it.
import { useEffect } from "preact/hooks";
import { call, watch, type CallProblem } from "../app.ts";
import { useGroup, useReloadOn, type Group } from "../groups/use_group.ts";
import { useLoaded } from "../use_loaded.ts";
import type { ResourceId, ResourceView } from "./shapes.ts";

export interface Resource {
    readonly view: ResourceView | undefined;
    readonly problem: CallProblem | undefined;
    readonly group: Group;
    reload(): void;
}

export function useResource(resource: ResourceId): Resource {
    const { value, problem, reload } = useLoaded(
        () => call("library.resource", { resource }),
        [resource],
    );
    const group = useGroup(value?.resource.group, value?.entry);
    const feed = group.page?.feed;
    useReloadOn(
        (kind, about) => kind === "label_removed" && about === value?.resource.group,
        reload,
    );
    useEffect(
        () =>
            watch({
                entry: (entry) => entry.resource?.resource === resource && reload(),
                // what was told meanwhile is not told again
                afresh: (which) => which === feed && reload(),
                ended: (which) => which === feed && reload(),
            }),
        [resource, feed, reload],
    );
    return { view: value, problem, group, reload };
}
