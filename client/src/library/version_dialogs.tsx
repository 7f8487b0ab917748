// What is done with versions in a dialog: add one, release one, remove one. What is typed is kept until it
// is sent.
import { useState } from "preact/hooks";
import { CallProblem, change } from "../app.ts";
import { SeatChoice, seatsOf } from "../forum/seat_choice.tsx";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import type { AuthorityId } from "../protocol/types.ts";
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { isDay } from "../time.ts";
import { useDoing, type Doing } from "../use_doing.ts";
import { FileField } from "./file_field.tsx";
import { useKept } from "./kept.ts";
import type { ResourceView, VersionRow } from "./shapes.ts";
import { useUpload } from "./use_upload.ts";
import { currentOf, currentWithout, nextNumber } from "./versions.ts";
import { whatItIs } from "./what_it_is.ts";

interface DialogProps {
    view: ResourceView;
    group: GroupPage;
    reload(): void;
    onClose(): void;
}
type VersionProps = DialogProps & { version: VersionRow };

/** The end of each of these forms. */
export function Send({ doing, words, onClose, danger = false }: SendProps) {
    return (
        <p class="buttons">
            <Button type="submit" kind={danger ? "danger" : "filled"} busy={doing.busy}>
                {words}
            </Button>
            <Button kind="link" onClick={onClose}>
                {text("core.cancel")}
            </Button>
        </p>
    );
}
interface SendProps {
    doing: Doing;
    words: string;
    onClose(): void;
    danger?: boolean;
}

/** Several lines of words. */
export function Words(props: {
    id: string;
    label: string;
    hint?: string;
    problem?: string | undefined;
    value: string;
    max: number;
    onValue(value: string): void;
}) {
    const { id, label, hint, problem, value, max, onValue } = props;
    const box = { id, hint, problem };
    return (
        <FieldBox label={label} {...box}>
            <textarea
                rows={3}
                maxLength={max}
                value={value}
                onInput={({ currentTarget }) => onValue(currentTarget.value)}
                {...describedBy(box)}
            />
        </FieldBox>
    );
}

function forWhom(group: GroupPage, chosen: AuthorityId | undefined) {
    const authority = chosen ?? seatsOf(group)[0]?.authority;
    return authority === undefined ? {} : { authority };
}

function isConflict(problem: unknown): boolean {
    return problem instanceof CallProblem && problem.name === "conflict";
}

export function AddVersion({ view, group, reload, onClose }: DialogProps) {
    const { resource } = view.resource;
    // what was current when one began: a release meanwhile does not make it that one's successor
    const kept = useKept(`version:${resource}`, {
        link: "",
        changed: "",
        base: currentOf(view.versions)?.version,
    });
    const base = view.versions.find((one) => one.version === kept.words.base);
    const [authority, setAuthority] = useState<AuthorityId>();
    const [wrong, setWrong] = useState<string>();
    const upload = useUpload(group.group);
    const doing = useDoing();
    const { link, changed } = kept.words;
    const add = async () => {
        const is = whatItIs(link, upload);
        setWrong(is.wrong);
        if (is.wrong !== undefined) return document.getElementById("version-link")?.focus();
        const said = {
            resource,
            ...is.said,
            changed: changed.trim(),
            ...(base && { base: base.version }),
            ...forWhom(group, authority),
        };
        const request = kept.request();
        if (!(await doing.run(() => change("library.add_version", said, request)))) return;
        kept.forget();
        upload.used();
        toast(text("version.added"));
        reload();
        onClose();
    };
    return (
        <Dialog title={text("version.add")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void add())}>
                <p>
                    {base?.number === undefined
                        ? text("version.base_none")
                        : text("version.base", { number: base.number })}
                </p>
                <FileField id="version-file" upload={upload} resource={resource} />
                <TextField
                    id="version-link"
                    label={text("resource.link")}
                    hint={text("resource.link_hint")}
                    maxLength={2000}
                    spellcheck={false}
                    value={link}
                    problem={wrong}
                    onValue={(next) => kept.write({ link: next })}
                />
                <Words
                    id="version-changed"
                    label={text("version.changed")}
                    hint={text("version.changed_hint")}
                    value={changed}
                    max={2000}
                    onValue={(next) => kept.write({ changed: next })}
                />
                <SeatChoice
                    id="version-for"
                    group={group}
                    chosen={authority}
                    onChoose={setAuthority}
                />
                <ProblemLine problem={doing.problem} />
                <Send doing={doing} words={text("version.add_send")} onClose={onClose} />
            </form>
        </Dialog>
    );
}

