// The draft of a place, and whether what was kept of it has been read already.
import { useEffect, useMemo, useState } from "preact/hooks";
import { drafts } from "../app.ts";
import { placeKey, type Draft } from "../drafts.ts";
import type { DraftPlace } from "../shapes.ts";

export function useDraft(place: DraftPlace): { draft: Draft; ready: boolean } {
    const key = placeKey(place);
    const draft = useMemo(() => drafts.at(place), [key]);
    const [readyFor, setReadyFor] = useState<Draft>();
    useEffect(() => {
        let wanted = true;
        const done = () => {
            if (wanted) setReadyFor(draft);
        };
        draft.ready.then(done, done);
        return () => {
            wanted = false;
        };
    }, [draft]);
    return { draft, ready: readyFor === draft };
}
