// What is asked or shown about one post in a dialog: delete it, report it, its earlier texts.
import { useState } from "preact/hooks";
import { call, change } from "../app.ts";
import { useLoaded } from "../use_loaded.ts";
import { Html } from "../html.tsx";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { FullTime } from "../pieces/time_ago.tsx";
import { toast } from "../pieces/toast.tsx";
import type { Post } from "../shapes.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";

interface PostDialogProps {
    post: Post;
    onClose(): void;
}

export function DeleteDialog({ post, onClose }: PostDialogProps) {
    const [why, setWhy] = useState("");
    const doing = useDoing();
    const remove = async () => {
        if (
            await doing.run(() => change("forum.delete_post", { post: post.post, why: why.trim() }))
        ) {
            toast(text("post.deleted_done"));
            onClose();
        }
    };
    return (
        <Dialog title={text("post.delete_title")} onClose={onClose}>
            <form onSubmit={(event) => (event.preventDefault(), void remove())}>
                <p>{text("post.delete_words")}</p>
                <TextField
                    id="delete-why"
                    label={text("post.delete_why")}
                    hint={text("post.delete_why_hint")}
                    maxLength={200}
                    value={why}
                    onValue={setWhy}
                />
                <ProblemLine problem={doing.problem} />
                <p class="buttons">
                    <Button type="submit" kind="danger" busy={doing.busy}>
                        {text("post.delete")}
                    </Button>
                    <Button kind="link" onClick={onClose}>
                        {text("core.cancel")}
                    </Button>
                </p>
            </form>
        </Dialog>
    );
}

export function ReportDialog({ post, onClose }: PostDialogProps) {
    const [why, setWhy] = useState("");
    const [empty, setEmpty] = useState(false);
    const doing = useDoing();
    const report = async () => {
        setEmpty(why.trim() === "");
        if (why.trim() === "") return document.getElementById("report-why")?.focus();
        if (await doing.run(() => change("forum.report", { post: post.post, why: why.trim() }))) {
            toast(text("post.reported"));
            onClose();
        }
    };
    const box = {
        id: "report-why",
        hint: text("post.report_hint"),
        problem: empty ? text("post.report_empty") : undefined,
    };
    return (
        <Dialog title={text("post.report_title")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void report())}>
                <FieldBox label={text("post.report_why")} {...box}>
                    <textarea
                        rows={4}
                        maxLength={1000}
                        value={why}
                        onInput={(event) => setWhy(event.currentTarget.value)}
                        {...describedBy(box)}
                    />
                </FieldBox>
                <ProblemLine problem={doing.problem} />
                <p class="buttons">
                    <Button type="submit" busy={doing.busy}>
                        {text("post.report_send")}
                    </Button>
                    <Button kind="link" onClick={onClose}>
                        {text("core.cancel")}
                    </Button>
                </p>
            </form>
        </Dialog>
    );
}

export function EarlierTextsDialog({
    post,
    removes,
    onClose,
}: PostDialogProps & { removes: boolean }) {
    const { value, problem } = useLoaded(
        () => call("forum.texts", { post: post.post }),
        [post.post],
    );
    const doing = useDoing();
    const remove = async () => {
        const done = await doing.run(() =>
            change("forum.remove_earlier_texts", { post: post.post }),
        );
        if (done) {
            toast(text("post.texts_removed"));
            onClose();
        }
    };
    return (
        <Dialog title={text("post.texts_title")} onClose={onClose}>
            <ProblemLine problem={problem ?? doing.problem} />
            {!value && !problem && <p>{text("core.loading")}</p>}
            <ol class="earlier-texts" reversed>
                {value?.texts.map(({ revision, at, html }, place) => (
                    <li key={revision}>
                        <h3>
                            {place === 0 ? text("post.text_now") : text("post.text_before")}{" "}
                            <span class="soft">
                                <FullTime at={at} />
                            </span>
                        </h3>
                        <Html html={html} />
                    </li>
                ))}
            </ol>
            <p class="buttons">
                <Button kind="quiet" onClick={onClose}>
                    {text("core.close")}
                </Button>
                {removes && (value?.texts.length ?? 0) > 1 && (
                    <Button kind="danger" busy={doing.busy} onClick={() => void remove()}>
                        {text("post.texts_remove")}
                    </Button>
                )}
            </p>
        </Dialog>
    );
}
