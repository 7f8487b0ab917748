// Starting a topic: what it is about, and its first post.
import { useState } from "preact/hooks";
import { queue } from "../app.ts";
import { GroupFrame } from "../groups/group_frame.tsx";
import { useGroup } from "../groups/use_group.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { TextField } from "../pieces/field.tsx";
import type { AuthorityId } from "../protocol/types.ts";
import { go } from "../router.ts";
import type { GroupId, GroupPage, LabelId } from "../shapes.ts";
import { text } from "../texts.ts";
import { textProblem } from "./composer.tsx";
import { DraftNote, OlderDraft } from "./draft_note.tsx";
import { Editor } from "./editor.tsx";
import { LabelsChoice, QuestionChoice } from "./labels_choice.tsx";
import { rightsIn } from "./rights.ts";
import { SeatChoice, seatsOf } from "./seat_choice.tsx";
import { UnsentTopics } from "./unsent_topics.tsx";
import { useDoing } from "../use_doing.ts";
import { useDraft } from "./use_draft.ts";

export function NewTopicPage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    return (
        <GroupFrame id={place.group} group={group} tab="forum" title={text("forum.start")}>
            {(page) =>
                rightsIn(page).writes ? (
                    <NewTopic page={page} />
                ) : (
                    <div class="sheet">
                        <p>
                            {text(page.archived ? "topic.no_reply_archived" : "forum.join_first")}
                        </p>
                    </div>
                )
            }
        </GroupFrame>
    );
}

const titleId = "topic-title";
const textId = "topic-text";

function problemsOf(title: string, words: string): readonly Problem[] {
    const found: Problem[] = [];
    if (title.trim() === "") found.push({ field: titleId, words: text("topic.title_empty") });
    const wrong = textProblem(words);
    if (wrong) found.push({ field: textId, words: wrong });
    return found;
}

function NewTopic({ page }: { page: GroupPage }) {
    const { draft, ready } = useDraft({ group: page.group });
    const [question, setQuestion] = useState(false);
    const [labels, setLabels] = useState<readonly LabelId[]>([]);
    const [authority, setAuthority] = useState<AuthorityId>();
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const doing = useDoing();

    const send = async () => {
        if (doing.running()) return;
        const words = draft.words.peek();
        const wrong = problemsOf(words.title, words.text);
        setProblems(wrong);
        if (wrong.length > 0) return;
        const chosen = authority ?? seatsOf(page)[0]?.authority;
        const kept = await doing.run(
            () =>
                queue("forum.start_topic", {
                    group: page.group,
                    title: words.title.trim(),
                    text: words.text,
                    question,
                    labels,
                    ...(chosen === undefined ? {} : { authority: chosen }),
                }).kept,
        );
        if (kept) draft.posted(words);
        else setProblems([{ words: text("editor.not_kept") }]);
    };
    if (!ready) return <p class="soft">{text("core.loading")}</p>;
    const { title, text: words } = draft.words.value;
    const problem = (field: string) => problems.find((one) => one.field === field)?.words;
    return (
        <form
            class="sheet composer"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                void send();
            }}
        >
            <h2>{text("forum.start")}</h2>
            <UnsentTopics
                group={page.group}
                onStored={(topic) => go(`/topics/${topic}`, { replace: true })}
            />
            <ErrorSummary problems={problems} />
            <OlderDraft draft={draft} editor={textId} />
            <TextField
                id={titleId}
                label={text("topic.title")}
                hint={text("topic.title_hint")}
                maxLength={200}
                value={title}
                problem={problem(titleId)}
                onValue={(next) => draft.write({ ...draft.words.peek(), title: next })}
            />
            <Editor
                id={textId}
                label={text("topic.first_post")}
                words={words}
                onWrite={(next) => draft.write({ ...draft.words.peek(), text: next })}
                group={page.group}
                problem={problem(textId)}
                onSend={() => void send()}
            />
            <QuestionChoice on={question} onChange={setQuestion} />
            <LabelsChoice labels={page.labels} chosen={labels} onChoose={setLabels} />
            <div class="buttons composer-end">
                <SeatChoice
                    id="topic-for"
                    group={page}
                    chosen={authority}
                    onChoose={setAuthority}
                />
                <Button type="submit" busy={doing.busy}>
                    {text("forum.start_send")}
                </Button>
                <a href={`/groups/${page.group}/forum`}>{text("core.cancel")}</a>
                <DraftNote draft={draft} />
            </div>
        </form>
    );
}
