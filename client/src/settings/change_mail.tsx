// The address one signs in with, and another one: it counts when the link sent there was used.
import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { call, CallProblem } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { focusSoon } from "../focus.ts";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { Me } from "../shapes.ts";
import { PasswordField } from "../sign_in/sign_in_page.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { fullDate, now } from "../time.ts";
import { useDoing } from "../use_doing.ts";

interface Awaited {
    mail: string;
    until: string;
}

export function ChangeMail({ who }: { who: Me }) {
    const awaited = useSignal<Awaited | undefined>(undefined);
    const trouble = useSignal("");
    const load = async () => {
        try {
            const { mail, expires_at } = await call("people.awaited_mail", {});
            awaited.value = mail && expires_at ? { mail, until: expires_at } : undefined;
            trouble.value = "";
        } catch (problem) {
            trouble.value = problemText(problem);
        }
    };
    // Confirmed in another tab, or given up: then the settings are told anew.
    useEffect(() => void load(), [who.mail]);
    return (
        <Sheet title={text("settings.mail")}>
            <p>{text("settings.mail_now", { now: who.mail })}</p>
            {trouble.value && <p class="field-problem">{trouble.value}</p>}
            {awaited.value && <AwaitedMail one={awaited.value} now={who.mail} onDone={load} />}
            <AskForMail now={who.mail} onDone={load} />
        </Sheet>
    );
}

interface AwaitedProps {
    one: Awaited;
    now: string;
    onDone(): Promise<void>;
}

function AwaitedMail({ one, now: mailNow, onDone }: AwaitedProps) {
    const doing = useDoing();
    const ranOut = Date.parse(one.until) <= now.value;
    const again = async () => {
        if (!(await doing.run(() => call("people.send_mail_again", {})))) return;
        toast(text("settings.mail_sent", { mail: one.mail }));
        await onDone();
    };
    const keep = async () => {
        if (!(await doing.run(() => call("people.keep_mail", {})))) return;
        toast(text("settings.mail_kept", { now: mailNow }));
        focusSoon("new-mail");
        await onDone();
    };
    return (
        <div class="field">
            <h3>{text("settings.mail_awaited", { mail: one.mail })}</h3>
            <p>
                {ranOut
                    ? text("settings.mail_ran_out")
                    : text("settings.mail_awaited_words", {
                          until: fullDate(one.until, zone.value),
                      })}
            </p>
            <div class="buttons">
                <Button kind="quiet" busy={doing.busy} onClick={() => void again()}>
                    {text("settings.mail_again")}
                </Button>
                <Button kind="quiet" busy={doing.busy} onClick={() => void keep()}>
                    {text("settings.mail_keep")}
                </Button>
            </div>
            <ProblemLine problem={doing.problem} />
        </div>
    );
}

function missing(mail: string, password: string, mailNow: string): Problem[] {
    const found: Problem[] = [];
    if (!/^[^@\s]+@[^@\s]+$/.test(mail) || mail.toLowerCase() === mailNow.toLowerCase()) {
        found.push({ field: "new-mail", words: text("settings.mail_wrong") });
    }
    if (password === "") {
        found.push({ field: "mail-password", words: text("settings.mail_password_missing") });
    }
    return found;
}

function refused(problem: unknown): Problem {
    if (!(problem instanceof CallProblem)) return { words: problemText(problem) };
    if (problem.field === "mail") return { field: "new-mail", words: text("settings.mail_wrong") };
    if (problem.field === "password") {
        return { field: "mail-password", words: text("settings.mail_password_wrong") };
    }
    if (problem.name === "too_many") return { words: text("settings.mail_too_many") };
    return { words: problemText(problem) };
}

function AskForMail({ now: mailNow, onDone }: { now: string; onDone: () => Promise<void> }) {
    const [mail, setMail] = useState("");
    const [password, setPassword] = useState("");
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const [busy, setBusy] = useState(false);

    const ask = async (event: Event) => {
        event.preventDefault();
        if (busy) return;
        const wanted = mail.trim();
        const found = missing(wanted, password, mailNow);
        setProblems(found);
        if (found.length) return;
        setBusy(true);
        try {
            await call("people.change_mail", { mail: wanted, password });
            setMail("");
            setPassword("");
            toast(text("settings.mail_sent", { mail: wanted }));
            await onDone();
        } catch (problem) {
            setProblems([refused(problem)]);
        }
        setBusy(false);
    };
    const about = (field: string) => problems.find((one) => one.field === field)?.words;
    return (
        <form noValidate onSubmit={ask}>
            <ErrorSummary problems={problems} />
            <TextField
                id="new-mail"
                type="email"
                label={text("settings.mail_new")}
                hint={text("settings.mail_new_hint")}
                problem={about("new-mail")}
                autocomplete="email"
                maxLength={254}
                value={mail}
                onValue={setMail}
            />
            <PasswordField
                id="mail-password"
                label={text("settings.mail_password")}
                autocomplete="current-password"
                problem={about("mail-password")}
                value={password}
                onValue={setPassword}
            />
            <Button type="submit" kind="quiet" busy={busy}>
                {text("settings.mail_change")}
            </Button>
        </form>
    );
}
