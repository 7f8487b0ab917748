// The way into a group: join an open one, ask to join another, or wait for the decision.
import { useState } from "preact/hooks";
import { change, homeSoon } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { useDoing } from "../use_doing.ts";
import { Button } from "../pieces/button.tsx";
import { FieldBox } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { toast } from "../pieces/toast.tsx";
import type { AuthorityId } from "../protocol/types.ts";
import type { GroupPage, GroupRow } from "../shapes.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";

interface JoiningProps {
    page: GroupPage;
    onJoined(): void;
}

export function Joining({ page, onJoined }: JoiningProps) {
    if (page.archived || page.kind === "by_invitation") return null;
    const affiliated = (me.value?.affiliations.length ?? 0) > 0;
    return (
        <Sheet title={text(page.kind === "open" ? "joining.open" : "joining.by_request")}>
            {page.asked ? (
                <p>
                    <Tag kind="wait">{text("joining.waits")}</Tag> {text("joining.waits_words")}
                </p>
            ) : !affiliated ? (
                <p>{text("joining.no_authority")}</p>
            ) : (
                <JoinForm page={page} onJoined={onJoined} />
            )}
        </Sheet>
    );
}

function JoinForm({ page, onJoined }: JoiningProps) {
    const [message, setMessage] = useState("");
    const [authority, setAuthority] = useState<AuthorityId>();
    const doing = useDoing();
    const open = page.kind === "open";
    const join = async () => {
        const who = { group: page.group, ...(authority === undefined ? {} : { authority }) };
        const done = await doing.run(() =>
            open ? change("groups.join", who) : change("groups.ask", { ...who, message }),
        );
        if (!done) return;
        toast(text(open ? "joining.joined" : "joining.asked", { name: page.name }));
        focusTitle();
        homeSoon();
        onJoined();
    };
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                void join();
            }}
        >
            <p>{text(open ? "joining.open_words" : "joining.by_request_words")}</p>
            {!open && (
                <FieldBox id="join-message" label={text("joining.message")}>
                    <textarea
                        id="join-message"
                        rows={3}
                        maxLength={1000}
                        value={message}
                        onInput={(event) => setMessage(event.currentTarget.value)}
                    />
                </FieldBox>
            )}
            <AuthorityChoice id="join-for" chosen={authority} onChoose={setAuthority} />
            <ProblemLine problem={doing.problem} />
            <p class="buttons">
                <Button type="submit" busy={doing.busy}>
                    {text(open ? "joining.join" : "joining.ask")}
                </Button>
            </p>
        </form>
    );
}

interface AuthorityChoiceProps {
    id: string;
    chosen: AuthorityId | undefined;
    onChoose(authority: AuthorityId): void;
}

/** For which of one's authorities; nothing to choose when there is one. */
export function AuthorityChoice({ id, chosen, onChoose }: AuthorityChoiceProps) {
    const affiliations = [...(me.value?.affiliations ?? [])].sort((a, b) =>
        a.from_at.localeCompare(b.from_at),
    );
    if (affiliations.length < 2) return null;
    return (
        <FieldBox id={id} label={text("joining.for")}>
            <select
                id={id}
                value={chosen ?? affiliations[0]?.authority}
                onChange={(event) => onChoose(event.currentTarget.value as AuthorityId)}
            >
                {affiliations.map(({ authority, name }) => (
                    <option key={authority} value={authority}>
                        {name}
                    </option>
                ))}
            </select>
        </FieldBox>
    );
}

/** What stands beside a group in a list. */
export function JoinTag({ row }: { row: GroupRow }) {
    if (row.role !== undefined) {
        return <Tag kind="current">{text(`role.${row.role}`)}</Tag>;
    }
    if (row.asked) return <Tag kind="wait">{text("joining.waits")}</Tag>;
    return <Tag>{text(`kind.${row.kind}`)}</Tag>;
}
