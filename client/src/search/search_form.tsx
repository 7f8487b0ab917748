// What to look for and where: said by the address, changed when it is sent.
import { useEffect, useState } from "preact/hooks";
import { call } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { describedBy, FieldBox } from "../pieces/field.tsx";
import { go } from "../router.ts";
import { text } from "../texts.ts";
import { isDay } from "../time.ts";
import { useLoaded } from "../use_loaded.ts";
import {
    asksSomething,
    isNarrowed,
    kinds,
    pathOfAsked,
    wordsMax,
    type Asked,
    type Kind,
} from "./asked.ts";
import { wordsId } from "./search_box.tsx";

export function SearchForm({ asked, refused }: { asked: Asked; refused: string | undefined }) {
    const [said, say] = useState(asked);
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const path = pathOfAsked(asked);
    useEffect(() => {
        say(asked);
        setProblems([]);
    }, [path]);
    const send = () => {
        const found = problemsOf(said);
        setProblems(found);
        if (found.length === 0) go(pathOfAsked(said));
    };
    const wrong = (field: string) => problems.find((one) => one.field === field)?.words;
    const words = {
        id: wordsId,
        hint: text("search.words_hint"),
        problem: wrong(wordsId) ?? refused,
    };
    return (
        <form
            role="search"
            class="search-form"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                send();
            }}
        >
            <ErrorSummary problems={problems} />
            <FieldBox label={text("search.words")} {...words}>
                <div class="with-button">
                    <input
                        type="search"
                        autocomplete="off"
                        maxLength={wordsMax}
                        value={said.words}
                        onInput={(event) => say({ ...said, words: event.currentTarget.value })}
                        {...describedBy(words)}
                    />
                    <Button type="submit">{text("search.go")}</Button>
                </div>
            </FieldBox>
            <details class="narrowing" open={isNarrowed(asked)}>
                <summary>{text("search.narrow")}</summary>
                <Narrowing said={said} say={say} wrong={wrong} />
            </details>
        </form>
    );
}

function problemsOf(said: Asked): Problem[] {
    const found: Problem[] = [];
    if (!asksSomething({ ...said, words: said.words.trim() })) {
        found.push({ field: wordsId, words: text("search.words_missing") });
    }
    for (const day of ["since", "until"] as const) {
        if (said[day] !== "" && !isDay(said[day])) {
            found.push({ field: `search-${day}`, words: text("search.day_wrong") });
        }
    }
    return found;
}

interface NarrowingProps {
    said: Asked;
    say: (said: Asked) => void;
    wrong: (field: string) => string | undefined;
}

function Narrowing({ said, say, wrong }: NarrowingProps) {
    const groups = useLoaded(() => call("groups.list", {}), []).value?.groups ?? [];
    const authorities = useLoaded(() => call("authorities.list", {}), []).value?.authorities ?? [];
    const readable = groups.filter(({ role, kind }) => role !== undefined || kind === "open");
    return (
        <div class="narrowing-fields">
            <Choice
                id="search-kind"
                label={text("search.kind")}
                value={said.kind}
                options={kinds.map((kind) => [kind, text(`search.kind_${kind || "all"}`)])}
                onValue={(kind) => say({ ...said, kind: kind as Kind | "" })}
            />
            <Choice
                id="search-group"
                label={text("search.group")}
                value={said.group}
                options={[
                    ["", text("search.group_all")],
                    ...readable.map(({ group, name }): Option => [group, name]),
                ]}
                onValue={(group) => say({ ...said, group })}
            />
            <Choice
                id="search-authority"
                label={text("search.authority")}
                value={said.authority}
                options={[
                    ["", text("search.authority_all")],
                    ...authorities.map(({ authority, name }): Option => [authority, name]),
                ]}
                onValue={(authority) => say({ ...said, authority })}
            />
            {(["since", "until"] as const).map((day) => {
                const field = { id: `search-${day}`, problem: wrong(`search-${day}`) };
                return (
                    <FieldBox key={day} label={text(`search.${day}`)} {...field}>
                        <input
                            type="date"
                            value={said[day]}
                            onInput={(event) => say({ ...said, [day]: event.currentTarget.value })}
                            {...describedBy(field)}
                        />
                    </FieldBox>
                );
            })}
        </div>
    );
}

type Option = readonly [value: string, words: string];

interface ChoiceProps {
    id: string;
    label: string;
    value: string;
    options: readonly Option[];
    onValue: (value: string) => void;
}

function Choice({ id, label, value, options, onValue }: ChoiceProps) {
    return (
        <FieldBox id={id} label={label}>
            <select id={id} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
                {options.map(([one, words]) => (
                    <option key={one} value={one} selected={one === value}>
                        {words}
                    </option>
                ))}
            </select>
        </FieldBox>
    );
}
