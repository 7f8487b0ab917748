// Who sits in a group, in words: "14 members from 7 authorities, 2 guests". Nothing when one may not
// know.
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";

export function whoSitsHere({ members, guests, authorities }: GroupPage): string {
    if (members + guests === 0) return "";
    const from = text("group.from_authorities", { count: authorities });
    const words = [`${text("group.members_count", { count: members })} ${from}`];
    if (guests > 0) words.push(text("group.guests_count", { count: guests }));
    return words.join(", ");
}
