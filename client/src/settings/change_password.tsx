// A new password; every other sign-in ends with it.
import { useState } from "preact/hooks";
import { call, CallProblem } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import { limits } from "../protocol/types.ts";
import { PasswordField } from "../sign_in/sign_in_page.tsx";
import { text } from "../texts.ts";

function missing(before: string, after: string): Problem[] {
    const found: Problem[] = [];
    if (before === "") found.push({ field: "old-password", words: text("settings.old_missing") });
    if ([...after].length < limits.password_characters_min) {
        found.push({ field: "new-password", words: text("settings.new_short") });
    }
    return found;
}

function refused(problem: unknown): Problem {
    const field = problem instanceof CallProblem ? problem.field : undefined;
    if (field === "old_password") {
        return { field: "old-password", words: text("settings.old_wrong") };
    }
    if (field === "new_password") {
        return { field: "new-password", words: text("settings.new_known") };
    }
    return { words: problemText(problem) };
}

export function ChangePassword() {
    const [before, setBefore] = useState("");
    const [after, setAfter] = useState("");
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const [busy, setBusy] = useState(false);

    const save = async (event: Event) => {
        event.preventDefault();
        if (busy) return;
        const found = missing(before, after);
        setProblems(found);
        if (found.length) return;
        setBusy(true);
        try {
            await call("people.change_password", { old_password: before, new_password: after });
            setBefore("");
            setAfter("");
            toast(text("settings.password_changed"));
        } catch (problem) {
            setProblems([refused(problem)]);
        }
        setBusy(false);
    };
    const about = (field: string) => problems.find((one) => one.field === field)?.words;
    return (
        <Sheet title={text("settings.password")}>
            <ErrorSummary problems={problems} />
            <form noValidate onSubmit={save}>
                <PasswordField
                    id="old-password"
                    label={text("settings.old_password")}
                    autocomplete="current-password"
                    problem={about("old-password")}
                    value={before}
                    onValue={setBefore}
                />
                <PasswordField
                    id="new-password"
                    label={text("settings.new_password")}
                    hint={text("settings.new_password_hint")}
                    autocomplete="new-password"
                    problem={about("new-password")}
                    value={after}
                    onValue={setAfter}
                />
                <Button type="submit" kind="quiet" busy={busy}>
                    {text("settings.change_password")}
                </Button>
            </form>
        </Sheet>
    );
}
