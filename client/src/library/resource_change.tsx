// Changing what is said about a resource. The revision that was looked at is named; when somebody else
// changed it first, nothing is overwritten until one says so.
import { useState } from "preact/hooks";
import { CallProblem, change } from "../app.ts";
import type { LabelRow } from "../forum/shapes.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import type { Problem } from "../pieces/error_summary.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { useKept } from "./kept.ts";
import { problemsOf, ResourceFields, saidBy, wordsOf } from "./resource_fields.tsx";
import type { ResourceRow } from "./shapes.ts";
import { Meanwhile } from "./version_dialogs.tsx";

interface Props {
    resource: ResourceRow;
    labels: readonly LabelRow[];
    onClose(): void;
}

export function ResourceChange({ resource, labels, onClose }: Props) {
    const kept = useKept(`change:${resource.resource}`, {
        ...wordsOf(resource),
        revision: resource.revision,
    });
    const { revision, ...words } = kept.words;
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const doing = useDoing();
    const save = async () => {
        const wrong = problemsOf(words);
        setProblems(wrong);
        const [first] = wrong;
        if (first?.field !== undefined) return document.getElementById(first.field)?.focus();
        const said = { resource: resource.resource, revision, ...saidBy(words, labels) };
        const request = kept.request();
        if (!(await doing.run(() => change("library.change_resource", said, request)))) return;
        toast(text("resource.changed"));
        close();
    };
    const close = () => {
        kept.forget();
        onClose();
    };
    const conflict = doing.problem instanceof CallProblem && doing.problem.name === "conflict";
    const meanwhile = !doing.busy && (conflict || resource.revision !== revision);
    return (
        <Dialog title={text("resource.change")} onClose={close}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void save())}>
                {meanwhile && (
                    <Meanwhile
                        onGoOn={() => {
                            kept.write({ revision: resource.revision });
                            doing.forget();
                        }}
                    />
                )}
                <ResourceFields
                    words={words}
                    labels={labels}
                    problems={problems}
                    onWrite={kept.write}
                />
                <ProblemLine problem={meanwhile ? undefined : doing.problem} />
                <p class="buttons">
                    <Button type="submit" busy={doing.busy}>
                        {text("core.save")}
                    </Button>
                    <Button kind="link" onClick={close}>
                        {text("core.cancel")}
                    </Button>
                </p>
            </form>
        </Dialog>
    );
}
