// For which authority somebody comes: one of those in the network, or the name of a new one.
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import type { AuthorityId, ResultOf } from "../shapes.ts";
import { text } from "../texts.ts";

interface AuthorityChoiceProps {
    authorities: ResultOf<"authorities.list">["authorities"];
    mayMake: boolean;
    chosen: AuthorityId | "new" | "";
    named: string;
    problem: string | undefined;
    namedProblem: string | undefined;
    onChoose(chosen: AuthorityId | "new" | ""): void;
    onName(name: string): void;
}

export function AuthorityChoice(props: AuthorityChoiceProps) {
    const { authorities, mayMake, chosen, named, problem, namedProblem } = props;
    const around = { id: "invite-authority", problem };
    return (
        <>
            <FieldBox label={text("invite.authority")} {...around}>
                <select
                    value={chosen}
                    onChange={(event) =>
                        props.onChoose(event.currentTarget.value as AuthorityId | "new" | "")
                    }
                    {...describedBy(around)}
                >
                    <option value="">{text("invite.choose")}</option>
                    {authorities
                        .filter(({ closed }) => !closed)
                        .map(({ authority, name }) => (
                            <option key={authority} value={authority}>
                                {name}
                            </option>
                        ))}
                    {(mayMake || chosen === "new") && (
                        <option value="new">{text("invite.new_authority")}</option>
                    )}
                </select>
            </FieldBox>
            {chosen === "new" && (
                <TextField
                    id="invite-new-authority"
                    label={text("invite.new_name")}
                    hint={text("invite.new_hint")}
                    maxLength={100}
                    autocomplete="off"
                    value={named}
                    problem={namedProblem}
                    onValue={props.onName}
                />
            )}
        </>
    );
}
