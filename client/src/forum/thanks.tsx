// "Thanks" for a post: one's own, and who else said so.
import { change } from "../app.ts";
import { bylineText } from "../pieces/byline.tsx";
import { Button } from "../pieces/button.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { Post } from "../shapes.ts";
import { text } from "../texts.ts";
import { Check } from "./check.tsx";
import { useDoing } from "../use_doing.ts";

interface ThanksProps {
    post: Post;
    thanked: boolean;
    /** Whether one may say it. */
    offered: boolean;
    onThanked(thanks: boolean): void;
}

export function ThanksButton({ post, thanked, offered, onThanked }: ThanksProps) {
    const doing = useDoing();
    if (!offered) return null;
    const toggle = async () => {
        const thanks = !thanked;
        const done = await doing.run(() =>
            change("forum.thank", { post: post.post, thanks }).catch((problem: unknown) => {
                toast(problemText(problem));
                throw problem;
            }),
        );
        if (done) onThanked(thanks);
    };
    return (
        <Button
            kind="quiet"
            class="small"
            busy={doing.busy}
            aria-pressed={thanked}
            onClick={() => void toggle()}
        >
            <Check on={thanked} />
            {text("post.thank")}
        </Button>
    );
}

const namesAtOnce = 2;

/** "Thanked by A and B", or with a list to open when there are more. */
export function ThankedBy({ post }: { post: Post }) {
    if (post.thanks === 0) return null;
    const names = post.thanked_by.map(bylineText);
    if (post.thanks <= namesAtOnce && names.length === post.thanks) {
        return (
            <p class="soft thanked-by">
                {text("post.thanked_by", { names: names.join(text("post.and")) })}
            </p>
        );
    }
    const more = post.thanks - names.length;
    return (
        <details class="soft thanked-by">
            <summary>{text("post.thanks_count", { count: post.thanks })}</summary>
            <ul>
                {post.thanked_by.map((by, place) => (
                    <li key={by.person}>{names[place]}</li>
                ))}
                {more > 0 && <li>{text("post.thanks_more", { count: more })}</li>}
            </ul>
        </details>
    );
}
