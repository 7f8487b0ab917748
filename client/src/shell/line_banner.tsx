// Says plainly when the line is down and what waits, and shows what the server did not take.
import { useEffect, useState } from "preact/hooks";
import { connection, line, outbox } from "../app.ts";
import type { Item } from "../outbox.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import { text } from "../texts.ts";

export function LineBanner() {
    const down = line.value === "down";
    const waiting = outbox.waiting.value;
    useEffect(() => {
        // what takes the focus is scrolled clear of the banner
        document.documentElement.classList.toggle("line-down", down);
    }, [down]);
    return (
        <div class="banners" role="status">
            {down && (
                <div class="banner">
                    <p class="short" aria-hidden="true">
                        {waiting > 0
                            ? text("line.down_waiting", { count: waiting })
                            : text("line.down_short")}
                    </p>
                    <p class="long">
                        {text("line.down")}{" "}
                        {waiting > 0 && <b>{text("line.waiting", { count: waiting })}</b>}
                    </p>
                    <Button kind="quiet" onClick={() => connection.hurry()}>
                        {text("line.retry")}
                    </Button>
                </div>
            )}
            <Refused />
        </div>
    );
}

function Refused() {
    const [open, setOpen] = useState(false);
    const refused = outbox.items.value.filter((item) => item.state.value === "refused");
    if (refused.length === 0) return null;
    return (
        <div class="banner">
            <p>{text("line.refused", { count: refused.length })}</p>
            <Button kind="quiet" onClick={() => setOpen(true)}>
                {text("line.refused_look")}
            </Button>
            {open && (
                <Dialog title={text("line.unsent_title")} onClose={() => setOpen(false)}>
                    {refused.map((item) => (
                        <RefusedItem key={item.id} item={item} />
                    ))}
                    <p>
                        <Button kind="quiet" onClick={() => setOpen(false)}>
                            {text("core.close")}
                        </Button>
                    </p>
                </Dialog>
            )}
        </div>
    );
}

function whatItIs(item: Item): string {
    const { title } = item.params as { title?: string };
    if (item.method === "forum.start_topic") return text("line.what_topic", { title: title ?? "" });
    if (item.method === "forum.reply") return text("line.what_reply");
    return text(item.method === "forum.edit_post" ? "line.what_edit" : "line.what_other");
}

function RefusedItem({ item }: { item: Item }) {
    const [asking, ask] = useState(false);
    const words = (item.params as { text?: string }).text;
    const copy = async () => {
        await navigator.clipboard.writeText(words ?? "");
        toast(text("line.copied"));
    };
    return (
        <section class="refused">
            <h3>{whatItIs(item)}</h3>
            <p class="field-problem">{problemText(item.problem.value)}</p>
            {words !== undefined && <pre class="plain-words">{words}</pre>}
            <div class="buttons">
                <Button kind="quiet" onClick={() => void outbox.tryAgain(item.id)}>
                    {text("line.try_again")}
                </Button>
                {words !== undefined && (
                    <Button kind="quiet" onClick={() => void copy()}>
                        {text("line.copy")}
                    </Button>
                )}
                {words === undefined || asking ? (
                    <Button kind="danger" onClick={() => void outbox.discard(item.id)}>
                        {text("line.discard")}
                    </Button>
                ) : (
                    <Button kind="quiet" onClick={() => ask(true)}>
                        {text("line.discard")}
                    </Button>
                )}
            </div>
            {asking && <p role="status">{text("line.discard_ask")}</p>}
        </section>
    );
}
