// What an authority is called, what kind it is, how it looks and what its people's addresses end with.
import { useState } from "preact/hooks";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import { CallProblem } from "../problems.ts";
import { problemText } from "../problem_text.ts";
import { text } from "../texts.ts";
import { ColourMark, colours } from "./colour_mark.tsx";
import { KindSelect } from "./kind_select.tsx";
import type { AuthorityKind, Colour } from "./shapes.ts";

export interface AuthorityWords {
    readonly name: string;
    readonly short_name: string;
    readonly kind: AuthorityKind;
    readonly colour: Colour;
    readonly mail_domains: readonly string[];
}

interface Props {
    first: AuthorityWords;
    sendWords: string;
    busy: boolean;
    /** What the last attempt met. */
    problem: unknown;
    onSend(words: AuthorityWords): void;
}

function split(domains: string): string[] {
    return domains
        .split(/[\s,;]+/)
        .map((one) => one.replace(/^.*@/, ""))
        .filter((one) => one !== "");
}

function missing(words: AuthorityWords): Problem[] {
    const found: Problem[] = [];
    if (words.name === "") {
        found.push({ field: "authority-name", words: text("administration.name_empty") });
    }
    if (words.short_name === "") {
        found.push({ field: "authority-short", words: text("administration.short_empty") });
    }
    return found;
}

export function refused(problem: unknown): Problem[] {
    if (problem === undefined) return [];
    const field = problem instanceof CallProblem ? problem.field : undefined;
    if (field === "name") {
        return [{ field: "authority-name", words: text("administration.name_taken") }];
    }
    if (field?.startsWith("mail_domains")) {
        return [{ field: "authority-domains", words: text("administration.domain_odd") }];
    }
    return [{ words: problemText(problem) }];
}

export function AuthorityForm({ first, sendWords, busy, problem, onSend }: Props) {
    const [words, setWords] = useState(first);
    const [domains, setDomains] = useState(first.mail_domains.join("\n"));
    const [lacking, setLacking] = useState<readonly Problem[]>([]);
    const send = () => {
        const said = {
            ...words,
            name: words.name.trim(),
            short_name: words.short_name.trim(),
            mail_domains: split(domains),
        };
        const found = missing(said);
        setLacking(found);
        if (found.length === 0) onSend(said);
    };
    const problems = lacking.length > 0 ? lacking : refused(problem);
    const about = (id: string) => problems.find(({ field }) => field === id)?.words;
    const domainsField = {
        id: "authority-domains",
        hint: text("administration.domains_hint"),
        problem: about("authority-domains"),
    };
    return (
        <form
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                send();
            }}
        >
            <ErrorSummary problems={problems} />
            <TextField
                id="authority-name"
                label={text("administration.name")}
                maxLength={100}
                autocomplete="off"
                value={words.name}
                problem={about("authority-name")}
                onValue={(name) => setWords({ ...words, name })}
            />
            <TextField
                id="authority-short"
                label={text("administration.short_name")}
                hint={text("administration.short_hint")}
                maxLength={40}
                autocomplete="off"
                value={words.short_name}
                problem={about("authority-short")}
                onValue={(short_name) => setWords({ ...words, short_name })}
            />
            <KindSelect kind={words.kind} onChoose={(kind) => setWords({ ...words, kind })} />
            <fieldset class="choices colours">
                <legend>{text("administration.colour")}</legend>
                {colours.map((colour) => (
                    <label key={colour} class="choice">
                        <input
                            type="radio"
                            name="authority-colour"
                            checked={words.colour === colour}
                            onChange={() => setWords({ ...words, colour })}
                        />{" "}
                        <ColourMark colour={colour} /> {text(`colour.${colour}`)}
                    </label>
                ))}
            </fieldset>
            <FieldBox label={text("administration.domains")} {...domainsField}>
                <textarea
                    rows={2}
                    maxLength={5000}
                    spellcheck={false}
                    value={domains}
                    onInput={(event) => setDomains(event.currentTarget.value)}
                    {...describedBy(domainsField)}
                />
            </FieldBox>
            <p class="buttons">
                <Button type="submit" busy={busy}>
                    {sendWords}
                </Button>
            </p>
        </form>
    );
}
