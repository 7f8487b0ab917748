// A text that several people may change: whoever saves after somebody else sees what stands there by now,
// and may go on with their own.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { CallProblem } from "../app.ts";
import { focusSoon } from "../focus.ts";
import { Editor } from "../forum/editor.tsx";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { Button } from "./button.tsx";
import { ProblemLine } from "./problem_line.tsx";
import { toast } from "./toast.tsx";

export function SharedText(props: {
    id: string;
    label: string;
    /** As it is stored; a newer one does not touch what is being typed. */
    found: { readonly revision: number; readonly text: string };
    most: number;
    problemOf(words: string): string | undefined;
    /** Of a revision that is gone it is a `conflict`. */
    save(words: string, revision: number): Promise<{ revision: number }>;
    /** Said when it is. */
    saved: string;
    /** Said when somebody else was quicker; below it stands what they wrote. */
    meanwhile: string;
    /** Looks for what is stored by now. */
    reload(): void;
    above?: (words: string) => ComponentChildren;
    /** Words to begin with again. */
    ready?: { readonly label: string; readonly text: string };
}) {
    const { id, label, found, ready } = props;
    const [looked, setLooked] = useState(found.revision);
    const [words, setWords] = useState(found.text);
    const doing = useDoing();
    const conflict = doing.problem instanceof CallProblem && doing.problem.name === "conflict";
    useEffect(() => {
        if (conflict) props.reload();
    }, [conflict]);
    const problem = props.problemOf(words);
    const save = async () => {
        if (problem !== undefined) return focusSoon(id);
        const done = await doing.run(async () => {
            setLooked((await props.save(words.trim(), looked)).revision);
        });
        if (!done) return;
        toast(props.saved);
        props.reload();
    };
    const keepMine = () => {
        setLooked(found.revision);
        doing.forget();
        focusSoon(id);
    };
    return (
        <>
            {props.above?.(words)}
            {conflict && (
                <div class="older-draft" role="alert">
                    <p>{props.meanwhile}</p>
                    <pre class="as-typed">{found.text}</pre>
                    <Button kind="quiet" onClick={keepMine}>
                        {text("post.keep_mine")}
                    </Button>
                </div>
            )}
            <form noValidate onSubmit={(event) => (event.preventDefault(), void save())}>
                <Editor
                    id={id}
                    label={label}
                    labelHidden
                    words={words}
                    most={props.most}
                    problem={problem}
                    onWrite={setWords}
                    onSend={() => void save()}
                />
                <ProblemLine problem={conflict ? undefined : doing.problem} />
                <p class="buttons">
                    <Button type="submit" busy={doing.busy}>
                        {text("core.save")}
                    </Button>
                    {ready && (
                        <Button kind="link" onClick={() => setWords(ready.text)}>
                            {ready.label}
                        </Button>
                    )}
                </p>
            </form>
        </>
    );
}
