// Changing one seat: its role, and its end.
import { useState } from "preact/hooks";
import { change } from "../app.ts";
import { focusTitle } from "../focus.ts";
import type { Role } from "../forum/shapes.ts";
import { useDoing } from "../use_doing.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import type { GroupPage, SeatRow } from "../shapes.ts";
import { text } from "../texts.ts";
import { RoleSelect } from "./role_select.tsx";

/** A choice and a button: a role is not changed by passing over it with the arrow keys. */
export function RoleChoice({ seat, onChanged }: { seat: SeatRow; onChanged(): void }) {
    const [role, setRole] = useState<Role>(seat.role);
    const doing = useDoing();
    const save = async () => {
        const done = await doing.run(() => change("groups.set_role", { seat: seat.seat, role }));
        if (!done) return;
        toast(text("members.role_set", { name: seat.name, role: text(`role.${role}`) }));
        onChanged();
    };
    return (
        <>
            <RoleSelect name={seat.name} role={role} onChoose={setRole} />
            {role !== seat.role && (
                <Button kind="quiet" class="small" busy={doing.busy} onClick={() => void save()}>
                    {text("members.role_save")}
                </Button>
            )}
            <ProblemLine problem={doing.problem} />
        </>
    );
}

interface RemoveSeatProps {
    page: GroupPage;
    seat: SeatRow;
    own: boolean;
    onChanged(): void;
}

export function RemoveSeat({ page, seat, own, onChanged }: RemoveSeatProps) {
    const [open, setOpen] = useState(false);
    const doing = useDoing();
    const which = own ? "leave" : "remove";
    const names = { name: seat.name, authority: seat.authority_name, group: page.name };
    const close = () => {
        doing.forget();
        setOpen(false);
    };
    const end = async () => {
        if (!(await doing.run(() => change("groups.remove_member", { seat: seat.seat })))) return;
        setOpen(false);
        focusTitle();
        toast(text(`members.${which}_done`, names));
        onChanged();
    };
    return (
        <>
            <Button
                kind="link"
                aria-label={text(`members.${which}_named`, names)}
                onClick={() => setOpen(true)}
            >
                {text(`members.${which}`)}
            </Button>
            {open && (
                <Dialog title={text(`members.${which}_title`, names)} onClose={close}>
                    <p>{text(`members.${which}_words`, names)}</p>
                    <ProblemLine problem={doing.problem} />
                    <p class="buttons">
                        <Button kind="danger" busy={doing.busy} onClick={() => void end()}>
                            {text(`members.${which}`)}
                        </Button>
                        <Button kind="link" onClick={close}>
                            {text("core.cancel")}
                        </Button>
                    </p>
                </Dialog>
            )}
        </>
    );
}
