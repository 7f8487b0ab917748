// Mail and password. Afterwards one is back where one was.
import { useEffect, useState } from "preact/hooks";
import { CallProblem, cutOff, signIn } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { problemText } from "../problem_text.ts";
import { go, query, safeReturn } from "../router.ts";
import { me } from "../state.ts";
import { Statements } from "../pieces/statements.tsx";
import { text } from "../texts.ts";

function missing(mail: string, password: string): Problem[] {
    const found: Problem[] = [];
    if (mail.trim() === "") found.push({ field: "mail", words: text("sign_in.mail_missing") });
    else if (!/^\S+@\S+$/.test(mail.trim())) {
        found.push({ field: "mail", words: text("sign_in.mail_wrong") });
    }
    if (password === "") found.push({ field: "password", words: text("sign_in.password_missing") });
    return found;
}

function refused(problem: unknown): Problem {
    if (!(problem instanceof CallProblem)) return { words: problemText(problem) };
    switch (problem.name) {
        case "invalid":
            if (problem.field === "mail") {
                return { field: "mail", words: text("sign_in.mail_wrong") };
            }
            return { field: "password", words: text("sign_in.wrong") };
        case "sign_in_needed":
        case "too_large":
        case "not_found":
            return { field: "password", words: text("sign_in.wrong") };
        case "too_many":
            return { words: text("sign_in.too_many") };
        case "line_down":
            return { words: text("sign_in.line_down") };
        default:
            return { words: problemText(problem) };
    }
}

export function SignInPage() {
    const [mail, setMail] = useState("");
    const [password, setPassword] = useState("");
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const [busy, setBusy] = useState(false);
    const back = safeReturn(query.value["back"]);

    useEffect(() => {
        if (me.value) go(back, { replace: true });
    }, [me.value, back]);

    const tryIt = async (event: Event) => {
        event.preventDefault();
        if (busy) return;
        const found = missing(mail, password);
        setProblems(found);
        if (found.length) return;
        setBusy(true);
        try {
            await signIn(mail.trim(), password);
        } catch (problem) {
            setProblems([refused(problem)]);
        }
        setBusy(false);
    };
    const about = (field: string) => problems.find((one) => one.field === field)?.words;

    return (
        <div class="narrow">
            <PageTitle title={text("sign_in.title")} />
            {cutOff.value && <p>{text("sign_in.kept")}</p>}
            <ErrorSummary problems={problems} />
            <Sheet>
                <form noValidate onSubmit={tryIt}>
                    <TextField
                        id="mail"
                        label={text("sign_in.mail")}
                        type="email"
                        name="mail"
                        autocomplete="username"
                        spellcheck={false}
                        value={mail}
                        problem={about("mail")}
                        onValue={setMail}
                    />
                    <PasswordField
                        id="password"
                        label={text("sign_in.password")}
                        autocomplete="current-password"
                        value={password}
                        problem={about("password")}
                        onValue={setPassword}
                    />
                    <Button type="submit" busy={busy}>
                        {text("sign_in.go")}
                    </Button>
                </form>
                <p>
                    <a href="/forgotten">{text("invite.forgotten")}</a>
                </p>
            </Sheet>
            <Statements />
        </div>
    );
}

interface PasswordProps {
    id: string;
    label: string;
    hint?: string;
    problem?: string | undefined;
    autocomplete: "current-password" | "new-password";
    value: string;
    onValue: (value: string) => void;
}

/** Pasting is allowed, and one may look at what one typed. */
export function PasswordField({ onValue, value, autocomplete, ...around }: PasswordProps) {
    const [shown, show] = useState(false);
    const id = around.id;
    const shape = {
        ...describedBy(around),
        type: shown ? "text" : "password",
        name: id,
        autocomplete,
        value,
        spellcheck: false,
        autocapitalize: "none" as const,
    };
    return (
        <FieldBox {...around}>
            <div class="with-button">
                <input
                    {...(shape as typeof shape & { type: "text" })}
                    onInput={(event) => onValue(event.currentTarget.value)}
                />
                <Button kind="quiet" aria-controls={id} onClick={() => show(!shown)}>
                    {text(shown ? "sign_in.hide" : "sign_in.show")}
                </Button>
            </div>
            <span class="visually-hidden" aria-live="polite">
                {text(shown ? "sign_in.shown" : "sign_in.hidden")}
            </span>
        </FieldBox>
    );
}
