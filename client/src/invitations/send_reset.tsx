// For administrators: a link for a new password, sent to the address that somebody signs in with.
import { change } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import type { PersonId } from "../shapes.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";

export function SendReset({ person, name }: { person: PersonId; name: string }) {
    const doing = useDoing();
    const send = async () => {
        if (!(await doing.run(() => change("invitations.send_reset", { person })))) return;
        toast(text("invite.reset_sent", { name }));
    };
    return (
        <div class="buttons">
            <Button kind="quiet" busy={doing.busy} onClick={() => void send()}>
                {text("invite.reset")}
            </Button>
            <ProblemLine problem={doing.problem} />
        </div>
    );
}
