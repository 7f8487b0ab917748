// Says plainly when the line is down and what waits, and shows what the server did not take.
import { useEffect, useRef, useState } from "preact/hooks";
import { connection, line, outbox } from "../app.ts";
import type { Item } from "../outbox.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import { text } from "../texts.ts";

export function LineBanner() {
    const [open, setOpen] = useState(false);
    const down = line.value === "down";
    const refused = outbox.items.value.filter((item) => item.state.value === "refused");
    const banners = useRef<HTMLDivElement>(null);
    useEffect(() => keepClearOf(banners.current!), []);
    useEffect(() => {
        if (refused.length === 0) setOpen(false);
    }, [refused.length]);
    return (
        <>
            <div ref={banners} class="banners" role="status">
                {down && <Down waiting={outbox.waiting.value} />}
                {refused.length > 0 && (
                    <div class="banner">
                        <p>{text("line.refused", { count: refused.length })}</p>
                        <Button kind="quiet" onClick={() => setOpen(true)}>
                            {text("line.refused_look")}
                        </Button>
                    </div>
                )}
            </div>
            {open && <Refused refused={refused} onClose={() => setOpen(false)} />}
        </>
    );
}

/** What takes the focus is scrolled clear of the banner, however high its words are. */
function keepClearOf(banners: HTMLElement): () => void {
    const observer = new ResizeObserver(() =>
        document.documentElement.style.setProperty("--banner", `${banners.offsetHeight}px`),
    );
    observer.observe(banners);
    return () => observer.disconnect();
}

function Down({ waiting }: { waiting: number }) {
    return (
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
    );
}

function Refused({ refused, onClose }: { refused: readonly Item[]; onClose: () => void }) {
    return (
        <Dialog title={text("line.unsent_title")} onClose={onClose}>
            {refused.map((item) => (
                <RefusedItem key={item.id} item={item} onLeave={onClose} />
            ))}
            <p>
                <Button kind="quiet" onClick={onClose}>
                    {text("core.close")}
                </Button>
            </p>
        </Dialog>
    );
}

function whatItIs(item: Item): string {
    const { title } = item.params as { title?: string };
    if (item.method === "forum.start_topic") return text("line.what_topic", { title: title ?? "" });
    if (item.method === "forum.reply") return text("line.what_reply");
    return text(item.method === "forum.edit_post" ? "line.what_edit" : "line.what_other");
}

function whereItIs(item: Item): string | undefined {
    const { topic, group, post } = item.params as { topic?: string; group?: string; post?: string };
    if (topic !== undefined) return `/topics/${topic}`;
    if (post !== undefined) return `/posts/${post}`;
    return group === undefined ? undefined : `/groups/${group}/forum`;
}

function RefusedItem({ item, onLeave }: { item: Item; onLeave: () => void }) {
    const [asking, ask] = useState(false);
    const where = whereItIs(item);
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
            {where !== undefined && (
                <p>
                    <a href={where} onClick={onLeave}>
                        {text("line.go_there")}
                    </a>
                </p>
            )}
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
