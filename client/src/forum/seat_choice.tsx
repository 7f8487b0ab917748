// For whom one writes, when one sits in the group for several authorities.
import type { GroupPage, SeatRow } from "../shapes.ts";
import type { AuthorityId } from "../protocol/types.ts";
import { text } from "../texts.ts";

/** The oldest seat first: the one that counts when nothing is chosen. */
export function seatsOf(group: GroupPage): readonly SeatRow[] {
    return [...group.own_seats].sort((a, b) => a.from_at.localeCompare(b.from_at));
}

interface SeatChoiceProps {
    id: string;
    group: GroupPage;
    chosen: AuthorityId | undefined;
    onChoose(authority: AuthorityId): void;
}

export function SeatChoice({ id, group, chosen, onChoose }: SeatChoiceProps) {
    const seats = seatsOf(group);
    if (seats.length < 2) return null;
    return (
        <span class="seat-choice">
            <label for={id}>{text("editor.for")}</label>{" "}
            <select
                id={id}
                value={chosen ?? seats[0]?.authority}
                onChange={(event) => onChoose(event.currentTarget.value as AuthorityId)}
            >
                {seats.map(({ authority, authority_name }) => (
                    <option key={authority} value={authority}>
                        {authority_name}
                    </option>
                ))}
            </select>
        </span>
    );
}
