// "There is a problem": what has to be mended before it can be done, with links to the fields. It
// takes the focus each time it appears.
import { useEffect, useRef } from "preact/hooks";
import { text } from "../texts.ts";

export interface Problem {
    /** The id of the field's element; absent when it is about no one field. */
    field?: string;
    words: string;
}

export function ErrorSummary({ problems }: { problems: readonly Problem[] }) {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (problems.length) box.current?.focus();
    }, [problems]);
    if (!problems.length) return null;
    return (
        <div ref={box} class="problems" role="alert" tabIndex={-1}>
            <h2>{text("problem.there_is_one")}</h2>
            <ul>
                {problems.map(({ field, words }) => (
                    <li key={field ?? words}>
                        {field === undefined ? (
                            words
                        ) : (
                            <a
                                href={`#${field}`}
                                onClick={(event) => {
                                    event.preventDefault();
                                    document.getElementById(field)?.focus();
                                }}
                            >
                                {words}
                            </a>
                        )}
                    </li>
                ))}
            </ul>
        </div>
    );
}
