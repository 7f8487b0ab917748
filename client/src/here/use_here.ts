// Looks at a group while a view of it is open.
import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, line } from "../app.ts";
import type { GroupId } from "../shapes.ts";
import { forgetHere, hereIn, hereNow, type Here } from "./state.ts";

/** Nothing while it is not known: `sees` is false, or the line is down. */
export function useHere(group: GroupId, sees: boolean): Here | undefined {
    useEffect(() => {
        if (!sees) return undefined;
        return effect(() => {
            if (line.value !== "up") return;
            call("here.look", { group }).then(hereNow, () => forgetHere(group));
        });
    }, [group, sees]);
    return sees && line.value !== "down" ? hereIn.value[group] : undefined;
}
