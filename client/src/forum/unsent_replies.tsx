// One's replies on their way: after the stored posts, in the order in which they were written.
import { useState } from "preact/hooks";
import type { Draft } from "../drafts.ts";
import type { Item } from "../outbox.ts";
import { announce } from "../pieces/live_region.tsx";
import type { TopicId } from "../shapes.ts";
import { text } from "../texts.ts";
import { focusSoon } from "../focus.ts";
import { Unsent, unsentOf, useStored } from "./unsent.tsx";

type Reply = Item<"forum.reply">;

interface Stored {
    readonly item: Reply;
    readonly number: number;
}

interface UnsentRepliesProps {
    topic: TopicId;
    /** The number of the last post that is shown. */
    last: number;
    draft: Draft;
    /** A reply was stored; the view may have to fetch it. */
    onStored(number: number): void;
}

export function UnsentReplies({ topic, last, draft, onStored }: UnsentRepliesProps) {
    const [stored, setStored] = useState<readonly Stored[]>([]);
    const items = unsentOf("forum.reply", (params) => params.topic === topic);
    useStored(items, (item, { number }) => {
        setStored((before) => [...before, { item, number }]);
        onStored(number);
        announce(text("unsent.reply_posted"));
    });
    const arriving = stored.filter(({ number }) => number > last);
    const there = new Set(items.map(({ id }) => id));
    const shown = [
        ...arriving.filter(({ item }) => !there.has(item.id)).map(({ item }) => item),
        ...items.filter(({ id }) => !stored.some(({ item }) => item.id === id)),
    ];
    if (shown.length === 0) return null;
    return (
        <div class="unsent-list" role="group" aria-label={text("unsent.replies")}>
            {shown.map((item) => (
                <Unsent
                    key={item.id}
                    item={item}
                    label={text("unsent.reply")}
                    words={item.params.text}
                    onEdit={() => {
                        takeBack(draft, item.params.text);
                        focusSoon("reply");
                    }}
                />
            ))}
        </div>
    );
}

/** Puts words back into an editor, after what is already in it. */
export function takeBack(draft: Draft, words: string): void {
    const { title, text: there } = draft.words.peek();
    draft.write({
        title,
        text: [there.trimEnd(), words].filter((part) => part !== "").join("\n\n"),
    });
}
