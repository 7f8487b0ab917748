// Who uses it: every authority on its version, and whether that is the current one.
import { useState } from "preact/hooks";
import { rightsIn } from "../forum/rights.ts";
import { bylineText } from "../pieces/byline.tsx";
import { Button } from "../pieces/button.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { problemText } from "../problem_text.ts";
import type { AuthorityId } from "../protocol/types.ts";
import type { GroupPage } from "../shapes.ts";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf } from "../time.ts";
import { adoptingSeats, couldCatchUp, notYet } from "./adopting.ts";
import { AdoptVersion, EndAdoption } from "./adoption_dialogs.tsx";
import type { Adoption, AdoptionGrid, ResourceView, VersionRow } from "./shapes.ts";
import type { Adoptions } from "./use_adoptions.ts";
import { currentOf } from "./versions.ts";

interface Props {
    view: ResourceView;
    group: GroupPage | undefined;
    adoptions: Adoptions;
}

export function WhoUsesIt({ view, group, adoptions }: Props) {
    const { grid, problem, reload } = adoptions;
    return (
        <Sheet title={text("adoption.title")}>
            {!grid && problem && (
                <div role="alert">
                    <p>{problemText(problem)}</p>
                    <Button kind="quiet" onClick={reload}>
                        {text("problem.again")}
                    </Button>
                </div>
            )}
            {!grid && !problem && <p class="soft">{text("core.loading")}</p>}
            {grid && <Grid {...{ view, group, grid, reload }} />}
        </Sheet>
    );
}

type GridProps = Omit<Props, "adoptions"> & { grid: AdoptionGrid; reload(): void };

function Grid({ view, group, grid, reload }: GridProps) {
    const [adopting, setAdopting] = useState<{ version: VersionRow; authority: AuthorityId }>();
    const [ending, setEnding] = useState<Adoption>();
    const current = currentOf(view.versions);
    const adopt = (authority: AuthorityId) =>
        current && setAdopting({ version: current, authority });
    return (
        <>
            {grid.adoptions.length === 0 ? (
                <p>{text(current ? "adoption.nobody" : "adoption.nothing_yet")}</p>
            ) : (
                <Table {...{ grid, group, current }} onAdopt={adopt} onEnd={setEnding} />
            )}
            <NotYet {...{ grid, group, current }} onAdopt={adopt} />
            <Before rows={grid.before} />
            {adopting && group && (
                <AdoptVersion
                    {...{ view, group, grid, reload }}
                    {...adopting}
                    onClose={() => setAdopting(undefined)}
                />
            )}
            {ending && (
                <EndAdoption
                    {...{ view, reload }}
                    adoption={ending}
                    onClose={() => setEnding(undefined)}
                />
            )}
        </>
    );
}

interface TableProps {
    grid: AdoptionGrid;
    group: GroupPage | undefined;
    current: VersionRow | undefined;
    onAdopt(authority: AuthorityId): void;
    onEnd(adoption: Adoption): void;
}

/** On a phone each row is a block; the roles keep it a table for those who hear it. */
function Table({ grid, ...rest }: TableProps) {
    const head = (words: string) => (
        <th role="columnheader" scope="col">
            {words}
        </th>
    );
    return (
        <table class="who-uses-it" role="table">
            <caption class="visually-hidden">{text("adoption.caption")}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {head(text("adoption.authority"))}
                    {head(text("adoption.version"))}
                    {head(text("adoption.since"))}
                    {head(text("adoption.to_do"))}
                </tr>
            </thead>
            <tbody role="rowgroup">
                {grid.adoptions.map((adoption) => (
                    <OneAuthority key={adoption.authority} adoption={adoption} {...rest} />
                ))}
            </tbody>
        </table>
    );
}

function OneAuthority(props: Omit<TableProps, "grid"> & { adoption: Adoption }) {
    const { adoption, group, current, onAdopt, onEnd } = props;
    const { authority, authority_name, closed, number = 0, by, at, words } = adoption;
    const own = adoptingSeats(group).some((seat) => seat.authority === authority);
    const ends = own || (closed && rightsIn(group).facilitates);
    const catchUp = text("adoption.catch_up", { number: current?.number ?? 0 });
    const named = (what: string) => text("adoption.for", { what, authority: authority_name });
    return (
        <tr role="row">
            <th role="rowheader" scope="row">
                {authority_name} {closed && <Tag kind="old">{text("adoption.closed")}</Tag>}
            </th>
            <td role="cell">
                {text("version.number", { number })} <State adoption={adoption} />
            </td>
            <td role="cell">
                {text("adoption.by", { day: dayOf(at, zone.value), by: bylineText(by) })}
                {words !== "" && <p class="version-said">{words}</p>}
            </td>
            <td role="cell">
                {own && couldCatchUp(adoption, current) && (
                    <Button
                        kind="quiet"
                        class="small"
                        aria-label={named(catchUp)}
                        onClick={() => onAdopt(authority)}
                    >
                        {catchUp}
                    </Button>
                )}{" "}
                {ends && (
                    <Button
                        kind="link"
                        aria-label={named(text("adoption.end"))}
                        onClick={() => onEnd(adoption)}
                    >
                        {text("adoption.end")}
                    </Button>
                )}
            </td>
        </tr>
    );
}

function State({ adoption: { removed, behind } }: { adoption: Adoption }) {
    if (removed) return <Tag kind="wait">{text("version.state_removed")}</Tag>;
    if (behind > 0) return <Tag kind="wait">{text("adoption.behind", { count: behind })}</Tag>;
    return <Tag kind="current">{text("adoption.up_to_date")}</Tag>;
}

function NotYet({ grid, group, current, onAdopt }: Omit<TableProps, "onEnd">) {
    const seats = notYet(adoptingSeats(group), grid);
    if (current?.number === undefined || seats.length === 0) return null;
    const adopt = text("adoption.adopt", { number: current.number });
    return (
        <p class="buttons">
            {seats.map(({ authority, authority_name }) => (
                <Button
                    key={authority}
                    kind="quiet"
                    class="small"
                    onClick={() => onAdopt(authority)}
                >
                    {text("adoption.for", { what: adopt, authority: authority_name })}
                </Button>
            ))}
        </p>
    );
}

/** What authorities said earlier: it was not changed, only said anew. */
function Before({ rows }: { rows: readonly Adoption[] }) {
    if (rows.length === 0) return null;
    return (
        <details class="said-before">
            <summary>{text("adoption.before")}</summary>
            <ul>
                {rows.map(({ authority, authority_name, number, by, at, words }) => {
                    const said = {
                        authority: authority_name,
                        number: number ?? 0,
                        day: dayOf(at, zone.value),
                        by: bylineText(by),
                    };
                    return (
                        <li key={authority + at}>
                            {text(
                                number === undefined ? "adoption.was_ended" : "adoption.was",
                                said,
                            )}
                            {words !== "" && <p class="version-said">{words}</p>}
                        </li>
                    );
                })}
            </ul>
        </details>
    );
}
