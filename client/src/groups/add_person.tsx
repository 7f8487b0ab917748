// Bringing somebody of the network into a group: found by name or authority, with a role.
import { useEffect, useState } from "preact/hooks";
import { call, change } from "../app.ts";
import type { PersonFound, Role } from "../forum/shapes.ts";
import { focusSoon } from "../focus.ts";
import { useDoing } from "../use_doing.ts";
import { Button } from "../pieces/button.tsx";
import { TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { AuthorityId } from "../protocol/types.ts";
import type { GroupId, SeatRow } from "../shapes.ts";
import { text } from "../texts.ts";
import { RoleSelect } from "./role_select.tsx";

interface AddPersonProps {
    group: GroupId;
    seats: readonly SeatRow[];
    onAdded(): void;
}

const pauseMs = 200;

export function AddPerson({ group, seats, onAdded }: AddPersonProps) {
    const [words, setWords] = useState("");
    const [found, setFound] = useState<{ people: readonly PersonFound[]; more: boolean }>();
    const [problem, setProblem] = useState<unknown>();

    useEffect(() => {
        setProblem(undefined);
        if (words.trim() === "") return setFound(undefined);
        let wanted = true;
        const ask = setTimeout(() => {
            call("people.find", { words: words.trim() }).then(
                (answer) => wanted && setFound(answer),
                (caught: unknown) => wanted && setProblem(caught),
            );
        }, pauseMs);
        return () => {
            wanted = false;
            clearTimeout(ask);
        };
    }, [words]);

    return (
        <Sheet title={text("members.add")}>
            <TextField
                id="find-person"
                label={text("members.find")}
                hint={text("members.find_hint")}
                maxLength={100}
                autocomplete="off"
                value={words}
                problem={problem === undefined ? undefined : problemText(problem)}
                onValue={setWords}
            />
            <p class="soft" role="status">
                {found && text("members.found", { count: found.people.length })}
                {found?.more && ` ${text("members.found_more")}`}
            </p>
            {found && found.people.length > 0 && (
                <ul class="seats">
                    {found.people.map((person) => (
                        <Candidate
                            key={person.person}
                            {...{ group, person, onAdded }}
                            seats={seats.filter((seat) => seat.person === person.person)}
                        />
                    ))}
                </ul>
            )}
        </Sheet>
    );
}

interface CandidateProps extends AddPersonProps {
    person: PersonFound;
}

function Candidate({ group, person, seats, onAdded }: CandidateProps) {
    const free = person.affiliations.filter(
        ({ authority }) => !seats.some((seat) => seat.authority === authority),
    );
    const [role, setRole] = useState<Role>("member");
    const [authority, setAuthority] = useState<AuthorityId>();
    const doing = useDoing();
    const chosen = free.find((one) => one.authority === authority) ?? free[0];
    const add = async () => {
        const seat = chosen === undefined ? {} : { authority: chosen.authority };
        const said = { group, person: person.person, role, ...seat };
        if (!(await doing.run(() => change("groups.add_member", said)))) return;
        toast(text("members.added", { name: person.name }));
        focusSoon("find-person");
        onAdded();
    };
    const name = person.name;
    return (
        <li class="seat">
            <div class="seat-who">
                <b>{name}</b>
                <p class="soft">
                    {person.affiliations.map(({ short_name }) => short_name).join(", ")}
                </p>
            </div>
            {free.length === 0 ? (
                <p class="soft">
                    {text(seats.length > 0 ? "members.sits_already" : "members.no_authority")}
                </p>
            ) : (
                <div class="buttons">
                    {free.length > 1 && (
                        <select
                            aria-label={text("members.for_of", { name })}
                            value={chosen?.authority}
                            onChange={(event) =>
                                setAuthority(event.currentTarget.value as AuthorityId)
                            }
                        >
                            {free.map((one) => (
                                <option key={one.authority} value={one.authority}>
                                    {one.short_name}
                                </option>
                            ))}
                        </select>
                    )}
                    <RoleSelect name={name} role={role} onChoose={setRole} />
                    <Button
                        kind="quiet"
                        class="small"
                        busy={doing.busy}
                        aria-label={text("members.add_named", { name })}
                        onClick={() => void add()}
                    >
                        {text("members.add_send")}
                    </Button>
                </div>
            )}
            <ProblemLine problem={doing.problem} />
        </li>
    );
}
