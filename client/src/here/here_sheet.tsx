// A short line on who else of the group is here. It says nothing to screen readers by itself: people come
// and go all day.
import { Sheet } from "../pieces/sheet.tsx";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { others, type Here } from "./state.ts";

const namesMax = 4;

export function HereSheet({ here }: { here: Here | undefined }) {
    if (!here) return null;
    return (
        <Sheet title={text("here.title")}>
            <p>{words(here)}</p>
        </Sheet>
    );
}

function words(here: Here): string {
    const { names, more } = others(here, me.value?.person, namesMax);
    if (more > 0) return text("here.more", { names: names.join(", "), count: more });
    const last = names.pop();
    if (last === undefined) return text("here.nobody");
    return names.length === 0 ? last : text("here.all", { names: names.join(", "), last });
}
