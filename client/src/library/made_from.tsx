// What a resource was made from, whether that has a newer version, how it caught up; and what was made from it.
import { useState } from "preact/hooks";
import { bylineText } from "../pieces/byline.tsx";
import { Button } from "../pieces/button.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { problemText } from "../problem_text.ts";
import type { GroupPage } from "../shapes.ts";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { dayOf } from "../time.ts";
import { pathOf } from "../router.ts";
import { adoptingSeats } from "./adopting.ts";
import { CatchUpDialog, UndoCatchUp } from "./adaptation_dialogs.tsx";
import type { AdaptationPage, Adapted, CatchUp, Credit, ResourceView } from "./shapes.ts";
import { useAdaptation } from "./use_adaptation.ts";

interface Props {
    view: ResourceView;
    group: GroupPage | undefined;
    reload(): void;
}

export function MadeFrom({ view, group, reload }: Props) {
    const { value: page, problem, reload: again } = useAdaptation(view.resource.resource);
    if (!page && problem) {
        return (
            <Sheet title={text("adaptation.made_from")}>
                <div role="alert">
                    <p>{problemText(problem)}</p>
                    <Button kind="quiet" onClick={again}>
                        {text("problem.again")}
                    </Button>
                </div>
            </Sheet>
        );
    }
    if (!page) return null;
    const reloadBoth = () => (reload(), again());
    return (
        <>
            {page.credits.length > 0 && (
                <Sheet title={text("adaptation.made_from")}>
                    <Credits credits={page.credits} />
                    <Behind {...{ view, group, page }} reload={reloadBoth} />
                    <Before {...{ view, group, page }} reload={reloadBoth} />
                </Sheet>
            )}
            {page.adaptations.length > 0 && (
                <Sheet title={text("adaptation.made_of_it")}>
                    <ul>
                        {page.adaptations.map((one) => (
                            <OneAdapted key={one.resource ?? one.authority + one.at} one={one} />
                        ))}
                    </ul>
                </Sheet>
            )}
        </>
    );
}

/** However many hops: each names whom it is owed to. */
function Credits({ credits }: { credits: readonly Credit[] }) {
    return (
        <>
            {credits.map((credit, hop) => (
                <p key={credit.resource}>
                    {text(hop === 0 ? "adaptation.first_hop" : "adaptation.next_hop")}
                    {text("adaptation.credit", { number: credit.number })}
                    {credit.readable ? (
                        <a href={`/resources/${credit.resource}`}>{credit.title}</a>
                    ) : (
                        <cite>{credit.title}</cite>
                    )}
                    {text("adaptation.credit_of", { authority: credit.authority_name })}{" "}
                    {hop === 0 && credit.readable && <State {...credit} />}
                </p>
            ))}
        </>
    );
}

function State({ removed, behind }: { removed: boolean; behind: number }) {
    if (removed) return <Tag kind="wait">{text("adaptation.base_removed")}</Tag>;
    if (behind > 0) return <Tag kind="wait">{text("adoption.behind", { count: behind })}</Tag>;
    return <Tag kind="current">{text("adoption.up_to_date")}</Tag>;
}

function OneAdapted({ one }: { one: Adapted }) {
    const said = { authority: one.authority_name, number: one.number };
    return (
        <li>
            {one.resource !== undefined && (
                <>
                    <a href={`/resources/${one.resource}`}>{one.title}</a>{" "}
                </>
            )}
            {text("adaptation.whose", said)} <State {...one} />{" "}
            {one.closed && <Tag kind="old">{text("adoption.closed")}</Tag>}
        </li>
    );
}

type PartProps = Props & { page: AdaptationPage };

/** What there is to catch up with, for those who may. */
function Behind({ view, group, page, reload }: PartProps) {
    const [open, setOpen] = useState(false);
    const [origin] = page.credits;
    if (!origin?.readable || (origin.behind === 0 && !open)) return null;
    const changes = pathOf({ view: "changes", resource: origin.resource });
    return (
        <>
            <p class="resource-link">
                <a href={`${changes}?from=${origin.base}`}>
                    {text("adaptation.changes", { authority: origin.authority_name })}
                </a>
            </p>
            {group && adoptingSeats(group).length > 0 && (
                <CatchUpDialog {...{ view, group, origin, reload, open, setOpen }} />
            )}
        </>
    );
}

/** How its base was moved, and what became of what the origin had changed. */
function Before({ view, group, page, reload }: PartProps) {
    const [undoing, setUndoing] = useState(false);
    const told = page.catch_ups;
    const last = told.find(({ undone }) => !undone);
    const standing = told.filter(({ undone }) => !undone).length;
    const undoable = standing > 1 && adoptingSeats(group).length > 0 && isDraft(view, last);
    return (
        <>
            <details class="said-before">
                <summary>{text("adaptation.before")}</summary>
                <ul>
                    {told.map((one, place) => (
                        <OneCatchUp key={one.entry} one={one} first={place === told.length - 1} />
                    ))}
                </ul>
                {undoable && (
                    <p class="buttons">
                        <Button kind="quiet" class="small" onClick={() => setUndoing(true)}>
                            {text("adaptation.undo")}
                        </Button>
                    </p>
                )}
            </details>
            {undoing && last && (
                <UndoCatchUp
                    {...{ view, reload }}
                    entry={last.entry}
                    onClose={() => setUndoing(false)}
                />
            )}
        </>
    );
}

/** What it made is no released version yet. */
function isDraft({ versions }: ResourceView, last: CatchUp | undefined): boolean {
    if (!last) return false;
    const made = versions.find(({ version }) => version === last.version);
    return made === undefined || made.state === "draft" || made.state === "removed";
}

function OneCatchUp({ one, first }: { one: CatchUp; first: boolean }) {
    const { number, by, at, undone, version, changes } = one;
    const said = { number, day: dayOf(at, zone.value), by: bylineText(by) };
    return (
        <li>
            {text(first ? "adaptation.made" : "adaptation.was", said)}{" "}
            {undone && <Tag kind="old">{text("adaptation.was_undone")}</Tag>}
            {version === undefined && <p class="soft">{text("adaptation.nothing_taken")}</p>}
            {changes.length > 0 && <SettledChanges changes={changes} />}
        </li>
    );
}

function SettledChanges({ changes }: Pick<CatchUp, "changes">) {
    return (
        <ul>
            {changes.map(({ before, after, fate }, place) => (
                <li key={place}>
                    <Tag kind={fate === "taken" ? "current" : "old"}>
                        {text(`adaptation.fate_${fate}`)}
                    </Tag>{" "}
                    {before !== "" && <del>{before}</del>} {after !== "" && <ins>{after}</ins>}
                </li>
            ))}
        </ul>
    );
}
