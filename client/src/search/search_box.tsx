// The search in the bar, on every page but its own; on a phone a link to that page. The key / comes here,
// unless somebody is typing or has switched it off.
import { useLayoutEffect, useState } from "preact/hooks";
import { go, here } from "../router.ts";
import { remembered } from "../remember.ts";
import { text } from "../texts.ts";
import { nothingAsked, pathOfAsked, wordsMax } from "./asked.ts";

export const wordsId = "search-words";
export const slashKept = "search_slash";

function isTyping(target: EventTarget | null): boolean {
    return (
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    );
}

function goToSearch(): void {
    const field = document.getElementById(wordsId);
    if (field?.offsetParent) field.focus();
    else go("/search"); // the page puts the focus there itself
}

function useSlash(): void {
    // Not a moment later than the page is seen: who presses the key at once means it too.
    useLayoutEffect(() => {
        const pressed = (event: KeyboardEvent) => {
            const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
            const busy = isTyping(event.target) || document.querySelector("dialog[open]") !== null;
            if (!plain || event.defaultPrevented || busy || remembered(slashKept) === "no") return;
            event.preventDefault();
            goToSearch();
        };
        addEventListener("keydown", pressed);
        return () => removeEventListener("keydown", pressed);
    }, []);
}

export function SearchBox() {
    const [words, setWords] = useState("");
    const onPage = here.value.view === "search";
    useSlash();
    if (onPage) return null;
    return (
        <>
            <form
                role="search"
                class="bar-search"
                action="/search"
                onSubmit={(event) => {
                    event.preventDefault();
                    go(pathOfAsked({ ...nothingAsked, words }));
                    setWords("");
                }}
            >
                <label class="visually-hidden" for={wordsId}>
                    {text("search.label")}
                </label>
                <input
                    id={wordsId}
                    type="search"
                    name="q"
                    autocomplete="off"
                    maxLength={wordsMax}
                    placeholder={text("search.label")}
                    value={words}
                    onInput={(event) => setWords(event.currentTarget.value)}
                />
            </form>
            <a class="bar-button bar-search-link" href="/search">
                {text("search.label")}
            </a>
        </>
    );
}
