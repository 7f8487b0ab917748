// Invitations that nobody has used yet: who invited, to what, until when, what became of the mail; to be
// sent again, handed over, or taken back.
import { useState } from "preact/hooks";
import { call, change } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { Button } from "../pieces/button.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { toast } from "../pieces/toast.tsx";
import type { ResultOf } from "../shapes.ts";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf, now } from "../time.ts";
import { useDoing } from "../use_doing.ts";
import { type Handed, LinkToHandOver } from "./link_to_hand_over.tsx";

type Open = ResultOf<"invitations.list">["invitations"][number];

function ranOut(one: Open): boolean {
    return Date.parse(one.expires_at) <= now.value;
}

function what(one: Open): string {
    const { group_name: group, authority_name: authority } = one;
    const parts = [
        one.administrator ? text("invite.as_administrator") : "",
        one.group && one.role ? text("invite.to", { group, role: text(`role.${one.role}`) }) : "",
        one.authority
            ? text(one.coordinator ? "invite.coordinates" : "invite.for", { authority })
            : "",
    ];
    return parts.filter(Boolean).join(", ");
}

function State({ one }: { one: Open }) {
    if (ranOut(one)) return <Tag kind="old">{text("invite.ran_out")}</Tag>;
    if (one.sending === "failed") {
        return <Tag kind="wait">{text("invite.failed")}</Tag>;
    }
    return (
        <Tag>{text(one.sending === "link" ? "invite.link_state" : `invite.${one.sending}`)}</Tag>
    );
}

function failure(one: Open): string {
    if (one.sending !== "failed" && one.reply === 0) return "";
    if (one.sending !== "failed") return text("invite.later", { reply: one.reply });
    return text(one.reply ? "invite.failed_reply" : "invite.failed_words", { reply: one.reply });
}

export function OpenInvitations({ list, onChanged }: { list: readonly Open[]; onChanged(): void }) {
    if (list.length === 0) return null;
    return (
        <Sheet title={text("invite.open")} aside={<span class="soft">{list.length}</span>}>
            <Rows>
                {list.map((one) => (
                    <Invitation key={one.invitation} one={one} onChanged={onChanged} />
                ))}
            </Rows>
        </Sheet>
    );
}

function Invitation({ one, onChanged }: { one: Open; onChanged(): void }) {
    const [handed, hand] = useState<Handed>();
    const doing = useDoing();
    const { invitation } = one;
    const name = one.name || text("invite.operators");
    const after = async (act: () => Promise<unknown>, words: string) => {
        if (!(await doing.run(act))) return;
        toast(words);
        onChanged();
    };
    const link = () =>
        after(async () => {
            hand({ name, ...(await call("invitations.make_link", { invitation })) });
        }, text("invite.link_made"));
    const again = () =>
        after(
            () => change("invitations.send_again", { invitation }),
            text("invite.on_its_way", { mail: one.mail }),
        );
    const withdraw = () =>
        after(
            async () => {
                await change("invitations.withdraw", { invitation });
                focusTitle();
            },
            text("invite.withdrawn", { name }),
        );
    return (
        <Row>
            <h3>
                {name} <State one={one} />
            </h3>
            <p>{what(one)}</p>
            <p class="soft">
                {one.mail && `${one.mail}. `}
                {text(one.invited_by ? "invite.made" : "invite.made_by_operator", {
                    by: one.invited_by,
                    day: dayOf(one.made_at, zone.value),
                    until: dayOf(one.expires_at, zone.value),
                })}{" "}
                {failure(one)}
            </p>
            <ProblemLine problem={doing.problem} />
            {handed && <LinkToHandOver handed={handed} />}
            <p class="buttons">
                {one.mail && (
                    <>
                        <Button
                            kind="link"
                            aria-label={text("invite.again_named", { name })}
                            busy={doing.busy}
                            onClick={() => void again()}
                        >
                            {text("invite.again")}
                        </Button>
                        <Button
                            kind="link"
                            aria-label={text("invite.link_named", { name })}
                            busy={doing.busy}
                            onClick={() => void link()}
                        >
                            {text("invite.link")}
                        </Button>
                    </>
                )}
                <Button
                    kind="link"
                    aria-label={text("invite.withdraw_named", { name })}
                    busy={doing.busy}
                    onClick={() => void withdraw()}
                >
                    {text("invite.withdraw")}
                </Button>
            </p>
        </Row>
    );
}
