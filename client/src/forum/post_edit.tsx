// Changing one's own post. The change names the revision that was looked at: when the post was
// changed elsewhere meanwhile, nothing is overwritten, and both texts are shown.
import { useEffect, useState } from "preact/hooks";
import { call, queue } from "../app.ts";
import { useLoaded } from "../use_loaded.ts";
import { problemText } from "../problem_text.ts";
import { announce } from "../pieces/live_region.tsx";
import { Button } from "../pieces/button.tsx";
import type { GroupId, Post } from "../shapes.ts";
import { text } from "../texts.ts";
import { Composer } from "./composer.tsx";
import { focusSoon } from "../focus.ts";
import { Unsent, unsentOf, useStored } from "./unsent.tsx";
import { useDraft } from "./use_draft.ts";

interface PostEditProps {
    post: Post;
    group: GroupId;
    onClose(): void;
}

export function PostEdit({ post, group, onClose }: PostEditProps) {
    // asked anew when the post's revision moves, so that what is stored now is always known
    const { value, problem, reload } = useLoaded(
        () => call("forum.texts", { post: post.post }),
        [post.post, post.revision],
    );
    const { draft, ready } = useDraft({ post: post.post });
    const [base, setBase] = useState<{ revision: number; text: string }>();
    const [found, setFound] = useState(false);
    const stored = value?.texts[0];

    useEffect(() => {
        if (!ready || !stored || base) return;
        const begun = draft.words.peek().text;
        if (begun === "") draft.write({ title: "", text: stored.text });
        setFound(begun !== "" && begun !== stored.text);
        setBase(stored);
        focusSoon(`edit-${post.number}`);
    }, [ready, stored, base]);

    if (problem) {
        return (
            <div role="alert">
                <p>{problemText(problem)}</p>
                <p class="buttons">
                    <Button kind="quiet" onClick={reload}>
                        {text("problem.again")}
                    </Button>
                    <Button kind="link" onClick={onClose}>
                        {text("core.cancel")}
                    </Button>
                </p>
            </div>
        );
    }
    if (!base) return <p>{text("core.loading")}</p>;

    const moved = stored !== undefined && stored.revision !== base.revision;
    const send = async (words: string) => {
        const item = queue("forum.edit_post", {
            post: post.post,
            revision: base.revision,
            text: words,
        });
        await item.kept;
        onClose();
    };
    const cancel = () => {
        draft.clear();
        onClose();
    };
    const decide = () => {
        setFound(false);
        setBase(stored);
        focusSoon(`edit-${post.number}`);
    };
    return (
        <div class="post-edit">
            {stored && (moved || found) && (
                <StoredText
                    words={stored.text}
                    why={text(moved ? "post.changed_meanwhile" : "post.draft_found")}
                    onUse={() => {
                        draft.write({ title: "", text: stored.text });
                        decide();
                    }}
                    onKeep={decide}
                />
            )}
            <Composer
                id={`edit-${post.number}`}
                label={text("post.edit_label", { number: post.number })}
                group={group}
                draft={draft}
                sendWords={text("post.edit_save")}
                onSend={send}
                undecided={moved || found ? text("post.decide_first") : undefined}
                onCancel={cancel}
            />
        </div>
    );
}

interface StoredTextProps {
    words: string;
    why: string;
    onUse(): void;
    onKeep(): void;
}

function StoredText({ words, why, onUse, onKeep }: StoredTextProps) {
    return (
        <div class="older-draft" role="status">
            <p>{why}</p>
            <p class="soft">{text("post.stored_now")}</p>
            <blockquote class="as-typed">{words}</blockquote>
            <p class="buttons">
                <Button kind="quiet" onClick={onKeep}>
                    {text("post.keep_mine")}
                </Button>
                <Button kind="quiet" onClick={onUse}>
                    {text("post.use_stored")}
                </Button>
            </p>
        </div>
    );
}

/** The changes of a post that are on their way, or were refused. */
export function UnsentEdits({ post, onEdit }: { post: Post; onEdit(): void }) {
    const { draft } = useDraft({ post: post.post });
    const items = unsentOf("forum.edit_post", (params) => params.post === post.post);
    useStored(items, () => announce(text("unsent.edit_posted")));
    return (
        <>
            {items.map((item) => (
                <Unsent
                    key={item.id}
                    item={item}
                    label={text("unsent.edit_of", { number: post.number })}
                    words={item.params.text}
                    onEdit={() => {
                        draft.write({ title: "", text: item.params.text });
                        onEdit();
                    }}
                />
            ))}
        </>
    );
}
