// Putting something into a group's library, with its first version as a draft.
import { useState } from "preact/hooks";
import { CallProblem, change } from "../app.ts";
import { rightsIn } from "../forum/rights.ts";
import { SeatChoice, seatsOf } from "../forum/seat_choice.tsx";
import { GroupFrame } from "../groups/group_frame.tsx";
import { useGroup } from "../groups/use_group.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { TextField } from "../pieces/field.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { AuthorityId } from "../protocol/types.ts";
import { go } from "../router.ts";
import type { GroupId, GroupPage } from "../shapes.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { FileField } from "./file_field.tsx";
import { useKept } from "./kept.ts";
import { problemsOf, ResourceFields, saidBy, type ResourceWords } from "./resource_fields.tsx";
import { useUpload } from "./use_upload.ts";
import { whatItIs } from "./what_it_is.ts";

export function NewResourcePage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    return (
        <GroupFrame id={place.group} group={group} tab="library" title={text("library.add")}>
            {(page) =>
                rightsIn(page).writes ? (
                    <NewResource page={page} />
                ) : (
                    <div class="sheet">
                        <p>{text(page.archived ? "library.archived" : "library.join_first")}</p>
                    </div>
                )
            }
        </GroupFrame>
    );
}

const linkId = "resource-link";

interface NewWords extends ResourceWords {
    readonly link: string;
    readonly authority: AuthorityId | undefined;
}

function emptyWords(): NewWords {
    return {
        title: "",
        summary: "",
        kind: "toolkit",
        audience: "",
        licence: "",
        language: me.peek()?.language ?? "en-GB",
        reviewOn: "",
        labels: [],
        link: "",
        authority: undefined,
    };
}

/** The server's no, at its field where there is one. */
function refused(problem: unknown): Problem {
    const aboutLink = problem instanceof CallProblem && problem.field === "link";
    return aboutLink
        ? { field: linkId, words: text("resource.link_wrong") }
        : { words: problemText(problem) };
}

function NewResource({ page }: { page: GroupPage }) {
    const kept = useKept(`resource:${page.group}`, emptyWords());
    const [problems, setProblems] = useState<readonly Problem[]>([]);
    const upload = useUpload(page.group);
    const doing = useDoing();
    const { words } = kept;

    const send = async () => {
        if (doing.running()) return;
        const is = whatItIs(words.link, upload);
        const wrong = [...problemsOf(words)];
        if (is.wrong !== undefined) wrong.push({ field: linkId, words: is.wrong });
        setProblems(wrong);
        if (wrong.length > 0 || is.wrong !== undefined) return;
        await doing.run(async () => {
            const { link: _, authority, ...said } = words;
            const chosen = authority ?? seatsOf(page)[0]?.authority;
            try {
                const { resource } = await change(
                    "library.add_resource",
                    {
                        group: page.group,
                        ...saidBy(said, page.labels),
                        ...is.said,
                        ...(chosen && { authority: chosen }),
                    },
                    kept.request(),
                );
                kept.forget();
                upload.used();
                toast(text("resource.added"));
                go(`/resources/${resource}`, { replace: true });
            } catch (problem) {
                setProblems([refused(problem)]);
            }
        });
    };
    return (
        <form
            class="sheet composer"
            noValidate
            onSubmit={(event) => (event.preventDefault(), void send())}
        >
            <h2>{text("library.add")}</h2>
            <ErrorSummary problems={problems} />
            <FileField id="resource-file" upload={upload} />
            <TextField
                id={linkId}
                label={text("resource.link")}
                hint={text("resource.link_hint")}
                maxLength={2000}
                spellcheck={false}
                value={words.link}
                problem={problems.find(({ field }) => field === linkId)?.words}
                onValue={(link) => kept.write({ link })}
            />
            <ResourceFields
                words={words}
                labels={page.labels}
                problems={problems}
                onWrite={kept.write}
            />
            <p class="hint">{text("resource.kept")}</p>
            <div class="buttons composer-end">
                <SeatChoice
                    id="resource-for"
                    group={page}
                    chosen={words.authority}
                    onChoose={(authority) => kept.write({ authority })}
                />
                <Button type="submit" busy={doing.busy}>
                    {text("resource.send")}
                </Button>
                <a href={`/groups/${page.group}/library`}>{text("core.cancel")}</a>
            </div>
        </form>
    );
}
