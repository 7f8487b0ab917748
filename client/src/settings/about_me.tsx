// Name, language, time zone and colours.
import { useEffect, useState } from "preact/hooks";
import { call, CallProblem, change } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { FieldBox, TextField } from "../pieces/field.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { Me } from "../shapes.ts";
import { text } from "../texts.ts";

type Theme = Me["theme"];
const themes: readonly Theme[] = ["system", "light", "dark"];

/** Languages are written in themselves. */
const languages: readonly [string, string][] = [
    ["en-GB", "English (United Kingdom)"],
    ["en-IE", "English (Ireland)"],
];

function zones(own: string): string[] {
    const known =
        (Intl as { supportedValuesOf?: (what: "timeZone") => string[] }).supportedValuesOf?.(
            "timeZone",
        ) ?? [];
    return [...new Set([own, "Europe/London", ...known])].sort();
}

export function AboutMe({ who }: { who: Me }) {
    const [name, setName] = useState(who.name);
    const [language, setLanguage] = useState(who.language);
    const [zone, setZone] = useState(who.zone);
    const [theme, setTheme] = useState<Theme>(who.theme);
    const [showsHere, setShowsHere] = useState(who.shows_here);
    const [letters, setLetters] = useState(who.library_letters);
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const [busy, setBusy] = useState(false);
    useEffect(() => {
        setName(who.name);
        setLanguage(who.language);
        setZone(who.zone);
        setTheme(who.theme);
        setShowsHere(who.shows_here);
        setLetters(who.library_letters);
    }, [who.revision]);

    const save = async (event: Event) => {
        event.preventDefault();
        if (busy) return;
        if (name.trim() === "") {
            return setProblems([{ field: "own-name", words: text("settings.name_missing") }]);
        }
        setBusy(true);
        setProblems(
            await saved({
                revision: who.revision,
                name: name.trim(),
                language,
                zone,
                theme,
                shows_here: showsHere,
                library_letters: letters,
            }),
        );
        setBusy(false);
    };
    return (
        <Sheet title={text("settings.about")}>
            <ErrorSummary problems={problems} />
            <form noValidate onSubmit={save}>
                <TextField
                    id="own-name"
                    label={text("settings.name")}
                    hint={text("settings.name_hint")}
                    problem={problems.find((one) => one.field === "own-name")?.words}
                    autocomplete="name"
                    maxLength={100}
                    value={name}
                    onValue={setName}
                />
                <LanguageChoice own={who.language} language={language} onLanguage={setLanguage} />
                <ZoneChoice own={who.zone} zone={zone} onZone={setZone} />
                <ThemeChoice theme={theme} onTheme={setTheme} />
                <LibraryLetters on={letters} onChange={setLetters} />
                <ShowsHere on={showsHere} onChange={setShowsHere} />
                <Button type="submit" busy={busy}>
                    {text("core.save")}
                </Button>
            </form>
        </Sheet>
    );
}

interface LanguageChoiceProps {
    own: string;
    language: string;
    onLanguage(tag: string): void;
}

/** Their own language stays a choice even when we do not know it. */
function LanguageChoice(props: LanguageChoiceProps) {
    return (
        <FieldBox id="own-language" label={text("settings.language")}>
            <select
                id="own-language"
                value={props.language}
                onChange={(event) => props.onLanguage(event.currentTarget.value)}
            >
                {!languages.some(([tag]) => tag === props.own) && (
                    <option value={props.own}>{props.own}</option>
                )}
                {languages.map(([tag, words]) => (
                    <option key={tag} value={tag} lang={tag}>
                        {words}
                    </option>
                ))}
            </select>
        </FieldBox>
    );
}

interface ZoneChoiceProps {
    own: string;
    zone: string;
    onZone(zone: string): void;
}

function ZoneChoice(props: ZoneChoiceProps) {
    return (
        <FieldBox id="own-zone" label={text("settings.zone")} hint={text("settings.zone_hint")}>
            <select
                id="own-zone"
                aria-describedby="own-zone-hint"
                value={props.zone}
                onChange={(event) => props.onZone(event.currentTarget.value)}
            >
                {zones(props.own).map((one) => (
                    <option key={one} value={one}>
                        {one.replaceAll("_", " ")}
                    </option>
                ))}
            </select>
        </FieldBox>
    );
}

function ThemeChoice({ theme, onTheme }: { theme: Theme; onTheme: (theme: Theme) => void }) {
    return (
        <fieldset class="choices">
            <legend>{text("settings.theme")}</legend>
            {themes.map((one) => (
                <label key={one}>
                    <input
                        type="radio"
                        name="theme"
                        value={one}
                        checked={theme === one}
                        onChange={() => onTheme(one)}
                    />{" "}
                    {text(`settings.theme_${one}`)}
                </label>
            ))}
        </fieldset>
    );
}

function LibraryLetters({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
    return (
        <div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    aria-describedby="own-letters-hint"
                    checked={on}
                    onChange={(event) => onChange(event.currentTarget.checked)}
                />{" "}
                {text("settings.library_letters")}
            </label>
            <p class="hint" id="own-letters-hint">
                {text("settings.library_letters_hint")}
            </p>
        </div>
    );
}

function ShowsHere({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
    return (
        <div class="field">
            <label class="choice">
                <input
                    type="checkbox"
                    aria-describedby="own-shows-hint"
                    checked={on}
                    onChange={(event) => onChange(event.currentTarget.checked)}
                />{" "}
                {text("settings.shows_here")}
            </label>
            <p class="hint" id="own-shows-hint">
                {text("settings.shows_here_hint")}
            </p>
        </div>
    );
}

/** What is wrong; nothing when it is saved. */
async function saved(
    said: Pick<
        Me,
        "revision" | "name" | "language" | "zone" | "theme" | "shows_here" | "library_letters"
    >,
): Promise<readonly Problem[]> {
    try {
        await change("people.change_me", said);
        await call("people.me", {});
        toast(text("settings.saved"));
        return [];
    } catch (problem) {
        const name = problem instanceof CallProblem ? problem.name : "internal";
        const field = problem instanceof CallProblem ? problem.field : undefined;
        if (name === "conflict") {
            await call("people.me", {}).catch(() => undefined);
            return [{ words: text("settings.conflict") }];
        }
        const words = problemText(problem);
        return [field ? { field: `own-${field}`, words } : { words }];
    }
}
