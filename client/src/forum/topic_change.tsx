// Changing a topic's title, labels and whether it is a question. The revision that was looked at is
// named; when somebody else changed it first, both are shown and nothing is overwritten.
import { useState } from "preact/hooks";
import { CallProblem, change } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import type { LabelId, TopicRow } from "../shapes.ts";
import { focusSoon } from "../focus.ts";
import { text } from "../texts.ts";
import { LabelsChoice, QuestionChoice } from "./labels_choice.tsx";
import type { LabelRow } from "./shapes.ts";
import { useDoing } from "../use_doing.ts";

interface TopicChangeProps {
    topic: TopicRow;
    labels: readonly LabelRow[];
    onClose(): void;
}

export function TopicChange({ topic, labels, onClose }: TopicChangeProps) {
    const [looked, setLooked] = useState(topic);
    const [title, setTitle] = useState(topic.title);
    const [question, setQuestion] = useState(topic.question);
    const known = new Set(labels.map(({ label }) => label));
    const [chosen, setChosen] = useState<readonly LabelId[]>(
        topic.labels.filter((label) => known.has(label)),
    );
    const [empty, setEmpty] = useState(false);
    const doing = useDoing();

    const save = async () => {
        setEmpty(title.trim() === "");
        if (title.trim() === "") return document.getElementById("topic-title")?.focus();
        const said = { topic: topic.topic, title: title.trim(), question, labels: chosen };
        const done = await doing.run(() =>
            change("forum.change_topic", { ...said, revision: looked.revision }),
        );
        if (done) {
            toast(text("topic.changed"));
            onClose();
        }
    };
    const conflict = doing.problem instanceof CallProblem && doing.problem.name === "conflict";
    const moved = topic.revision !== looked.revision;
    return (
        <Dialog title={text("topic.change")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void save())}>
                {(moved || conflict) && (
                    <div class="older-draft" role="status">
                        <p>{text("topic.changed_meanwhile", { title: topic.title })}</p>
                        <Button
                            kind="quiet"
                            onClick={() => {
                                setLooked(topic);
                                doing.forget();
                                focusSoon("topic-title");
                            }}
                        >
                            {text("post.keep_mine")}
                        </Button>
                    </div>
                )}
                <TextField
                    id="topic-title"
                    label={text("topic.title")}
                    maxLength={200}
                    value={title}
                    problem={empty ? text("topic.title_empty") : undefined}
                    onValue={setTitle}
                />
                <QuestionChoice on={question} onChange={setQuestion} />
                <LabelsChoice labels={labels} chosen={chosen} onChoose={setChosen} />
                <ProblemLine problem={conflict ? undefined : doing.problem} />
                <p class="buttons">
                    <Button type="submit" busy={doing.busy}>
                        {text("core.save")}
                    </Button>
                    <Button kind="link" onClick={onClose}>
                        {text("core.cancel")}
                    </Button>
                </p>
            </form>
        </Dialog>
    );
}
