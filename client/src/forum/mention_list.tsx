// The people one can mention: choices of a text area that keeps the focus. The text area names the
// active choice with aria-activedescendant.
import { useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../texts.ts";
import type { PersonFound } from "./shapes.ts";
import { nameFor } from "./mention.ts";

interface MentionListProps {
    id: string;
    people: readonly PersonFound[];
    active: number;
    onChoose(person: PersonFound): void;
}

export const choiceId = (list: string, place: number) => `${list}-${place}`;

export function shownName(person: PersonFound): string {
    return nameFor(person.name, person.affiliations[0]?.short_name ?? "");
}

export function MentionList({ id, people, active, onChoose }: MentionListProps) {
    const list = useRef<HTMLUListElement>(null);
    useLayoutEffect(() => {
        list.current?.children[active]?.scrollIntoView({ block: "nearest" });
    }, [active, people]);
    return (
        <ul
            class="mention-list"
            role="listbox"
            id={id}
            ref={list}
            aria-label={text("editor.people")}
        >
            {people.map((person, place) => (
                <li
                    key={person.person}
                    id={choiceId(id, place)}
                    role="option"
                    aria-selected={place === active}
                    // the text area must not lose the focus, nor its cursor
                    onPointerDown={(event) => event.preventDefault()}
                    onClick={() => onChoose(person)}
                >
                    <b>{person.name}</b>{" "}
                    <span class="soft">
                        {person.affiliations.map(({ short_name }) => short_name).join(", ")}
                    </span>
                </li>
            ))}
        </ul>
    );
}
