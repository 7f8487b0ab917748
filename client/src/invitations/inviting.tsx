// The form and what is open, together; into a group, or for the whole network.
import { useEffect } from "preact/hooks";
import { call } from "../app.ts";
import { ProblemLine } from "../pieces/problem_line.tsx";
import type { GroupId } from "../shapes.ts";
import { text } from "../texts.ts";
import { useLoaded } from "../use_loaded.ts";
import { InviteForm } from "./invite_form.tsx";
import { OpenInvitations } from "./open_invitations.tsx";

/** While a mail waits, what becomes of it is asked for. */
const lookEveryMs = 2_000;

export function Inviting({ group, mayInvite }: { group?: GroupId; mayInvite: boolean }) {
    const list = useLoaded(() => call("invitations.list", group ? { group } : {}), [group ?? ""]);
    const open = list.value?.invitations ?? [];
    const waits = open.some(({ sending, reply }) => sending === "waiting" && reply === 0);
    useEffect(() => {
        if (!waits) return undefined;
        const timer = setInterval(list.reload, lookEveryMs);
        return () => clearInterval(timer);
    }, [waits, list.reload]);
    return (
        <>
            {mayInvite && (
                <p>
                    <a
                        href={
                            group ? `/groups/${group}/members/list` : "/administration/people/list"
                        }
                    >
                        {text("people_list.title")}
                    </a>
                </p>
            )}
            {mayInvite && <InviteForm {...(group ? { group } : {})} onInvited={list.reload} />}
            <ProblemLine problem={list.value ? undefined : list.problem} />
            <OpenInvitations list={open} onChanged={list.reload} />
        </>
    );
}
