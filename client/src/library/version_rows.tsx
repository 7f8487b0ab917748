// The versions of a resource, the newest first: what each is, what it was made from, and what became of it.
import { useState } from "preact/hooks";
import { bylineText } from "../pieces/byline.tsx";
import { Button } from "../pieces/button.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Tag, type TagKind } from "../pieces/tag.tsx";
import { pathOf } from "../router.ts";
import type { Byline, GroupPage, Me } from "../shapes.ts";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf } from "../time.ts";
import { adoptingSeats, canBeAdopted } from "./adopting.ts";
import { AdaptVersion, placesToAdapt } from "./adaptation_dialogs.tsx";
import { AdoptVersion } from "./adoption_dialogs.tsx";
import { rightsOverVersion, type ResourceRights } from "./rights.ts";
import { sizeWords } from "./file_size.ts";
import type { ResourceView, VersionRow } from "./shapes.ts";
import type { Adoptions } from "./use_adoptions.ts";
import { ReleaseVersion, RemoveVersion } from "./version_dialogs.tsx";
import { baseOf, besideIt, comparedWith, hostOf, releasedSince, supersededBy } from "./versions.ts";

interface Props {
    view: ResourceView;
    group: GroupPage | undefined;
    rights: ResourceRights;
    who: Me;
    adoptions: Adoptions;
    reload(): void;
}

export function VersionRows({ view, ...rest }: Props) {
    return (
        <Rows>
            {view.versions.map((version) => (
                <OneVersion key={version.version} version={version} view={view} {...rest} />
            ))}
        </Rows>
    );
}

const tagKinds: Record<VersionRow["state"], TagKind> = {
    draft: "wait",
    current: "current",
    superseded: "old",
    removed: "old",
};

/** "Version 3", or "Draft of Ana, Eastmere". */
export function nameOf(version: VersionRow): string {
    return version.number === undefined
        ? text("version.draft_of", { by: bylineText(version.by) })
        : text("version.number", { number: version.number });
}

function OneVersion({ version, view, ...rest }: Props & { version: VersionRow }) {
    return (
        <Row>
            <h3 id={`version-${version.version}`} tabIndex={-1}>
                {nameOf(version)}{" "}
                <Tag kind={tagKinds[version.state]}>{text(`version.state_${version.state}`)}</Tag>
            </h3>
            {statusOf(version, view.versions).map((words) => (
                <p key={words}>{words}</p>
            ))}
            {version.changed !== "" && <p class="version-said">{version.changed}</p>}
            {version.note !== "" && <p class="version-said">{version.note}</p>}
            {historyOf(version).map((words) => (
                <p key={words} class="soft">
                    {words}
                </p>
            ))}
            <OpenVersion version={version} />
            {version.number !== undefined && version.state !== "removed" && (
                <p class="soft">
                    {text("which.code")} <a href={`/v/${version.code}`}>{version.code}</a>
                </p>
            )}
            <Changes version={version} view={view} />
            <Actions version={version} view={view} {...rest} />
        </Row>
    );
}

/** What somebody must know before they use it. */
function statusOf(version: VersionRow, versions: readonly VersionRow[]): readonly string[] {
    const said: string[] = [];
    const later = supersededBy(version, versions);
    if (later !== undefined) said.push(text("version.superseded_by", { number: later }));
    if (version.state !== "draft") return said;
    const base = baseOf(version, versions);
    if (base?.number !== undefined) said.push(text("version.from", { number: base.number }));
    else if (base) said.push(text("version.from_draft", { by: bylineText(base.by) }));
    const since = releasedSince(version, versions);
    if (since !== undefined) said.push(text("version.since", { number: since }));
    for (const { by } of besideIt(version, versions)) {
        said.push(text("version.beside", { by: bylineText(by) }));
    }
    return said;
}

