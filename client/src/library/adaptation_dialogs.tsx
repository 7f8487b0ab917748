// Making a resource of one's own from a version, catching up with what it was made from, and taking that back. What is
// typed is kept until it is sent.
import { useRef, useState } from "preact/hooks";
import { call, change } from "../app.ts";
import { SeatChoice } from "../forum/seat_choice.tsx";
import { useGroup } from "../groups/use_group.ts";
import { requestId } from "../ids.ts";
import { Button } from "../pieces/button.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { describedBy, FieldBox, TextField } from "../pieces/field.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import type { AuthorityId, UploadId } from "../protocol/types.ts";
import { go } from "../router.ts";
import type { GroupId, GroupPage, GroupRow, RequestId } from "../shapes.ts";
import { myGroups } from "../state.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";
import { adoptingSeats } from "./adopting.ts";
import { FileField } from "./file_field.tsx";
import { useKept } from "./kept.ts";
import type { Credit, ResourceView, VersionRow } from "./shapes.ts";
import { OriginChanges } from "./origin_changes.tsx";
import { settled, takenOf } from "./taking.ts";
import { useUpload } from "./use_upload.ts";
import { Send, Words } from "./version_dialogs.tsx";
import { currentOf, newestOf } from "./versions.ts";

/** The groups whose library it can go to. */
export function placesToAdapt(): readonly GroupRow[] {
    return myGroups.value.filter(({ role, archived }) => role && role !== "guest" && !archived);
}

interface AdaptProps {
    version: VersionRow;
    view: ResourceView;
    onClose(): void;
}

export function AdaptVersion({ version, view, onClose }: AdaptProps) {
    const places = placesToAdapt();
    const kept = useKept(`adapt:${version.version}`, {
        title: view.resource.title,
        group: (places.find(({ group }) => group === view.resource.group) ?? places[0])?.group,
    });
    const { title, group } = kept.words;
    const place = useGroup(group).page;
    const [authority, setAuthority] = useState<AuthorityId>();
    const [empty, setEmpty] = useState(false);
    const doing = useDoing();
    const said = { number: version.number ?? 0 };
    const adapt = async () => {
        setEmpty(title.trim() === "");
        if (title.trim() === "") return document.getElementById("adapt-title")?.focus();
        if (!group) return;
        const request = kept.request();
        const sent = {
            version: version.version,
            group,
            title: title.trim(),
            ...(authority && { authority }),
        };
        await doing.run(async () => {
            const { resource } = await change("library.adapt_version", sent, request);
            kept.forget();
            toast(text("adaptation.adapted"));
            onClose();
            go(`/resources/${resource}`);
        });
    };
    const box = { id: "adapt-to" };
    return (
        <Dialog title={text("adaptation.adapt_which", said)} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void adapt())}>
                <p>{text("adaptation.adapt_words", said)}</p>
                <TextField
                    id="adapt-title"
                    label={text("adaptation.called")}
                    maxLength={200}
                    value={title}
                    problem={empty ? text("adaptation.called_empty") : undefined}
                    onValue={(next) => kept.write({ title: next })}
                />
                <FieldBox label={text("adaptation.to")} {...box}>
                    <select
                        value={group}
                        onChange={({ currentTarget }) => {
                            kept.write({ group: currentTarget.value as GroupId });
                            setAuthority(undefined);
                        }}
                        {...describedBy(box)}
                    >
                        {places.map(({ group, name }) => (
                            <option key={group} value={group}>
                                {name}
                            </option>
                        ))}
                    </select>
                </FieldBox>
                {place && (
                    <SeatChoice
                        id="adapt-for"
                        group={{ ...place, own_seats: [...adoptingSeats(place)] }}
                        chosen={authority}
                        onChoose={(next) => {
                            kept.write({});
                            setAuthority(next);
                        }}
                    />
                )}
                <ProblemLine problem={doing.problem} />
                <Send
                    doing={doing}
                    words={text("adaptation.adapt_which", said)}
                    onClose={onClose}
                />
            </form>
        </Dialog>
    );
}

interface UndoProps {
    view: ResourceView;
    entry: number;
    reload(): void;
    onClose(): void;
}

export function UndoCatchUp({ view, entry, reload, onClose }: UndoProps) {
    const doing = useDoing();
    const undo = async () => {
        const sent = { resource: view.resource.resource, entry };
        if (!(await doing.run(() => change("library.undo_catch_up", sent)))) return;
        toast(text("adaptation.undone"));
        reload();
        onClose();
    };
    return (
        <Dialog title={text("adaptation.undo")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void undo())}>
                <p>{text("adaptation.undo_words")}</p>
                <ProblemLine problem={doing.problem} />
                <Send doing={doing} words={text("adaptation.undo")} onClose={onClose} danger />
            </form>
        </Dialog>
    );
}

