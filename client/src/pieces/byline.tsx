// Who made something, and for which authority: "Skills lead, Northmere".
import type { Byline as Who } from "../shapes.ts";
import { text } from "../texts.ts";
import { Tag } from "./tag.tsx";

/** In plain words, for sentences and labels. */
export function bylineText(by: Who): string {
    if (by.name === "") return text("byline.former", { authority: by.authority_name });
    return by.authority_name === "" ? by.name : `${by.name}, ${by.authority_name}`;
}

export function Byline({ by, link = true }: { by: Who; link?: boolean }) {
    if (by.name === "") return <span class="byline">{bylineText(by)}</span>;
    return (
        <span class="byline">
            {link ? <a href={`/people/${by.person}`}>{by.name}</a> : by.name}
            {by.authority_name !== "" && `, ${by.authority_name}`}
            {by.guest && (
                <>
                    {" "}
                    <Tag kind="old">{text("byline.guest")}</Tag>
                </>
            )}
        </span>
    );
}