/** Who did what to it, and when. */
export function historyOf(version: VersionRow): readonly string[] {
    const { by, at, released_by, released_at, removed_by, removed_at, removed_why } = version;
    const said = (key: Happened, who: Byline, when: string) =>
        text(key, { by: bylineText(who), day: dayOf(when, zone.value), why: removed_why });
    const lines = [said("version.added_by", by, at)];
    if (released_by && released_at !== undefined) {
        lines.push(said("version.released_by", released_by, released_at));
    }
    if (removed_by && removed_at !== undefined) {
        const key = removed_why === "" ? "version.removed_by_only" : "version.removed_by";
        lines.push(said(key, removed_by, removed_at));
    }
    return lines;
}

type Happened =
    "version.added_by" | "version.released_by" | "version.removed_by" | "version.removed_by_only";

/** Says where it leads, or what it saves. */
export function OpenVersion({ version: { version, link, file } }: { version: VersionRow }) {
    if (file) {
        const said = { name: file.name, size: sizeWords(file.size) };
        return (
            <p class="resource-link">
                <a href={`/files/${version}`} download="">
                    {text("resource.download", said)}
                </a>
            </p>
        );
    }
    if (link === "") return null;
    return (
        <p class="resource-link">
            <a href={link} rel="noopener noreferrer">
                {text("resource.open", { host: hostOf(link) })}
            </a>
        </p>
    );
}

/** Files are compared; a link says what changed in its author's words only. */
export function Changes({ version, view }: { version: VersionRow; view: ResourceView }) {
    const before = comparedWith(version, view.versions);
    if (!version.file || !before?.file) return null;
    const path = pathOf({ view: "changes", resource: version.resource });
    return (
        <p class="resource-link">
            <a href={`${path}?from=${before.version}&to=${version.version}`}>
                {text("changes.since", { version: nameOf(before) })}
            </a>
        </p>
    );
}

function Actions(props: Props & { version: VersionRow }) {
    const { version, view, group, rights, who, adoptions, reload } = props;
    const [open, setOpen] = useState<"release" | "remove" | "adopt" | "adapt">();
    const { releases, removes } = rightsOverVersion(version, rights, who.person);
    const close = () => setOpen(undefined);
    // an open dialog stays, with what is typed in it, when somebody else was quicker
    const adopts = canBeAdopted(version) && adoptingSeats(group).length > 0;
    const adapts = canBeAdopted(version) && placesToAdapt().length > 0;
    if (!group || (!releases && !removes && !adopts && !adapts && open === undefined)) return null;
    const which = (what: string) => text("version.which", { what, by: nameOf(version) });
    const release = text("version.release");
    const remove = text("version.remove");
    return (
        <>
            <p class="buttons">
                {releases && (
                    <Button
                        kind="quiet"
                        class="small"
                        aria-label={which(release)}
                        onClick={() => setOpen("release")}
                    >
                        {release}
                    </Button>
                )}
                {adopts && (
                    <Button
                        kind="quiet"
                        class="small"
                        aria-label={text("adoption.adopt", { number: version.number ?? 0 })}
                        onClick={() => setOpen("adopt")}
                    >
                        {text("adoption.adopt_short")}
                    </Button>
                )}
                {adapts && (
                    <Button
                        kind="quiet"
                        class="small"
                        aria-label={text("adaptation.adapt_which", { number: version.number ?? 0 })}
                        onClick={() => setOpen("adapt")}
                    >
                        {text("adaptation.adapt")}
                    </Button>
                )}
                {removes && (
                    <Button
                        kind="link"
                        aria-label={which(remove)}
                        onClick={() => setOpen("remove")}
                    >
                        {remove}
                    </Button>
                )}
            </p>
            {open === "adopt" && (
                <AdoptVersion
                    {...{ version, view, group }}
                    grid={adoptions.grid}
                    reload={adoptions.reload}
                    onClose={close}
                />
            )}
            {open === "adapt" && <AdaptVersion {...{ version, view }} onClose={close} />}
            {open === "release" && (
                <ReleaseVersion {...{ version, view, group, reload }} onClose={close} />
            )}
            {open === "remove" && (
                <RemoveVersion {...{ version, view, group, reload }} onClose={close} />
            )}
        </>
    );
}
