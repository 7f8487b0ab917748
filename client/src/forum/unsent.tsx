// What somebody wrote and the server has not stored yet: it says so, and stays until it is stored or
// its author decides. After the answer it stays until the stored post itself is shown.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { outbox } from "../app.ts";
import type { Item } from "../outbox.ts";
import { problemText } from "../problem_text.ts";
import { Button } from "../pieces/button.tsx";
import { Tag } from "../pieces/tag.tsx";
import { toast } from "../pieces/toast.tsx";
import type { ChangeName, ResultOf } from "../shapes.ts";
import { text } from "../texts.ts";
import { focusTitle } from "../focus.ts";

/** The unsent changes of one method that are about one thing. */
export function unsentOf<M extends ChangeName>(
    method: M,
    about: (params: Item<M>["params"]) => boolean,
): readonly Item<M>[] {
    const items = outbox.items.value as readonly Item[];
    return (items.filter((item) => item.method === method) as unknown as Item<M>[]).filter((item) =>
        about(item.params),
    );
}

interface UnsentProps {
    item: Item;
    label: string;
    title?: string;
    words: string;
    /** Takes the words back into an editor; the unsent change is thrown away afterwards. */
    onEdit(): void;
    children?: ComponentChildren;
}

export function Unsent({ item, label, title, words, onEdit, children }: UnsentProps) {
    const refused = item.state.value === "refused";
    return (
        <article class={refused ? "post unsent unsent-refused" : "post unsent"} aria-label={label}>
            <p class="unsent-state">
                <Tag kind="wait">{text(`unsent.${item.state.value}`)}</Tag>{" "}
                {refused && <span>{problemText(item.problem.value)}</span>}
            </p>
            {title && (
                <p>
                    <b>{title}</b>
                </p>
            )}
            <p class="as-typed">{words}</p>
            {children}
            {refused && <Decide item={item} onEdit={onEdit} />}
        </article>
    );
}

function Decide({ item, onEdit }: { item: Item; onEdit(): void }) {
    const edit = async () => {
        onEdit();
        await outbox.discard(item.id);
    };
    const discard = async () => {
        await outbox.discard(item.id);
        focusTitle();
        toast(text("unsent.discarded"), onEdit);
    };
    // a change that was overtaken would be refused again: only its words can be used
    const overtaken = item.problem.value?.name === "conflict";
    return (
        <p class="buttons">
            {!overtaken && (
                <Button kind="quiet" onClick={() => void outbox.tryAgain(item.id)}>
                    {text("unsent.again")}
                </Button>
            )}
            <Button kind="quiet" onClick={() => void edit()}>
                {text("unsent.edit")}
            </Button>
            <Button kind="link" onClick={() => void discard()}>
                {text("unsent.discard")}
            </Button>
        </p>
    );
}

/** Tells once when one of these has been stored, for as long as the view is shown. */
export function useStored<M extends ChangeName>(
    items: readonly Item<M>[],
    onStored: (item: Item<M>, result: ResultOf<M>) => void,
): void {
    const told = useRef(new WeakSet<object>());
    const newest = useRef<typeof onStored | undefined>(onStored);
    newest.current = onStored;
    useEffect(
        () => () => {
            newest.current = undefined;
        },
        [],
    );
    useEffect(() => {
        for (const item of items) {
            if (told.current.has(item)) continue;
            told.current.add(item);
            item.result.then(
                (result) => newest.current?.(item, result),
                () => undefined,
            );
        }
    }, [items.map(({ id }) => id).join(" "), items]);
}
