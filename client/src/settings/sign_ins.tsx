// Where one is signed in, and how to end that.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, outbox } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { SignInRow } from "../shapes.ts";
import { leave } from "../shell/header.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf, now, timeAgo } from "../time.ts";

export function SignIns() {
    const rows = useSignal<readonly SignInRow[] | undefined>(undefined);
    const trouble = useSignal("");
    const load = () =>
        call("people.sign_ins", {}).then(
            ({ sign_ins }) => (rows.value = sign_ins),
            (problem: unknown) => (trouble.value = problemText(problem)),
        );
    useEffect(() => void load(), []);
    const end = async (row: SignInRow) => {
        try {
            await call("people.end_sign_in", { sign_in: row.sign_in });
            toast(text("settings.ended"));
        } catch (problem) {
            toast(problemText(problem));
        }
        await load();
    };
    const unsent = outbox.items.value.length;
    return (
        <>
            <Sheet title={text("settings.sign_ins")}>
                {trouble.value && <p class="field-problem">{trouble.value}</p>}
                <Rows>
                    {rows.value?.map((row) => (
                        <SignInLine key={row.sign_in} row={row} onEnd={() => void end(row)} />
                    ))}
                </Rows>
                <p class="soft">{text("settings.tokens_words")}</p>
            </Sheet>
            <Sheet title={text("settings.leave")}>
                <p>{text("settings.leave_words")}</p>
                {unsent > 0 && <p>{text("settings.leave_unsent", { count: unsent })}</p>}
                <Button kind="quiet" onClick={() => void leave()}>
                    {text("core.sign_out")}
                </Button>
            </Sheet>
        </>
    );
}

function SignInLine({ row, onEnd }: { row: SignInRow; onEnd: () => void }) {
    const label = row.label || text(row.kind === "token" ? "settings.token" : "settings.browser");
    const button = !row.this_one && (
        <Button kind="quiet" aria-label={text("settings.end_named", { label })} onClick={onEnd}>
            {text("settings.end")}
        </Button>
    );
    return (
        <Row {...(button ? { end: button } : {})}>
            <h3>
                {label} {row.this_one && <Tag kind="current">{text("settings.this_one")}</Tag>}
                {row.kind === "token" && <Tag>{text("settings.token")}</Tag>}
            </h3>
            <p class="soft">
                {text("settings.signed_in", {
                    when: dayOf(row.made_at, zone.value),
                    used: timeAgo(row.used_at, now.value, zone.value),
                    ends: dayOf(row.expires_at, zone.value),
                })}
            </p>
        </Row>
    );
}
