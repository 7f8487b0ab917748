// A file that no library has byte for byte: sent to be compared by what it says, and deleted again.
import { useEffect, useState } from "preact/hooks";
import { useUpload, type Uploading } from "../library/use_upload.ts";
import type { NearestVersions } from "../library/shapes.ts";
import { Button } from "../pieces/button.tsx";
import { problemText } from "../problem_text.ts";
import type { GroupId } from "../shapes.ts";
import { myGroups } from "../state.ts";
import { text } from "../texts.ts";
import { KnownVersions } from "./known_versions.tsx";
import { useNearest } from "./use_nearest.ts";

export function CompareFile({ file }: { file: File }) {
    // An upload belongs to a group; who sits in none has nowhere to send it.
    const group = myGroups.value.find(({ archived }) => !archived)?.group;
    return group ? <Comparing file={file} group={group} /> : null;
}

function Comparing({ file, group }: { file: File; group: GroupId }) {
    const upload = useUpload(group);
    const [answer, setAnswer] = useState<NearestVersions>();
    const { value, problem, reload } = useNearest(answer ? undefined : upload.now?.upload);
    useEffect(() => () => upload.drop(), []); // it was sent for this page
    useEffect(() => {
        if (!value || value.state === "waiting") return;
        setAnswer(value);
        upload.drop();
    }, [value]);
    if (answer) return <Answer answer={answer} />;
    if (problem) {
        return <Again words={problemText(problem)} again={reload} />;
    }
    if (!upload.now) {
        return (
            <>
                <p class="soft" id="compare-hint">
                    {text("which.compare_hint")}
                </p>
                <p>
                    <Button
                        kind="quiet"
                        onClick={() => upload.choose(file)}
                        aria-describedby="compare-hint"
                    >
                        {text("which.compare")}
                    </Button>
                </p>
            </>
        );
    }
    if (upload.now.failed === undefined) return <p class="soft">{underWay(upload.now)}</p>;
    if (upload.now.refused !== undefined) {
        return <p>{text("which.compare_refused", { why: upload.now.refused })}</p>;
    }
    return <Again words={text("which.compare_failed")} again={upload.again} />;
}

function underWay({ file, upload }: Uploading): string {
    return upload === undefined
        ? text("which.comparing_sending", { name: file.name })
        : text("which.comparing");
}

function Again({ words, again }: { words: string; again(): void }) {
    return (
        <>
            <p>{words}</p>
            <p>
                <Button kind="quiet" onClick={again}>
                    {text("problem.again")}
                </Button>
            </p>
        </>
    );
}

function Answer({ answer: { state, known } }: { answer: NearestVersions }) {
    if (known.length > 0) return <KnownVersions known={known} />;
    switch (state) {
        case "ready":
            return <p>{text("which.compare_none")}</p>;
        case "no_words":
            return <p>{text("which.compare_no_words")}</p>;
        case "no_converter":
            return <p>{text("which.compare_no_converter")}</p>;
        default:
            return <p>{text("which.compare_unread")}</p>;
    }
}
