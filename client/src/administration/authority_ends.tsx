// An authority goes on in another, a part of it becomes one of its own, or it closes.
import { useState } from "preact/hooks";
import { change } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { FieldBox, TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { toast } from "../pieces/toast.tsx";
import { go } from "../router.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { refused } from "./authority_form.tsx";
import { KindSelect } from "./kind_select.tsx";
import type {
    AuthorityId,
    AuthorityKind,
    AuthorityPage,
    AuthorityRow,
    PersonId,
} from "./shapes.ts";

interface Props {
    page: AuthorityPage;
    others: readonly AuthorityRow[];
    reload(): void;
}

export function AuthorityEnds({ page, others, reload }: Props) {
    if (page.succeeded_by) return null;
    return (
        <>
            {!page.closed && <Merge page={page} others={others} reload={reload} />}
            {!page.closed && page.people.length > 0 && <Split page={page} />}
            {page.people.length === 0 && <Close page={page} reload={reload} />}
        </>
    );
}

function Merge({ page, others, reload }: Props) {
    const open = others.filter(({ closed }) => !closed);
    const [into, setInto] = useState<AuthorityId>();
    const [sure, setSure] = useState(false);
    const doing = useDoing();
    const chosen = open.find(({ authority }) => authority === into) ?? open[0];
    if (!chosen) return null;
    const names = { name: page.name, into: chosen.name };
    const merge = async () => {
        const { authority, revision } = page;
        const said = { authority, revision, into: chosen.authority };
        if (!(await doing.run(() => change("authorities.merge", said)))) return reload();
        setSure(false);
        toast(text("administration.merged", names));
        focusTitle();
        reload();
    };
    return (
        <Sheet title={text("administration.merge")}>
            <p>{text("administration.merge_words")}</p>
            <FieldBox id="merge-into" label={text("administration.merge_into")}>
                <select
                    id="merge-into"
                    value={chosen.authority}
                    onChange={(event) => setInto(event.currentTarget.value as AuthorityId)}
                >
                    {open.map(({ authority, name }) => (
                        <option key={authority} value={authority}>
                            {name}
                        </option>
                    ))}
                </select>
            </FieldBox>
            <p class="buttons">
                <Button kind="quiet" onClick={() => setSure(true)}>
                    {text("administration.merge_look")}
                </Button>
            </p>
            {sure && (
                <Dialog
                    title={text("administration.merge_title", names)}
                    onClose={() => setSure(false)}
                >
                    <ul>
                        <li>
                            {text("administration.merge_people", { count: page.people.length })}
                        </li>
                        <li>{text("administration.merge_seats")}</li>
                        <li>{text("administration.merge_coordinators", names)}</li>
                        <li>{text("administration.merge_written", names)}</li>
                        <li>{text("administration.merge_for_good", names)}</li>
                    </ul>
                    <ProblemLine problem={doing.problem} />
                    <p class="buttons">
                        <Button kind="danger" busy={doing.busy} onClick={() => void merge()}>
                            {text("administration.merge_send")}
                        </Button>
                        <Button kind="link" onClick={() => setSure(false)}>
                            {text("core.cancel")}
                        </Button>
                    </p>
                </Dialog>
            )}
        </Sheet>
    );
}

function Split({ page }: { page: AuthorityPage }) {
    const [name, setName] = useState("");
    const [short, setShort] = useState("");
    const [kind, setKind] = useState<AuthorityKind>(page.kind);
    const [moving, setMoving] = useState<ReadonlySet<PersonId>>(new Set());
    const [lacking, setLacking] = useState<readonly Problem[]>([]);
    const doing = useDoing();
    const problems = (lacking.length > 0 ? lacking : refused(doing.problem)).map((one) =>
        one.field === "authority-name" ? { ...one, field: "split-name" } : one,
    );
    const about = (id: string) => problems.find(({ field }) => field === id)?.words;
    const split = async () => {
        const found: Problem[] = [];
        if (name.trim() === "")
            found.push({ field: "split-name", words: text("administration.name_empty") });
        if (short.trim() === "")
            found.push({ field: "split-short", words: text("administration.short_empty") });
        setLacking(found);
        if (found.length > 0) return;
        await doing.run(async () => {
            const { authority } = await change("authorities.split", {
                authority: page.authority,
                revision: page.revision,
                name: name.trim(),
                short_name: short.trim(),
                kind,
                people: [...moving],
            });
            toast(text("administration.split_done", { name: name.trim() }));
            go(`/administration/authorities/${authority}`);
        });
    };
    const choose = (person: PersonId) => {
        const next = new Set(moving);
        if (!next.delete(person)) next.add(person);
        setMoving(next);
    };
    return (
        <Sheet title={text("administration.split")}>
            <details>
                <summary>{text("administration.split_open")}</summary>
                <form
                    noValidate
                    onSubmit={(event) => {
                        event.preventDefault();
                        void split();
                    }}
                >
                    <p>{text("administration.split_words")}</p>
                    <ErrorSummary problems={problems} />
                    <TextField
                        id="split-name"
                        label={text("administration.split_name")}
                        maxLength={100}
                        autocomplete="off"
                        value={name}
                        problem={about("split-name")}
                        onValue={setName}
                    />
                    <TextField
                        id="split-short"
                        label={text("administration.split_short")}
                        maxLength={40}
                        autocomplete="off"
                        value={short}
                        problem={about("split-short")}
                        onValue={setShort}
                    />
                    <KindSelect id="split-kind" kind={kind} onChoose={setKind} />
                    <fieldset class="choices">
                        <legend>{text("administration.split_people")}</legend>
                        {page.people.map(({ person, name }) => (
                            <label key={person} class="choice">
                                <input
                                    type="checkbox"
                                    checked={moving.has(person)}
                                    onChange={() => choose(person)}
                                />{" "}
                                {name}
                            </label>
                        ))}
                    </fieldset>
                    <p class="buttons">
                        <Button type="submit" kind="quiet" busy={doing.busy}>
                            {text("administration.split_send")}
                        </Button>
                    </p>
                </form>
            </details>
        </Sheet>
    );
}

function Close({ page, reload }: { page: AuthorityPage; reload(): void }) {
    const doing = useDoing();
    const set = async () => {
        const { authority, revision } = page;
        const said = { authority, revision, closed: !page.closed };
        const done = await doing.run(() => change("authorities.close", said));
        if (done) {
            toast(text(page.closed ? "administration.reopened" : "administration.closed_done"));
            focusTitle();
        }
        reload();
    };
    return (
        <Sheet title={text(page.closed ? "administration.reopen" : "administration.close")}>
            <p>
                {text(page.closed ? "administration.reopen_words" : "administration.close_words")}
            </p>
            <ProblemLine problem={doing.problem} />
            <p class="buttons">
                <Button
                    kind={page.closed ? "quiet" : "danger"}
                    busy={doing.busy}
                    onClick={() => void set()}
                >
                    {text(page.closed ? "administration.reopen" : "administration.close")}
                </Button>
            </p>
        </Sheet>
    );
}
