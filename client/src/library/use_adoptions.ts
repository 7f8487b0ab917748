// Who uses a resource as it stands: loaded anew when an entry of its group tells of it.
import { useEffect } from "preact/hooks";
import { call, watch, type CallProblem } from "../app.ts";
import { useLoaded } from "../use_loaded.ts";
import type { AdoptionGrid, ResourceId } from "./shapes.ts";

export interface Adoptions {
    readonly grid: AdoptionGrid | undefined;
    readonly problem: CallProblem | undefined;
    reload(): void;
}

export function useAdoptions(resource: ResourceId): Adoptions {
    const { value, problem, reload } = useLoaded(
        () => call("library.adoptions", { resource }),
        [resource],
    );
    useEffect(
        () =>
            watch({
                entry: (entry) => entry.resource?.resource === resource && reload(),
                afresh: reload,
                ended: reload,
            }),
        [resource, reload],
    );
    return { grid: value, problem, reload };
}
