// Topics one started that are on their way, or were refused.
import { useState } from "preact/hooks";
import { drafts } from "../app.ts";
import type { Item } from "../outbox.ts";
import { go, here } from "../router.ts";
import type { GroupId, TopicId } from "../shapes.ts";
import { text } from "../texts.ts";
import { Unsent, unsentOf, useStored } from "./unsent.tsx";

interface UnsentTopicsProps {
    group: GroupId;
    /** Where to go when one has been stored while it is shown. */
    onStored?: (topic: TopicId) => void;
}

export function UnsentTopics({ group, onStored }: UnsentTopicsProps) {
    const items = unsentOf("forum.start_topic", (params) => params.group === group);
    const [stored, setStored] = useState<readonly string[]>([]);
    useStored(items, (item, { topic }) => {
        setStored((before) => [...before, item.id]);
        onStored?.(topic);
    });
    return (
        <>
            {items
                .filter(({ id }) => !stored.includes(id))
                .map((item) => (
                    <Unsent
                        key={item.id}
                        item={item}
                        label={text("unsent.topic")}
                        title={item.params.title}
                        words={item.params.text}
                        onEdit={() => takeBack(item)}
                    />
                ))}
        </>
    );
}

/** Puts the words of an unsent topic back into the editor for a new one. */
function takeBack({ params }: Item<"forum.start_topic">): void {
    const draft = drafts.at({ group: params.group });
    void draft.ready.then(() => {
        const { title, text: words } = draft.words.peek();
        const both = [words.trimEnd(), params.text].filter((part) => part !== "").join("\n\n");
        draft.write({ title: title || params.title, text: both });
        const place = here.peek();
        if (place.view !== "new_topic") go(`/groups/${params.group}/forum/new`);
    });
}
