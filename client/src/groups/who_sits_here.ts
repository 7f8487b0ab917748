// Who sits in a group, in words: "14 members and 2 guests from 7 authorities". Nothing when one may not
// know.
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";

export function whoSitsHere({ members, guests, authorities }: GroupPage): string {
    if (members + guests === 0) return "";
    const people = [text("group.members_count", { count: members })];
    if (guests > 0) people.push(text("group.guests_count", { count: guests }));
    const from = text("group.from_authorities", { count: authorities });
    return `${people.join(text("post.and"))} ${from}`;
}
