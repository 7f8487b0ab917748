// What changed between two versions of a resource, in words: in one text, or side by side.
import { useEffect, useState } from "preact/hooks";
import { PageTitle } from "../pieces/page_title.tsx";
import { FieldBox } from "../pieces/field.tsx";
import { announce } from "../pieces/live_region.tsx";
import { NotFound, Trouble } from "../pieces/trouble.tsx";
import { CallProblem } from "../problems.ts";
import { go, pathOf, query } from "../router.ts";
import { text } from "../texts.ts";
import type { Difference, Piece, Shown } from "./differences.ts";
import type { ResourceId, ResourceView, VersionId, VersionRow } from "./shapes.ts";
import { useResource } from "./use_resource.ts";
import { useTexts, type TwoTexts } from "./use_texts.ts";
import { nameOf } from "./version_rows.tsx";
import { chosenPair } from "./versions.ts";

type Tools = typeof import("./differences.ts");

export function ChangesPage({ place }: { place: { resource: ResourceId } }) {
    const { view, problem, group, reload } = useResource(place.resource);
    if (problem?.name === "not_found") return <NotFound />;
    if (!view && problem) return <Trouble problem={problem} again={reload} />;
    if (!view) return <p class="loading">{text("core.loading")}</p>;
    const { resource } = view;
    return (
        <div class="resource changes">
            <nav aria-label={text("topic.where")} class="crumbs">
                <a href={`/groups/${resource.group}`}>{group.page?.name ?? text("topic.group")}</a>
                <span aria-hidden="true"> › </span>
                <a href={`/groups/${resource.group}/library`}>{text("group.library")}</a>
                <span aria-hidden="true"> › </span>
                <a href={`/resources/${resource.resource}`}>{resource.title}</a>
            </nav>
            <PageTitle title={text("changes.title", { resource: resource.title })} />
            <Chosen view={view} />
        </div>
    );
}

type Way = "inline" | "side";

function Chosen({ view }: { view: ResourceView }) {
    const { from, to } = chosenPair(view.versions, query.value["from"], query.value["to"]);
    const way: Way = query.value["view"] === "side" ? "side" : "inline";
    const all = query.value["all"] === "1";
    const show = (next: { from?: string; to?: string; view?: string; all?: string }) => {
        const said = { from, to, view: way, all: all ? "1" : "", ...next };
        const kept = Object.entries(said).filter(([, value]) => value);
        const path = pathOf({ view: "changes", resource: view.resource.resource });
        go(`${path}?${new URLSearchParams(kept as [string, string][])}`, { replace: true });
    };
    if (!from || !to) {
        return (
            <div class="sheet">
                <p>{text("changes.only_one")}</p>
            </div>
        );
    }
    return (
        <>
            <form class="sheet changes-choice" onSubmit={(event) => event.preventDefault()}>
                <Choice
                    id="changes-from"
                    label={text("changes.from")}
                    versions={view.versions}
                    value={from}
                    onValue={(value) => show({ from: value })}
                />
                <Choice
                    id="changes-to"
                    label={text("changes.to")}
                    versions={view.versions}
                    value={to}
                    onValue={(value) => show({ to: value })}
                />
                <div class="choices">
                    <Switch
                        label={text("changes.side")}
                        on={way === "side"}
                        onChange={(on) => show({ view: on ? "side" : "inline" })}
                    />
                    <Switch
                        label={text("changes.all")}
                        on={all}
                        onChange={(on) => show({ all: on ? "1" : "" })}
                    />
                </div>
            </form>
            <Compared {...{ view, from, to, way, all }} key={`${from} ${to}`} />
        </>
    );
}

interface ChoiceProps {
    id: string;
    label: string;
    versions: readonly VersionRow[];
    value: VersionId;
    onValue: (value: string) => void;
}

function Choice({ id, label, versions, value, onValue }: ChoiceProps) {
    return (
        <FieldBox id={id} label={label}>
            <select id={id} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
                {versions
                    .filter(({ state }) => state !== "removed")
                    .map((one) => (
                        <option
                            key={one.version}
                            value={one.version}
                            selected={one.version === value}
                        >
                            {nameOf(one)}
                        </option>
                    ))}
            </select>
        </FieldBox>
    );
}

interface SwitchProps {
    label: string;
    on: boolean;
    onChange: (on: boolean) => void;
}

function Switch({ label, on, onChange }: SwitchProps) {
    return (
        <label class="choice">
            <input
                type="checkbox"
                checked={on}
                onChange={(event) => onChange(event.currentTarget.checked)}
            />{" "}
            {label}
        </label>
    );
}

interface ComparedProps {
    view: ResourceView;
    from: VersionId;
    to: VersionId;
    way: Way;
    all: boolean;
}

