// Inviting one address: into a group, or, for administrators, to the network.
import { useState } from "preact/hooks";
import { call, change } from "../app.ts";
import { focusSoon } from "../focus.ts";
import type { Role } from "../forum/shapes.ts";
import { RoleSelect } from "../groups/role_select.tsx";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { TextField } from "../pieces/field.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import { CallProblem } from "../problems.ts";
import type { AuthorityId, GroupId } from "../shapes.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";
import { AuthorityChoice } from "./authority_choice.tsx";
import { type Handed, LinkToHandOver } from "./link_to_hand_over.tsx";

type Rank = "person" | "coordinator" | "administrator";
type Way = "mail" | "link";

interface Wanted {
    name: string;
    mail: string;
    /** "new": the one named beside. */
    authority: AuthorityId | "new" | "";
    newAuthority: string;
    role: Role;
    rank: Rank;
}

const nobody: Wanted = {
    name: "",
    mail: "",
    authority: "",
    newAuthority: "",
    role: "member",
    rank: "person",
};

function missing(wanted: Wanted, group: GroupId | undefined): Problem[] {
    const found: Problem[] = [];
    const mail = wanted.mail.trim();
    if (wanted.name.trim() === "") {
        found.push({ field: "invite-name", words: text("invite.name_missing") });
    }
    if (!/^\S+@\S+$/.test(mail)) {
        found.push({ field: "invite-mail", words: text("invite.mail_wrong") });
    }
    const needed = group !== undefined || wanted.rank !== "administrator";
    const chosen = wanted.authority === "new" ? wanted.newAuthority.trim() : wanted.authority;
    if (needed && chosen === "") {
        const field = wanted.authority === "new" ? "invite-new-authority" : "invite-authority";
        found.push({ field, words: text("invite.authority_missing") });
    }
    return found;
}

function refused(problem: unknown): Problem {
    if (!(problem instanceof CallProblem)) return { words: problemText(problem) };
    if (problem.name === "conflict") {
        return { field: "invite-mail", words: text("invite.there_already") };
    }
    if (problem.field === "mail") return { field: "invite-mail", words: text("invite.mail_wrong") };
    if (problem.field === "new_authority") {
        return { field: "invite-new-authority", words: text("invite.new_for_guests") };
    }
    return { words: problemText(problem) };
}

function said(wanted: Wanted, group: GroupId | undefined, way: Way) {
    const named = wanted.newAuthority.trim();
    return {
        name: wanted.name.trim(),
        mail: wanted.mail.trim(),
        by_mail: way === "mail",
        coordinator: wanted.rank === "coordinator",
        administrator: wanted.rank === "administrator",
        ...(wanted.authority === "new" && named !== "" ? { new_authority: named } : {}),
        ...(wanted.authority !== "new" && wanted.authority !== ""
            ? { authority: wanted.authority }
            : {}),
        ...(group === undefined ? {} : { group, role: wanted.role }),
    };
}

interface InviteFormProps {
    group?: GroupId;
    onInvited(): void;
}

export function InviteForm({ group, onInvited }: InviteFormProps) {
    const [wanted, setWanted] = useState(nobody);
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const [handed, hand] = useState<Handed>();
    const doing = useDoing();
    const authorities = useLoaded(() => call("authorities.list", {}), []);
    const set = (part: Partial<Wanted>) => setWanted({ ...wanted, ...part });
    const about = (field: string) => problems.find((one) => one.field === field)?.words;

    const invite = async (way: Way) => {
        const found = missing(wanted, group);
        setProblems(found);
        if (found.length || doing.running()) return;
        hand(undefined);
        await doing.run(async () => {
            try {
                const { invitation } = await change("invitations.invite", said(wanted, group, way));
                if (way === "mail") toast(text("invite.on_its_way", { mail: wanted.mail.trim() }));
                else {
                    const made = await call("invitations.make_link", { invitation });
                    hand({ name: wanted.name.trim(), ...made });
                }
                setWanted({ ...nobody, authority: wanted.authority, role: wanted.role });
                if (way === "mail") focusSoon("invite-name");
                onInvited();
            } catch (problem) {
                setProblems([refused(problem)]);
            }
        });
    };
    return (
        <Sheet title={text(group ? "invite.title_group" : "invite.title")}>
            <p class="soft">{text("invite.words")}</p>
            <ErrorSummary problems={problems} />
            <form
                noValidate
                onSubmit={(event) => {
                    event.preventDefault();
                    void invite("mail");
                }}
            >
                <TextField
                    id="invite-name"
                    label={text("invite.name")}
                    maxLength={100}
                    autocomplete="off"
                    value={wanted.name}
                    problem={about("invite-name")}
                    onValue={(name) => set({ name })}
                />
                <TextField
                    id="invite-mail"
                    label={text("invite.mail")}
                    type="email"
                    maxLength={254}
                    autocomplete="off"
                    spellcheck={false}
                    value={wanted.mail}
                    problem={about("invite-mail")}
                    onValue={(mail) => set({ mail })}
                />
                <AuthorityChoice
                    authorities={authorities.value?.authorities ?? []}
                    mayMake={me.value?.administrator === true || wanted.role === "guest"}
                    chosen={wanted.authority}
                    named={wanted.newAuthority}
                    problem={about("invite-authority")}
                    namedProblem={about("invite-new-authority")}
                    onChoose={(authority) => set({ authority })}
                    onName={(newAuthority) => set({ newAuthority })}
                />
                {group === undefined ? (
                    <RankChoice rank={wanted.rank} onChoose={(rank) => set({ rank })} />
                ) : (
                    <div class="field">
                        <RoleSelect
                            name={wanted.name || text("invite.them")}
                            role={wanted.role}
                            onChoose={(role) => set({ role })}
                        />
                    </div>
                )}
                <p class="buttons">
                    <Button type="submit" busy={doing.busy}>
                        {text("invite.send")}
                    </Button>
                    <Button kind="quiet" busy={doing.busy} onClick={() => void invite("link")}>
                        {text("invite.link")}
                    </Button>
                </p>
            </form>
            {handed && <LinkToHandOver handed={handed} />}
        </Sheet>
    );
}

const ranks: readonly Rank[] = ["person", "coordinator", "administrator"];

function RankChoice({ rank, onChoose }: { rank: Rank; onChoose(rank: Rank): void }) {
    return (
        <fieldset class="choices">
            <legend>{text("invite.as")}</legend>
            {ranks.map((one) => (
                <label key={one}>
                    <input
                        type="radio"
                        name="invite-rank"
                        checked={rank === one}
                        onChange={() => onChoose(one)}
                    />{" "}
                    {text(`invite.as_${one}`)}
                </label>
            ))}
        </fieldset>
    );
}
