// Looks for people while somebody types @ and a few letters. What comes back late, for letters that
// are no longer there, is dropped.
import { useEffect, useState } from "preact/hooks";
import { call } from "../app.ts";
import type { GroupId } from "../protocol/types.ts";
import type { PersonFound } from "./shapes.ts";
import type { Mentioning } from "./mention.ts";

const pauseMs = 120;

export interface Mentions {
    /** The @ being typed, while the choices for it are open. */
    readonly mention: Mentioning | undefined;
    readonly people: readonly PersonFound[];
    readonly active: number;
    choose(active: number): void;
    /** What stands before the cursor now. */
    typed(mention: Mentioning | undefined): void;
    close(): void;
}

/** Of people of the group; without one, nobody is found. */
export function useMentions(group: GroupId | undefined): Mentions {
    const [mention, setMention] = useState<Mentioning>();
    const [people, setPeople] = useState<readonly PersonFound[]>([]);
    const [active, setActive] = useState(0);
    const words = mention?.words;

    useEffect(() => {
        if (words === undefined || group === undefined) return setPeople([]);
        let wanted = true;
        const ask = setTimeout(async () => {
            const found = await call("people.find", { words: words.trim(), group }).catch(
                () => undefined,
            );
            if (!wanted || !found) return;
            setPeople(found.people.slice(0, 8));
            setActive(0);
        }, pauseMs);
        return () => {
            wanted = false;
            clearTimeout(ask);
        };
    }, [words, group]);

    const typed = (next: Mentioning | undefined) => {
        if (next?.at !== mention?.at || next?.words !== mention?.words) setMention(next);
    };
    return {
        mention,
        people,
        active,
        choose: setActive,
        typed,
        close: () => setMention(undefined),
    };
}