export function ReleaseVersion({ version, view, group, reload, onClose }: VersionProps) {
    const { resource, versions } = view;
    const kept = useKept(`release:${version.version}`, {
        note: "",
        reviewOn: resource.review_on ?? "",
    });
    const [looked, setLooked] = useState(resource.revision);
    const [authority, setAuthority] = useState<AuthorityId>();
    const [wrong, setWrong] = useState(false);
    const doing = useDoing();
    const { note, reviewOn } = kept.words;
    const release = async () => {
        const good = reviewOn === "" || isDay(reviewOn);
        setWrong(!good);
        if (!good) return document.getElementById("release-review")?.focus();
        const said = {
            version: version.version,
            revision: looked,
            note: note.trim(),
            ...(reviewOn && { review_on: reviewOn }),
            ...forWhom(group, authority),
        };
        const request = kept.request();
        const done = await doing.run(async () => {
            const { number } = await change("library.release_version", said, request);
            kept.forget();
            toast(text("version.released", { number }));
        });
        reload();
        if (done) onClose();
    };
    const review = {
        id: "release-review",
        hint: text("resource.review_hint"),
        problem: wrong ? text("resource.review_wrong") : undefined,
    };
    const meanwhile = !doing.busy && (isConflict(doing.problem) || resource.revision !== looked);
    return (
        <Dialog title={text("version.release_title")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void release())}>
                {meanwhile && (
                    <Meanwhile
                        onGoOn={() => {
                            setLooked(resource.revision);
                            doing.forget();
                        }}
                    />
                )}
                <p>{whatItBecomes(versions)}</p>
                <Words
                    id="release-note"
                    label={text("version.note")}
                    hint={text("version.note_hint")}
                    value={note}
                    max={2000}
                    onValue={(next) => kept.write({ note: next })}
                />
                <FieldBox label={text("resource.review")} {...review}>
                    <input
                        type="date"
                        value={reviewOn}
                        onInput={({ currentTarget }) =>
                            kept.write({ reviewOn: currentTarget.value })
                        }
                        {...describedBy(review)}
                    />
                </FieldBox>
                <SeatChoice
                    id="release-for"
                    group={group}
                    chosen={authority}
                    onChoose={setAuthority}
                />
                <ProblemLine problem={meanwhile ? undefined : doing.problem} />
                <Send doing={doing} words={text("version.release")} onClose={onClose} />
            </form>
        </Dialog>
    );
}

/** Nothing was done: somebody else was quicker, and what they did should be looked at first. */
export function Meanwhile({ onGoOn }: { onGoOn(): void }) {
    return (
        <div class="older-draft" role="status">
            <p>{text("resource.meanwhile")}</p>
            <Button kind="quiet" onClick={onGoOn}>
                {text("resource.again")}
            </Button>
        </div>
    );
}

function whatItBecomes(versions: readonly VersionRow[]): string {
    const number = nextNumber(versions);
    const before = currentOf(versions)?.number;
    return before === undefined
        ? text("version.release_first", { number })
        : text("version.release_next", { number, before });
}

export function RemoveVersion({ version, view, reload, onClose }: VersionProps) {
    const [why, setWhy] = useState("");
    const [empty, setEmpty] = useState(false);
    const doing = useDoing();
    const remove = async () => {
        setEmpty(why.trim() === "");
        if (why.trim() === "") return document.getElementById("remove-why")?.focus();
        const said = { version: version.version, why: why.trim() };
        if (!(await doing.run(() => change("library.remove_version", said)))) return;
        toast(text("version.removed"));
        reload();
        onClose();
    };
    const next = currentWithout(version, view.versions);
    return (
        <Dialog title={text("version.remove_title")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void remove())}>
                <p>{text("version.remove_words")}</p>
                {version.state === "current" && (
                    <p>
                        {next === undefined
                            ? text("version.remove_last")
                            : text("version.remove_current", { number: next })}
                    </p>
                )}
                <Words
                    id="remove-why"
                    label={text("version.why")}
                    problem={empty ? text("version.why_empty") : undefined}
                    value={why}
                    max={500}
                    onValue={setWhy}
                />
                <ProblemLine problem={doing.problem} />
                <Send doing={doing} words={text("version.remove")} onClose={onClose} danger />
            </form>
        </Dialog>
    );
}
