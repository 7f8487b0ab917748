// Which versions say what an upload says; asked again while its words wait to be read out.
import { useEffect } from "preact/hooks";
import { call } from "../app.ts";
import type { NearestVersions } from "../library/shapes.ts";
import type { UploadId } from "../protocol/types.ts";
import { useLoaded, type Loaded } from "../use_loaded.ts";

const againMs = 1_500;

/** Nothing is asked while there is no upload. */
export function useNearest(upload: UploadId | undefined): Loaded<NearestVersions> {
    const ask = upload && (() => call("library.nearest_versions", { upload }));
    const loaded = useLoaded(ask, [upload]);
    const { value, reload } = loaded;
    useEffect(() => {
        if (value?.state !== "waiting") return undefined;
        const timer = setTimeout(reload, againMs);
        return () => clearTimeout(timer);
    }, [value, reload]);
    return loaded;
}
