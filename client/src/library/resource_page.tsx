// A resource: what it is, which version is current, and all its versions.
import { useState } from "preact/hooks";
import { Byline } from "../pieces/byline.tsx";
import { Button } from "../pieces/button.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { NotFound, Trouble } from "../pieces/trouble.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import type { GroupPage, Me } from "../shapes.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { dayWords } from "../time.ts";
import { MadeFrom } from "./made_from.tsx";
import { ResourceChange } from "./resource_change.tsx";
import { languageName } from "./resource_fields.tsx";
import { ResourceTags } from "./resource_rows.tsx";
import { rightsOverResource, type ResourceRights } from "./rights.ts";
import type { ResourceId, ResourceRow, ResourceView } from "./shapes.ts";
import { useAdoptions, type Adoptions } from "./use_adoptions.ts";
import { useResource } from "./use_resource.ts";
import { AddVersion } from "./version_dialogs.tsx";
import { Changes, historyOf, OpenVersion, VersionRows } from "./version_rows.tsx";
import { currentOf } from "./versions.ts";
import { WhoUsesIt } from "./who_uses_it.tsx";

export function ResourcePage({ place }: { place: { resource: ResourceId } }) {
    const { view, problem, group, reload } = useResource(place.resource);
    const who = me.value;
    if (problem?.name === "not_found") return <NotFound />;
    if (!view && problem) return <Trouble problem={problem} again={reload} />;
    if (!view || !who) return <p class="loading">{text("core.loading")}</p>;
    return <Shown key={place.resource} view={view} group={group.page} who={who} reload={reload} />;
}

interface ShownProps {
    view: ResourceView;
    group: GroupPage | undefined;
    who: Me;
    reload(): void;
}

function Shown({ view, group, who, reload }: ShownProps) {
    const { resource, versions } = view;
    const rights = rightsOverResource(resource, group, who.person);
    const adoptions = useAdoptions(resource.resource);
    return (
        <div class="resource">
            <Head resource={resource} group={group} rights={rights} />
            <Current view={view} />
            <About resource={resource} />
            <MadeFrom {...{ view, group, reload }} />
            <WhoUsesIt view={view} group={group} adoptions={adoptions} />
            <Versions
                {...{ view, group, who, rights, adoptions, reload }}
                key={versions[0]?.resource}
            />
        </div>
    );
}

interface HeadProps {
    resource: ResourceRow;
    group: GroupPage | undefined;
    rights: ResourceRights;
}

function Head({ resource, group, rights }: HeadProps) {
    const [changing, setChanging] = useState(false);
    return (
        <div class="topic-head">
            <nav aria-label={text("topic.where")} class="crumbs">
                <a href={`/groups/${resource.group}`}>{group?.name ?? text("topic.group")}</a>
                <span aria-hidden="true"> › </span>
                <a href={`/groups/${resource.group}/library`}>{text("group.library")}</a>
            </nav>
            <PageTitle title={resource.title} />
            <p class="topic-about">
                <ResourceTags resource={resource} labels={group?.labels ?? []} />
            </p>
            {resource.summary !== "" && <p class="resource-summary">{resource.summary}</p>}
            {rights.changes && group && (
                <div class="buttons" role="group" aria-label={text("resource.actions")}>
                    <Button kind="quiet" class="small" onClick={() => setChanging(true)}>
                        {text("resource.change")}
                    </Button>
                </div>
            )}
            {changing && group && (
                <ResourceChange
                    resource={resource}
                    labels={group.labels}
                    onClose={() => setChanging(false)}
                />
            )}
        </div>
    );
}

/** The one question that this page answers first. */
function Current({ view }: { view: ResourceView }) {
    const current = currentOf(view.versions);
    return (
        <Sheet title={text("resource.now")}>
            {current?.number === undefined ? (
                <p>{text("resource.now_none")}</p>
            ) : (
                <>
                    <p>
                        <strong>{text("resource.now_is", { number: current.number })}</strong>
                    </p>
                    {current.note !== "" && <p class="version-said">{current.note}</p>}
                    <p class="soft">{historyOf(current).at(-1)}</p>
                    <OpenVersion version={current} />
                    <Changes version={current} view={view} />
                </>
            )}
        </Sheet>
    );
}

function About({ resource }: { resource: ResourceRow }) {
    const { audience, licence, language, review_on } = resource;
    const line = (term: string, words: string) =>
        words !== "" && (
            <>
                <dt>{term}</dt>
                <dd>{words}</dd>
            </>
        );
    return (
        <Sheet title={text("resource.about")}>
            <dl class="resource-about">
                {line(text("resource.audience"), audience)}
                {line(text("resource.licence"), licence)}
                {line(text("resource.written_in"), languageName(language))}
                {line(text("resource.review"), review_on === undefined ? "" : dayWords(review_on))}
            </dl>
            <p class="soft">
                <Byline by={resource.by} />, <TimeAgo at={resource.at} />
            </p>
        </Sheet>
    );
}

type VersionsProps = ShownProps & { rights: ResourceRights; adoptions: Adoptions };

function Versions({ view, group, who, rights, adoptions, reload }: VersionsProps) {
    const [adding, setAdding] = useState(false);
    return (
        <section class="sheet" aria-labelledby="versions-title">
            <div class="sheet-head">
                <h2 id="versions-title" tabIndex={-1}>
                    {text("version.versions")}
                </h2>
                {rights.writes && (
                    <Button onClick={() => setAdding(true)}>{text("version.add")}</Button>
                )}
            </div>
            <VersionRows {...{ view, group, rights, who, adoptions, reload }} />
            {adding && group && (
                <AddVersion
                    view={view}
                    group={group}
                    reload={reload}
                    onClose={() => setAdding(false)}
                />
            )}
        </section>
    );
}
