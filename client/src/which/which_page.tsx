// "Which version is this?": somebody has a file, a link or a printed copy, and wants to know whether it is the
// one to use.
import { useEffect, useState } from "preact/hooks";
import { Button } from "../pieces/button.tsx";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { problemText } from "../problem_text.ts";
import { text } from "../texts.ts";
import { askedIn } from "./asked.ts";
import { CompareFile } from "./compare_file.tsx";
import { dropped } from "./dropping.ts";
import { KnownVersions } from "./known_versions.tsx";
import { numberOf, useKnown, type Question } from "./use_known.ts";

export function WhichPage() {
    const [question, ask] = useState<Question>();
    const file = dropped.value;
    useEffect(() => {
        if (!file) return;
        ask({ file });
        dropped.value = undefined;
    }, [file]);
    return (
        <div class="which">
            <PageTitle title={text("which.title")} />
            <Sheet>
                <p>{text("which.words")}</p>
                <FileQuestion ask={ask} />
                <TypedQuestion ask={ask} />
            </Sheet>
            <Answer question={question} />
        </div>
    );
}

interface AskProps {
    ask(question: Question): void;
}

function FileQuestion({ ask }: AskProps) {
    const box = { id: "which-file", hint: text("which.file_hint") };
    return (
        <FieldBox label={text("which.file")} {...box}>
            <input
                type="file"
                onChange={({ currentTarget }) => {
                    const [file] = currentTarget.files ?? [];
                    if (file) ask({ file });
                }}
                {...describedBy(box)}
            />
        </FieldBox>
    );
}

function TypedQuestion({ ask }: AskProps) {
    const [typed, write] = useState("");
    const [wrong, setWrong] = useState(false);
    const look = () => {
        const asked = askedIn(typed);
        setWrong(asked === undefined);
        if (asked) ask(asked);
        else document.getElementById("which-typed")?.focus();
    };
    return (
        <form noValidate onSubmit={(event) => (event.preventDefault(), look())}>
            <TextField
                id="which-typed"
                label={text("which.typed")}
                hint={text("which.typed_hint")}
                maxLength={2000}
                spellcheck={false}
                value={typed}
                problem={wrong ? text("which.typed_wrong") : undefined}
                onValue={write}
            />
            <Button type="submit">{text("which.look")}</Button>
        </form>
    );
}

function Answer({ question }: { question: Question | undefined }) {
    const { value, problem, reload } = useKnown(question);
    const file = question && "file" in question ? question.file : undefined;
    const asksFile = file !== undefined;
    return (
        <section aria-live="polite">
            {question && !value && !problem && <p class="soft">{text("which.looking")}</p>}
            {problem && (
                <>
                    <p>
                        {asksFile && problem.name === "internal"
                            ? text("which.unreadable")
                            : problem.name === "invalid"
                              ? text("which.typed_wrong")
                              : problemText(problem)}
                    </p>
                    <p>
                        <Button kind="quiet" onClick={reload}>
                            {text("problem.again")}
                        </Button>
                    </p>
                </>
            )}
            {value && (
                <Sheet title={file?.name ?? text("which.answer")}>
                    {value.length > 0 ? (
                        <KnownVersions known={value} />
                    ) : (
                        <>
                            <p>{text("which.not_known")}</p>
                            {file && (
                                <>
                                    <p class="soft">{text("which.not_known_file")}</p>
                                    <CompareFile key={numberOf(question)} file={file} />
                                </>
                            )}
                        </>
                    )}
                </Sheet>
            )}
        </section>
    );
}
