// The topics a new group starts with: those of its template, or chosen one by one from the pinned ones
// of the group that is copied.
import { text } from "../texts.ts";
import type { Beginning } from "./beginnings.ts";

interface FirstTopicsProps {
    beginning: Beginning;
    copies: boolean;
    onChosen(chosen: ReadonlySet<number>): void;
}

const topicsMax = 10;

export function FirstTopics({ beginning, copies, onChosen }: FirstTopicsProps) {
    const { topics, chosen } = beginning;
    if (topics.length === 0 && !copies) return null;
    const toggle = (place: number) => {
        const next = new Set(chosen);
        if (!next.delete(place)) next.add(place);
        onChosen(next);
    };
    return (
        <fieldset class="choices" aria-describedby="first-topics-words">
            <legend>{text("groups.first_topics")}</legend>
            <p class="hint" id="first-topics-words">
                {text(
                    topics.length === 0
                        ? "groups.no_pinned"
                        : copies
                          ? "groups.copied_topics_words"
                          : "groups.first_topics_words",
                )}
            </p>
            {topics.map(({ title }, place) => (
                <label key={place} class="choice">
                    <input
                        type="checkbox"
                        checked={chosen.has(place)}
                        disabled={!chosen.has(place) && chosen.size >= topicsMax}
                        onChange={() => toggle(place)}
                    />{" "}
                    <span>{title}</span>
                </label>
            ))}
        </fieldset>
    );
}
