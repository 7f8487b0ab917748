// Who sits in a group, as what and for which authority.
import { call, homeSoon } from "../app.ts";
import { AddPerson } from "./add_person.tsx";
import { rightsIn } from "../forum/rights.ts";
import { HereTag } from "../here/here_tag.tsx";
import type { Here } from "../here/state.ts";
import { useHere } from "../here/use_here.ts";
import { Inviting } from "../invitations/inviting.tsx";
import { Face } from "../pieces/face.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { problemText } from "../problem_text.ts";
import type { GroupId, GroupPage, SeatRow } from "../shapes.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { GroupFrame, seesSeats } from "./group_frame.tsx";
import { roles } from "./role_select.tsx";
import { RemoveSeat, RoleChoice } from "./seat_changes.tsx";
import { useGroup, useReloadOn } from "./use_group.ts";
import { useLoaded } from "../use_loaded.ts";

export function MembersPage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    const sees = group.page !== undefined && seesSeats(group.page);
    const here = useHere(place.group, sees);
    const members = useLoaded(
        sees ? () => call("groups.members", { group: place.group }) : undefined,
        [place.group],
    );
    useReloadOn(
        (kind, about) =>
            about === place.group &&
            (kind.startsWith("member_") || kind === "role_set" || kind === "seat_goes_on"),
        members.reload,
    );
    const changed = () => {
        members.reload();
        group.reload();
        homeSoon();
    };
    return (
        <GroupFrame id={place.group} group={group} tab="members">
            {(page) => {
                if (!sees) return <p class="sheet">{text("members.not_yours")}</p>;
                if (!members.value && members.problem) {
                    return <p role="alert">{problemText(members.problem)}</p>;
                }
                if (!members.value) return <p class="soft">{text("core.loading")}</p>;
                const { seats } = members.value;
                return <Members {...{ page, seats, here }} onChanged={changed} />;
            }}
        </GroupFrame>
    );
}

interface MembersProps {
    page: GroupPage;
    seats: readonly SeatRow[];
    here: Here | undefined;
    onChanged(): void;
}

function Members({ page, seats, here, onChanged }: MembersProps) {
    const manages = rightsIn(page).facilitates || me.value?.administrator === true;
    return (
        <>
            {manages && !page.archived && (
                <AddPerson group={page.group} seats={seats} onAdded={onChanged} />
            )}
            {manages && <Inviting group={page.group} mayInvite={!page.archived} />}
            {roles.map((role) => {
                const those = seats.filter((seat) => seat.role === role);
                if (those.length === 0) return null;
                return (
                    <Sheet
                        key={role}
                        title={text(`role.${role}s`)}
                        aside={<span class="soft">{those.length}</span>}
                    >
                        <ul class="seats">
                            {those.map((seat) => (
                                <Seat
                                    key={seat.seat}
                                    {...{ page, seat, manages, onChanged }}
                                    isHere={here?.people.has(seat.person) === true}
                                />
                            ))}
                        </ul>
                    </Sheet>
                );
            })}
        </>
    );
}

interface SeatProps {
    page: GroupPage;
    seat: SeatRow;
    manages: boolean;
    isHere: boolean;
    onChanged(): void;
}

function Seat({ page, seat, manages, isHere, onChanged }: SeatProps) {
    const own = seat.person === me.value?.person;
    return (
        <li class="seat">
            <Face name={seat.name} />
            <div class="seat-who">
                <a href={`/people/${seat.person}`}>{seat.name}</a>, {seat.authority_name}
                {own && <span class="soft"> {text("members.you")}</span>} {isHere && <HereTag />}
                <p class="soft">
                    {text("members.since")} <TimeAgo at={seat.from_at} />
                </p>
            </div>
            <div class="buttons">
                {manages && !page.archived && <RoleChoice seat={seat} onChanged={onChanged} />}
                {(manages || own) && (
                    <RemoveSeat page={page} seat={seat} own={own} onChanged={onChanged} />
                )}
            </div>
        </li>
    );
}