interface CatchUpProps {
    view: ResourceView;
    group: GroupPage;
    origin: Credit;
    reload(): void;
    open: boolean;
    setOpen(open: boolean): void;
}

/** The button, and what it opens: that stays when somebody else was quicker. */
export function CatchUpDialog({ open, setOpen, ...rest }: CatchUpProps) {
    const { origin } = rest;
    const { value } = useLoaded(
        () => call("library.resource", { resource: origin.resource }),
        [origin.resource, origin.behind],
    );
    const current = value && currentOf(value.versions);
    if (current?.number === undefined) return null;
    return (
        <>
            <p class="buttons">
                <Button kind="quiet" class="small" onClick={() => setOpen(true)}>
                    {text("adaptation.catch_up", { number: current.number })}
                </Button>
            </p>
            {open && <CatchUpForm {...rest} to={current} onClose={() => setOpen(false)} />}
        </>
    );
}

type FormProps = Omit<CatchUpProps, "open" | "setOpen"> & { to: VersionRow; onClose(): void };

function CatchUpForm({ view, group, origin, to, reload, onClose }: FormProps) {
    const { resource } = view.resource;
    const said = { number: to.number ?? 0, authority: origin.authority_name };
    const kept = useKept(`catch-up:${resource}:${to.version}`, {
        changed: text("adaptation.said", said),
        base: origin.base,
        refused: [] as readonly number[],
    });
    const { changed, base, refused } = kept.words;
    const [authority, setAuthority] = useState<AuthorityId>();
    const [wrong, setWrong] = useState<string>();
    const listed = useLoaded(() => call("library.origin_changes", { resource }), [to.version]);
    const upload = useUpload(group.group);
    const doing = useDoing();
    /** What was sent, or else a file that the server makes of what is taken. */
    const draft = async () => {
        if (upload.now?.upload) return upload.now.upload;
        const taken = takenOf(listed.value, refused);
        const { ours, theirs } = listed.value ?? {};
        if (taken.length === 0 || !ours || !theirs) return undefined;
        const asked = { resource, base, ours, theirs, taken };
        return (await call("library.take_origin_changes", asked)).upload;
    };
    /** A repetition is the same request, with the same file. */
    const attempt = useRef<{ of: string; request: RequestId; made: UploadId | undefined }>(
        undefined,
    );
    const attempted = async () => {
        const of = JSON.stringify([changed, refused, authority, upload.now?.upload, listed.value]);
        if (attempt.current?.of !== of) {
            attempt.current = { of, request: requestId(), made: await draft() };
        }
        return attempt.current;
    };
    const catchUp = async () => {
        const late = upload.now && !upload.now.upload;
        setWrong(late ? text("resource.not_yet") : undefined);
        if (late) return document.getElementById("catch-up-file")?.focus();
        const done = await doing.run(async () => {
            const { made, request } = await attempted();
            const from = listed.value?.ours ?? newestOf(view.versions)?.version;
            const sent = {
                resource,
                base,
                to: to.version,
                changed: made ? changed.trim() : "",
                changes: settled(listed.value, refused),
                ...(made && { upload: made }),
                ...(made && from && { made_from: from }),
                ...(authority && { authority }),
            };
            await change("library.catch_up", sent, request);
        });
        if (!done) return;
        kept.forget();
        upload.used();
        toast(text("adaptation.caught_up", said));
        reload();
        onClose();
    };
    return (
        <Dialog title={text("adaptation.catch_up", said)} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void catchUp())}>
                <p>{text("adaptation.catch_up_words", said)}</p>
                <OriginChanges
                    {...listed}
                    refused={refused}
                    onRefused={(next) => kept.write({ refused: next })}
                />
                <details class="said-before">
                    <summary>{text("adaptation.own_file")}</summary>
                    <p class="soft">{text("adaptation.own_file_words")}</p>
                    <FileField
                        id="catch-up-file"
                        upload={upload}
                        problem={wrong}
                        resource={resource}
                    />
                </details>
                <p class="soft">{text("adaptation.nothing", said)}</p>
                <Words
                    id="catch-up-changed"
                    label={text("version.changed")}
                    value={changed}
                    max={2000}
                    onValue={(next) => kept.write({ changed: next })}
                />
                <SeatChoice
                    id="catch-up-for"
                    group={{ ...group, own_seats: [...adoptingSeats(group)] }}
                    chosen={authority}
                    onChoose={(next) => {
                        setAuthority(next);
                    }}
                />
                <ProblemLine problem={doing.problem} />
                <Send doing={doing} words={text("adaptation.catch_up", said)} onClose={onClose} />
            </form>
        </Dialog>
    );
}
