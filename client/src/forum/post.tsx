// One post: who wrote it for whom, when, what, and what one may do with it.
import { useState } from "preact/hooks";
import { change } from "../app.ts";
import { Html } from "../html.tsx";
import { Byline, bylineText } from "../pieces/byline.tsx";
import { Button } from "../pieces/button.tsx";
import { Face } from "../pieces/face.tsx";
import { Tag } from "../pieces/tag.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { Post, TopicRow } from "../shapes.ts";
import { text } from "../texts.ts";
import { MoreActions } from "./more_actions.tsx";
import { DeleteDialog, EarlierTextsDialog, ReportDialog } from "./post_dialogs.tsx";
import { PostEdit, UnsentEdits } from "./post_edit.tsx";
import { focusSoon } from "../focus.ts";
import type { PostRights } from "./rights.ts";
import { ThankedBy, ThanksButton } from "./thanks.tsx";

export interface PostViewProps {
    post: Post;
    topic: TopicRow;
    rights: PostRights;
    thanked: boolean;
    onThanked(post: Post, thanks: boolean): void;
    onQuote(post: Post): void;
}

type Open = "delete" | "report" | "texts" | undefined;

export function PostView(props: PostViewProps) {
    const { post, topic, rights } = props;
    const [editing, setEditing] = useState(false);
    const [open, setOpen] = useState<Open>();
    const close = () => setOpen(undefined);
    const { number } = post;
    const answer = topic.answer === post.post;
    return (
        <article
            class={answer ? "post answer" : "post"}
            id={`post-${number}`}
            aria-labelledby={`by-${number}`}
            tabIndex={-1}
        >
            <header class="post-head">
                <Face name={post.by.name} />
                <h2 id={`by-${number}`}>
                    <Byline by={post.by} />
                </h2>
                {answer && <Tag kind="current">{text("topic.the_answer")}</Tag>}
                <span class="post-when soft">
                    <TimeAgo at={post.at} />{" "}
                    <a
                        href={`/topics/${post.topic}#post-${number}`}
                        aria-label={text("post.link", { number })}
                    >
                        #{number}
                    </a>
                </span>
            </header>
            <PostBody post={post} />
            {rights.edits && <UnsentEdits post={post} onEdit={() => setEditing(true)} />}
            {editing && rights.edits ? (
                <PostEdit
                    post={post}
                    group={topic.group}
                    onClose={() => {
                        setEditing(false);
                        focusSoon(`post-${number}`);
                    }}
                />
            ) : (
                <Actions {...props} onOpen={setOpen} onEdit={() => setEditing(true)} />
            )}
            <ThankedBy post={post} />
            <span class="post-end" data-read={number} />
            {open === "delete" && <DeleteDialog post={post} onClose={close} />}
            {open === "report" && <ReportDialog post={post} onClose={close} />}
            {open === "texts" && (
                <EarlierTextsDialog
                    post={post}
                    removes={rights.removesEarlierTexts}
                    onClose={close}
                />
            )}
        </article>
    );
}

/** Erased with its author, or deleted by them before they left: theirs to take away, either way. */
function tookAlong({ by, deleted_by }: Post): boolean {
    return deleted_by?.person === by.person && by.name === "";
}

function deletedWords(post: Post): string {
    if (tookAlong(post)) return text("post.deleted_left");
    const by = post.deleted_by ? bylineText(post.deleted_by) : "";
    const key = post.deleted_why === "" ? "post.deleted" : "post.deleted_why";
    return text(key, { by, why: post.deleted_why });
}

function PostBody({ post }: { post: Post }) {
    if (post.deleted_at !== undefined) return <p class="post-deleted">{deletedWords(post)}</p>;
    return (
        <>
            <Html html={post.html} class="words post-words" />
            {post.edited_at !== undefined && (
                <p class="soft post-edited">
                    {text("post.edited")} <TimeAgo at={post.edited_at} />
                </p>
            )}
        </>
    );
}

interface ActionsProps extends PostViewProps {
    onOpen(open: Open): void;
    onEdit(): void;
}

function Actions(props: ActionsProps) {
    const { post, topic, rights, onOpen } = props;
    const there = post.deleted_at === undefined;
    const more: [string, () => void][] = [];
    if (there) more.push([text("post.copy_link"), () => void copyLink(post)]);
    if (rights.marksAnswer && topic.answer !== undefined) {
        const key = topic.answer === post.post ? "post.not_answer" : "post.mark_answer";
        more.push([text(key), () => void markAnswer(topic, post)]);
    }
    if (post.earlier_texts) more.push([text("post.texts"), () => onOpen("texts")]);
    if (rights.reports) more.push([text("post.report"), () => onOpen("report")]);
    if (rights.deletes) more.push([text("post.delete_more"), () => onOpen("delete")]);
    return (
        <div
            class="buttons post-actions"
            role="group"
            aria-label={text("post.actions", { number: post.number })}
        >
            <ThanksButton
                post={post}
                thanked={props.thanked}
                offered={rights.thanks}
                onThanked={(thanks) => props.onThanked(post, thanks)}
            />
            {rights.quotes && (
                // a press must not lose the selection that is to be quoted
                <Button
                    kind="link"
                    onPointerDown={(event) => event.preventDefault()}
                    onClick={() => props.onQuote(post)}
                >
                    {text("post.quote")}
                </Button>
            )}
            {rights.edits && (
                <Button kind="link" onClick={props.onEdit}>
                    {text("post.edit")}
                </Button>
            )}
            {rights.marksAnswer && topic.answer === undefined && (
                <Button kind="link" onClick={() => void markAnswer(topic, post)}>
                    {text("post.mark_answer")}
                </Button>
            )}
            {more.length > 0 && <MoreActions number={post.number} actions={more} />}
        </div>
    );
}

async function copyLink(post: Post): Promise<void> {
    const link = new URL(`/posts/${post.post}`, location.href).href;
    try {
        await navigator.clipboard.writeText(link);
        toast(text("post.link_copied"));
    } catch {
        toast(link);
    }
}

async function markAnswer(topic: TopicRow, post: Post): Promise<void> {
    const taken = topic.answer === post.post;
    const about = taken ? { topic: topic.topic } : { topic: topic.topic, post: post.post };
    try {
        await change("forum.mark_answer", about);
        toast(text(taken ? "post.answer_taken" : "post.answer_marked"));
        focusSoon(`post-${post.number}`);
    } catch (problem) {
        toast(problemText(problem));
    }
}
