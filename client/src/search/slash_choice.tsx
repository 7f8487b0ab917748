// A key that acts by itself can be switched off: somebody who speaks to their computer may say it.
import { useState } from "preact/hooks";
import { remember, remembered } from "../remember.ts";
import { text } from "../texts.ts";
import { slashKept } from "./search_box.tsx";

export function SlashChoice() {
    const [on, setOn] = useState(remembered(slashKept) !== "no");
    return (
        <p class="slash-choice">
            <label class="choice">
                <input
                    type="checkbox"
                    checked={on}
                    onChange={(event) => {
                        setOn(event.currentTarget.checked);
                        remember(slashKept, event.currentTarget.checked ? "yes" : "no");
                    }}
                />{" "}
                <span>{text("search.slash")}</span>
            </label>
        </p>
    );
}
