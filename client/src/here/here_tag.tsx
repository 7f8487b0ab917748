// Beside somebody's name: they are here. A word and a mark, on a colour.
import { Tag } from "../pieces/tag.tsx";
import { text } from "../texts.ts";

export function HereTag() {
    return (
        <Tag kind="current">
            <span aria-hidden="true">●</span> {text("here.tag")}
        </Tag>
    );
}
