// Saying that one's authority uses a version, or none any more. What is typed is kept until it is sent.
import { useState } from "preact/hooks";
import { change } from "../app.ts";
import { SeatChoice } from "../forum/seat_choice.tsx";
import { Dialog } from "../pieces/dialog.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { toast } from "../pieces/toast.tsx";
import type { AuthorityId } from "../protocol/types.ts";
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { adoptingSeats, releasedBetween, usedBy } from "./adopting.ts";
import { useKept } from "./kept.ts";
import type { Adoption, AdoptionGrid, ResourceView, VersionRow } from "./shapes.ts";
import { Send, Words } from "./version_dialogs.tsx";
import { currentOf } from "./versions.ts";

interface AdoptProps {
    version: VersionRow;
    view: ResourceView;
    group: GroupPage;
    grid: AdoptionGrid | undefined;
    /** One's own; else one chooses among one's seats. */
    authority?: AuthorityId;
    reload(): void;
    onClose(): void;
}

export function AdoptVersion(props: AdoptProps) {
    const { version, view, group, grid, reload, onClose } = props;
    const seats = adoptingSeats(group);
    const kept = useKept(`adopt:${version.version}`, { note: "" });
    const [chosen, setChosen] = useState(props.authority);
    const doing = useDoing();
    const seat = seats.find(({ authority }) => authority === chosen) ?? seats[0];
    const said = { number: version.number ?? 0, authority: seat?.authority_name ?? "" };
    const adopt = async () => {
        if (!seat) return;
        const request = kept.request();
        const sent = {
            version: version.version,
            authority: seat.authority,
            note: kept.words.note.trim(),
        };
        if (!(await doing.run(() => change("library.adopt_version", sent, request)))) return;
        kept.forget();
        toast(text("adoption.adopted", said));
        reload();
        onClose();
    };
    return (
        <Dialog title={text("adoption.adopt", said)} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void adopt())}>
                <p>{text("adoption.adopt_words", said)}</p>
                <Superseded version={version} current={currentOf(view.versions)} />
                <WhatChanged
                    used={usedBy(grid, seat?.authority)}
                    version={version}
                    versions={view.versions}
                />
                <SeatChoice
                    id="adopt-for"
                    group={{ ...group, own_seats: [...seats] }}
                    chosen={seat?.authority}
                    onChoose={(next) => {
                        // for another authority it is another request
                        kept.write({});
                        setChosen(next);
                    }}
                />
                <Words
                    id="adopt-note"
                    label={text("version.note")}
                    hint={text("adoption.note_hint")}
                    value={kept.words.note}
                    max={2000}
                    onValue={(note) => kept.write({ note })}
                />
                <ProblemLine problem={doing.problem} />
                <Send doing={doing} words={text("adoption.adopt", said)} onClose={onClose} />
            </form>
        </Dialog>
    );
}

function Superseded({
    version,
    current,
}: {
    version: VersionRow;
    current?: VersionRow | undefined;
}) {
    if (current?.number === undefined || current.version === version.version) return null;
    return <p>{text("adoption.not_current", { number: current.number })}</p>;
}

interface ChangedProps {
    used: Adoption | undefined;
    version: VersionRow;
    versions: readonly VersionRow[];
}

/** One decides by what is different from what one has. */
function WhatChanged({ used, version, versions }: ChangedProps) {
    if (used?.number === undefined) return null;
    const released = releasedBetween(used.number, version, versions);
    if (released.length === 0) return null;
    return (
        <>
            <h3 class="changed-since">{text("adoption.changed_since", { number: used.number })}</h3>
            <ul>
                {released.map(({ version, number = 0, changed, note }) => (
                    <li key={version}>
                        {text("version.number", { number })}
                        {[changed, note].map(
                            (words) =>
                                words !== "" && (
                                    <p key={words} class="version-said">
                                        {words}
                                    </p>
                                ),
                        )}
                    </li>
                ))}
            </ul>
        </>
    );
}

interface EndProps {
    view: ResourceView;
    adoption: Adoption;
    reload(): void;
    onClose(): void;
}

export function EndAdoption({ view, adoption, reload, onClose }: EndProps) {
    const { authority, authority_name } = adoption;
    const { resource } = view.resource;
    const kept = useKept(`adoption:${resource}:${authority}`, { why: "" });
    const doing = useDoing();
    const said = { authority: authority_name };
    const end = async () => {
        const request = kept.request();
        const sent = { resource, authority, why: kept.words.why.trim() };
        if (!(await doing.run(() => change("library.end_adoption", sent, request)))) return;
        kept.forget();
        toast(text("adoption.ended", said));
        reload();
        onClose();
    };
    return (
        <Dialog title={text("adoption.end_title")} onClose={onClose}>
            <form noValidate onSubmit={(event) => (event.preventDefault(), void end())}>
                <p>{text("adoption.end_words", said)}</p>
                <Words
                    id="end-adoption-why"
                    label={text("adoption.why")}
                    value={kept.words.why}
                    max={2000}
                    onValue={(why) => kept.write({ why })}
                />
                <ProblemLine problem={doing.problem} />
                <Send doing={doing} words={text("adoption.end")} onClose={onClose} danger />
            </form>
        </Dialog>
    );
}
