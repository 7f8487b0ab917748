// What one seldom does with a post, behind one word. Native <details>: it opens by click and keys; it
// closes by Escape, by what is chosen in it, and when the focus goes elsewhere.
import { Button } from "../pieces/button.tsx";
import { text } from "../texts.ts";

interface MoreActionsProps {
    number: number;
    actions: readonly [words: string, act: () => void][];
}

function close(details: HTMLDetailsElement | null): void {
    details?.removeAttribute("open");
    details?.querySelector("summary")?.focus();
}

export function MoreActions({ number, actions }: MoreActionsProps) {
    return (
        <details
            class="more"
            name="post-more"
            onKeyDown={(event) => {
                if (event.key === "Escape" && event.currentTarget.open) close(event.currentTarget);
            }}
            onFocusOut={({ currentTarget, relatedTarget }) => {
                const inside =
                    relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
                if (relatedTarget !== null && !inside) currentTarget.removeAttribute("open");
            }}
        >
            <summary>
                {text("post.more")}
                <span class="visually-hidden"> {text("post.link", { number })}</span>
            </summary>
            <div class="more-actions">
                {actions.map(([words, act]) => (
                    <Button
                        key={words}
                        kind="link"
                        onClick={(event) => {
                            close(event.currentTarget.closest("details"));
                            act();
                        }}
                    >
                        {words}
                    </Button>
                ))}
            </div>
        </details>
    );
}