function Compared({ view, from, to, ...how }: ComparedProps) {
    const { value, problem, reload } = useTexts(from, to);
    const [tools, setTools] = useState<Tools>();
    const [failed, setFailed] = useState(false);
    useEffect(() => {
        if (failed) return;
        import("./differences.ts").then(setTools, () => setFailed(true));
    }, [failed]);
    const named = [from, to].map((id) => nameOf(view.versions.find((v) => v.version === id)!));
    const [before = "", after = ""] = named;
    if (failed)
        return <Trouble problem={new CallProblem("line_down")} again={() => setFailed(false)} />;
    if (!value && problem) return <Trouble problem={problem} again={reload} />;
    if (!value || !tools) return <p class="loading">{text("core.loading")}</p>;
    if (from === to) return <Said lines={[text("changes.same_version")]} />;
    const unready = value.flatMap(({ state }, at) =>
        state === "ready" ? [] : [text(`changes.state_${state}`, { version: named[at] ?? "" })],
    );
    if (unready.length) return <Said lines={unready} />;
    return <Differences {...{ tools, value, before, after, ...how }} />;
}

/** Polite, since it may change while one waits. */
function Said({ lines }: { lines: readonly string[] }) {
    return (
        <div class="sheet" role="status">
            {lines.map((line) => (
                <p key={line}>{line}</p>
            ))}
        </div>
    );
}

function saidOf(count: number): string {
    return count === 0 ? text("changes.none") : text("changes.count", { count });
}

interface DifferencesProps {
    tools: Tools;
    value: TwoTexts;
    before: string;
    after: string;
    way: Way;
    all: boolean;
}

function Differences({ tools, value, before, after, way, all }: DifferencesProps) {
    const [found, setFound] = useState<readonly Difference[]>();
    useEffect(() => {
        const now = tools.differences(value[0].blocks, value[1].blocks);
        setFound(now);
        const changed = now.filter(({ how }) => how !== "same").length;
        announce(saidOf(changed));
    }, [tools, value]);
    if (!found) return <p class="loading">{text("core.loading")}</p>;
    const count = found.filter(({ how }) => how !== "same").length;
    const shown = all ? found : tools.onlyChanges(found);
    return (
        <section class="sheet" aria-labelledby="changes-found">
            <h2 id="changes-found">{saidOf(count)}</h2>
            {value.some(({ cut }) => cut) && <p>{text("changes.cut")}</p>}
            {way === "side" ? (
                <SideBySide {...{ tools, shown, before, after }} />
            ) : (
                shown.map((one, at) => <Inline key={at} one={one} />)
            )}
        </section>
    );
}

function LeftOut({ count }: { count: number }) {
    return <span class="soft">{text("changes.left_out", { count })}</span>;
}

function Inline({ one }: { one: Shown }) {
    if (one.how === "left_out") {
        return (
            <p class="change-left-out">
                <LeftOut count={one.count} />
            </p>
        );
    }
    return (
        <p class={`change change-${one.how} change-${one.kind}`}>
            <Pieces pieces={one.pieces} />
        </p>
    );
}

/** <ins> and <del> are not said by every screen reader: words that are not seen say it. */
function Pieces({ pieces }: { pieces: readonly Piece[] }) {
    const words = (of: string) => of.replaceAll("\t", " | ");
    const marked = (before: string, of: string, after: string) => (
        <>
            <span class="visually-hidden">{before} </span>
            {words(of)}
            <span class="visually-hidden"> {after} </span>
        </>
    );
    return (
        <>
            {pieces.map(({ how, text: of }, at) =>
                how === "added" ? (
                    <ins key={at}>{marked(text("changes.added"), of, text("changes.end"))}</ins>
                ) : how === "removed" ? (
                    <del key={at}>{marked(text("changes.removed"), of, text("changes.end"))}</del>
                ) : (
                    words(of)
                ),
            )}
        </>
    );
}

interface SideProps {
    tools: Tools;
    shown: readonly Shown[];
    before: string;
    after: string;
}

function SideBySide({ tools, shown, before, after }: SideProps) {
    return (
        <table class="changes-side">
            <thead>
                <tr>
                    <th scope="col">{before}</th>
                    <th scope="col">{after}</th>
                </tr>
            </thead>
            <tbody>
                {shown.map((one, at) =>
                    one.how === "left_out" ? (
                        <tr key={at}>
                            <td colSpan={2}>
                                <LeftOut count={one.count} />
                            </td>
                        </tr>
                    ) : (
                        <tr key={at} class={`change-${one.kind}`}>
                            <td>
                                <Pieces pieces={tools.sideOf(one, "before")} />
                            </td>
                            <td>
                                <Pieces pieces={tools.sideOf(one, "after")} />
                            </td>
                        </tr>
                    ),
                )}
            </tbody>
        </table>
    );
}
