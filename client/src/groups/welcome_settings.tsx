// The welcome text, as its facilitators write it.
import { useEffect, useState } from "preact/hooks";
import { call, CallProblem, change } from "../app.ts";
import { focusSoon } from "../focus.ts";
import { Editor } from "../forum/editor.tsx";
import { Html } from "../html.tsx";
import { Button } from "../pieces/button.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";
import { welcomeMax, welcomeProblem } from "./beginnings.ts";

const field = "welcome-text";

export function WelcomeSettings({ page, reload }: { page: GroupPage; reload(): void }) {
    const loaded = useLoaded(() => call("groups.welcome", { group: page.group }), [page.group]);
    const [looked, setLooked] = useState<number>();
    const [words, setWords] = useState("");
    const doing = useDoing();
    useEffect(() => {
        if (looked !== undefined || !loaded.value) return;
        setLooked(loaded.value.revision);
        setWords(loaded.value.text);
    }, [loaded.value]);
    const wrong = welcomeProblem(field, words)[0]?.words;
    const save = async () => {
        if (wrong !== undefined || looked === undefined) return focusSoon(field);
        const said = { group: page.group, revision: looked, text: words.trim() };
        const done = await doing.run(async () => {
            const { revision } = await change("groups.set_welcome", said);
            setLooked(revision);
        });
        if (done) toast(text("settings_group.welcome_saved"));
        else loaded.reload();
        reload();
    };
    const conflict = doing.problem instanceof CallProblem && doing.problem.name === "conflict";
    const keepMine = () => {
        setLooked(loaded.value?.revision);
        doing.forget();
        focusSoon(field);
    };
    return (
        <Sheet title={text("settings_group.welcome")}>
            <p class="soft">{text("settings_group.welcome_words")}</p>
            {conflict && (
                <div class="older-draft" role="alert">
                    <p>{text("settings_group.welcome_changed")}</p>
                    {page.welcome && <Html html={page.welcome.html} />}
                    <Button kind="quiet" onClick={keepMine}>
                        {text("post.keep_mine")}
                    </Button>
                </div>
            )}
            {looked !== undefined && (
                <form noValidate onSubmit={(event) => (event.preventDefault(), void save())}>
                    <Editor
                        id={field}
                        label={text("settings_group.welcome")}
                        labelHidden
                        words={words}
                        most={welcomeMax}
                        problem={wrong}
                        onWrite={setWords}
                        onSend={() => void save()}
                    />
                    <ProblemLine problem={conflict ? undefined : doing.problem} />
                    <p class="buttons">
                        <Button type="submit" busy={doing.busy}>
                            {text("core.save")}
                        </Button>
                    </p>
                </form>
            )}
            <ProblemLine problem={looked === undefined ? loaded.problem : undefined} />
        </Sheet>
    );
}
