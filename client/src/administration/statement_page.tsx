// What the network says about itself, as its administrators write it.
import { useEffect, useState } from "preact/hooks";
import { call, CallProblem, change } from "../app.ts";
import { focusSoon } from "../focus.ts";
import { Editor } from "../forum/editor.tsx";
import { characters } from "../forum/markdown_editing.ts";
import { Button } from "../pieces/button.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { Trouble } from "../pieces/trouble.tsx";
import type { Which } from "../router.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";
import { ForAdministrators } from "./for_administrators.tsx";
import type { Statement } from "./shapes.ts";

const field = "statement-text";
const most = 10_000;

export function StatementPage({ place }: { place: { which: Which } }) {
    return <One key={place.which} which={place.which} />;
}

function One({ which }: { which: Which }) {
    const { value, problem, reload } = useLoaded(
        () => call("statements.statement", { which }),
        [which],
    );
    if (!value && problem) return <Trouble problem={problem} again={reload} />;
    return (
        <ForAdministrators title={text(`statement.change_${which}`)} below>
            <p>
                <a href={`/${which}`}>{text("statement.look")}</a>
            </p>
            {value ? (
                <Writing which={which} found={value} reload={reload} />
            ) : (
                <p class="soft">{text("core.loading")}</p>
            )}
        </ForAdministrators>
    );
}

function Writing(props: { which: Which; found: Statement; reload(): void }) {
    const { which, found, reload } = props;
    const [looked, setLooked] = useState(found.revision);
    const [words, setWords] = useState(found.text || found.ready);
    const doing = useDoing();
    const conflict = doing.problem instanceof CallProblem && doing.problem.name === "conflict";
    useEffect(() => {
        if (conflict) reload();
    }, [conflict]);
    const tooLong = characters(words) > most ? text("statement.too_long") : undefined;
    const save = async () => {
        if (tooLong) return focusSoon(field);
        // The ready words, as they are, stay those of the program: newer ones are then followed.
        const own = words.trim() === found.ready.trim() ? "" : words.trim();
        const done = await doing.run(async () => {
            const said = { which, revision: looked, text: own };
            setLooked((await change("statements.change", said)).revision);
        });
        if (!done) return;
        toast(text("statement.saved"));
        reload();
    };
    const keepMine = () => {
        setLooked(found.revision);
        doing.forget();
        focusSoon(field);
    };
    return (
        <Sheet title={text(`statement.${which}`)}>
            {found.text === "" && <p class="soft">{text("statement.ready")}</p>}
            {found.text !== "" && /\[[^\]]+\](?!\()/.test(words) && (
                <p class="soft">{text("statement.marks")}</p>
            )}
            {conflict && (
                <div class="older-draft" role="alert">
                    <p>{text("statement.meanwhile")}</p>
                    <pre class="as-typed">{found.text || found.ready}</pre>
                    <Button kind="quiet" onClick={keepMine}>
                        {text("statement.keep_mine")}
                    </Button>
                </div>
            )}
            <form noValidate onSubmit={(event) => (event.preventDefault(), void save())}>
                <Editor
                    id={field}
                    label={text(`statement.${which}`)}
                    labelHidden
                    words={words}
                    most={most}
                    problem={tooLong}
                    onWrite={setWords}
                    onSend={() => void save()}
                />
                <ProblemLine problem={conflict ? undefined : doing.problem} />
                <p class="buttons">
                    <Button type="submit" busy={doing.busy}>
                        {text("core.save")}
                    </Button>
                    <Button kind="link" onClick={() => setWords(found.ready)}>
                        {text("statement.again")}
                    </Button>
                </p>
            </form>
        </Sheet>
    );
}
