// What a resource was made from, and what was made from it: loaded anew when an entry of its group tells of it.
import { useEffect } from "preact/hooks";
import { call, watch } from "../app.ts";
import { useLoaded, type Loaded } from "../use_loaded.ts";
import type { AdaptationPage, ResourceId } from "./shapes.ts";

export function useAdaptation(resource: ResourceId): Loaded<AdaptationPage> {
    const loaded = useLoaded(() => call("library.adaptation", { resource }), [resource]);
    const { value, reload } = loaded;
    const origin = value?.credits[0]?.resource;
    useEffect(
        () =>
            watch({
                entry: ({ resource: about }) => {
                    if (about?.resource === resource || about?.resource === origin) reload();
                },
                afresh: reload,
                ended: reload,
            }),
        [resource, origin, reload],
    );
    return loaded;
}
