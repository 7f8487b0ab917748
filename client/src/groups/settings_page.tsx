// A group's settings: for its facilitators; administrators may archive it.
import { useState } from "preact/hooks";
import { CallProblem, change, homeSoon } from "../app.ts";
import { focusSoon } from "../focus.ts";
import { rightsIn } from "../forum/rights.ts";
import { useDoing } from "../use_doing.ts";
import { Button } from "../pieces/button.tsx";
import { TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import { go } from "../router.ts";
import type { GroupId, GroupPage } from "../shapes.ts";
import type { LabelRow } from "../forum/shapes.ts";
import { text } from "../texts.ts";
import { GroupForm, type GroupWords } from "./group_form.tsx";
import { GroupFrame } from "./group_frame.tsx";
import { useGroup } from "./use_group.ts";
import { usePart } from "./welcome.tsx";
import { WelcomeSettings } from "./welcome_settings.tsx";

export function GroupSettingsPage({ place }: { place: { group: GroupId } }) {
    const group = useGroup(place.group);
    return (
        <GroupFrame id={place.group} group={group} tab="settings">
            {(page) => (
                <>
                    {rightsIn(page).facilitates && (
                        <>
                            <AboutGroup page={page} reload={group.reload} />
                            <WelcomeSettings page={page} reload={group.reload} />
                            <Labels page={page} reload={group.reload} />
                            <ChecklistAgain page={page} reload={group.reload} />
                        </>
                    )}
                    {page.role === "facilitator" && <Copy page={page} />}
                    <Archive page={page} reload={group.reload} />
                </>
            )}
        </GroupFrame>
    );
}

interface PartProps {
    page: GroupPage;
    reload(): void;
}

function AboutGroup({ page, reload }: PartProps) {
    const [words, setWords] = useState<GroupWords>(page);
    const [looked, setLooked] = useState(page.revision);
    const doing = useDoing();
    const save = async (words: GroupWords) => {
        const said = { group: page.group, revision: looked, ...words };
        const done = await doing.run(async () => {
            const { revision } = await change("groups.change", said);
            setLooked(revision);
        });
        if (done) toast(text("core.saved"));
        homeSoon();
        reload();
    };
    const conflict = doing.problem instanceof CallProblem && doing.problem.name === "conflict";
    const problem =
        doing.problem === undefined || conflict ? undefined : problemText(doing.problem);
    return (
        <Sheet title={text("settings_group.about")}>
            {conflict && (
                <div class="older-draft" role="alert">
                    <p>{text("settings_group.changed_meanwhile", { name: page.name })}</p>
                    {page.purpose && <blockquote class="as-typed">{page.purpose}</blockquote>}
                    <Button
                        kind="quiet"
                        onClick={() => {
                            setLooked(page.revision);
                            doing.forget();
                            focusSoon("group-name");
                        }}
                    >
                        {text("post.keep_mine")}
                    </Button>
                </div>
            )}
            <GroupForm
                words={words}
                onWords={setWords}
                sendWords={text("core.save")}
                busy={doing.busy}
                problem={problem}
                onSend={({ name, purpose, kind }) => void save({ name, purpose, kind })}
            />
        </Sheet>
    );
}

function ChecklistAgain({ page, reload }: PartProps) {
    const { doing, away, set } = usePart({ page, reload }, "checklist");
    if (!away) return null;
    const show = async () => {
        if (await set(false)) go(`/groups/${page.group}`);
    };
    return (
        <Sheet title={text("settings_group.checklist")}>
            <p>{text("settings_group.checklist_words")}</p>
            <ProblemLine problem={doing.problem} />
            <p class="buttons">
                <Button kind="quiet" busy={doing.busy} onClick={() => void show()}>
                    {text("settings_group.checklist_again")}
                </Button>
            </p>
        </Sheet>
    );
}

/** Archived or not: last year's group is a good beginning for this year's. */
function Copy({ page }: { page: GroupPage }) {
    return (
        <Sheet title={text("settings_group.copy")}>
            <p>{text("settings_group.copy_words")}</p>
            <p class="buttons">
                <a class="button quiet" href={`/groups/new?copy=${page.group}`}>
                    {text("settings_group.copy")}
                </a>
            </p>
        </Sheet>
    );
}

const labelsMax = 30;

function Labels({ page, reload }: PartProps) {
    const [name, setName] = useState("");
    const [empty, setEmpty] = useState(false);
    const doing = useDoing();
    const add = async () => {
        setEmpty(name.trim() === "");
        if (name.trim() === "") return document.getElementById("label-name")?.focus();
        const said = { group: page.group, name: name.trim() };
        if (!(await doing.run(() => change("groups.add_label", said)))) return;
        setName("");
        reload();
        document.getElementById("label-name")?.focus();
    };
    return (
        <Sheet title={text("settings_group.labels")}>
            <p class="soft">{text("settings_group.labels_words")}</p>
            {page.labels.length > 0 && (
                <ul class="label-list">
                    {page.labels.map((label) => (
                        <OneLabel key={label.label} label={label} reload={reload} />
                    ))}
                </ul>
            )}
            {page.labels.length < labelsMax && (
                <form
                    noValidate
                    class="inline-form"
                    onSubmit={(event) => {
                        event.preventDefault();
                        void add();
                    }}
                >
                    <TextField
                        id="label-name"
                        label={text("settings_group.label_new")}
                        maxLength={40}
                        value={name}
                        problem={
                            empty
                                ? text("settings_group.label_empty")
                                : doing.problem === undefined
                                  ? undefined
                                  : problemText(doing.problem)
                        }
                        onValue={setName}
                    />
                    <Button type="submit" kind="quiet" busy={doing.busy}>
                        {text("settings_group.label_add")}
                    </Button>
                </form>
            )}
        </Sheet>
    );
}

function OneLabel({ label, reload }: { label: LabelRow; reload(): void }) {
    const [sure, setSure] = useState(false);
    const doing = useDoing();
    const remove = async () => {
        if (!sure) return setSure(true);
        const done = await doing.run(() => change("groups.remove_label", { label: label.label }));
        if (!done) return;
        focusSoon("label-name");
        reload();
    };
    return (
        <li>
            <span class="label-tag">{label.name}</span>{" "}
            <Button kind="link" busy={doing.busy} onClick={() => void remove()}>
                {text(sure ? "settings_group.label_remove_sure" : "settings_group.label_remove", {
                    name: label.name,
                })}
            </Button>
            <ProblemLine problem={doing.problem} />
        </li>
    );
}

function Archive({ page, reload }: PartProps) {
    const doing = useDoing();
    const set = async () => {
        const said = { group: page.group, archived: !page.archived };
        if (!(await doing.run(() => change("groups.archive", said)))) return;
        toast(text(page.archived ? "settings_group.reopened" : "settings_group.archived"));
        reload();
    };
    return (
        <Sheet title={text(page.archived ? "settings_group.reopen" : "settings_group.archive")}>
            <p>
                {text(
                    page.archived ? "settings_group.reopen_words" : "settings_group.archive_words",
                )}
            </p>
            <ProblemLine problem={doing.problem} />
            <p class="buttons">
                <Button
                    kind={page.archived ? "quiet" : "danger"}
                    busy={doing.busy}
                    onClick={() => void set()}
                >
                    {text(page.archived ? "settings_group.reopen" : "settings_group.archive")}
                </Button>
            </p>
        </Sheet>
    );
}
