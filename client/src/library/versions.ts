// What is told of a version beside what its row says: pure.
import type { VersionId, VersionRow } from "./shapes.ts";

type Versions = readonly VersionRow[];

export function currentOf(versions: Versions): VersionRow | undefined {
    return versions.find(({ state }) => state === "current");
}

/** What somebody would go on from: the current version, or a draft that came after it was released. */
export function newestOf(versions: Versions): VersionRow | undefined {
    const when = ({ released_at, at }: VersionRow) => released_at ?? at;
    return versions
        .filter(({ state }) => state !== "removed")
        .reduce<VersionRow | undefined>(
            (newest, one) => (newest && when(newest) >= when(one) ? newest : one),
            undefined,
        );
}

export function baseOf(version: VersionRow, versions: Versions): VersionRow | undefined {
    return versions.find((one) => one.version === version.base);
}

/** The number that supersedes it: the next released one that still stands. */
export function supersededBy(version: VersionRow, versions: Versions): number | undefined {
    if (version.state !== "superseded" || version.number === undefined) return undefined;
    const later = versions
        .filter(({ state, number = 0 }) => state !== "removed" && number > version.number!)
        .map(({ number }) => number!);
    return later.length ? Math.min(...later) : undefined;
}

/** Other drafts that were made from the same version: both are kept, and both should know. */
export function besideIt(version: VersionRow, versions: Versions): Versions {
    if (version.state !== "draft" || version.base === undefined) return [];
    return versions.filter(
        (one) =>
            one.state === "draft" && one.base === version.base && one.version !== version.version,
    );
}

/** The current version, when it was released after the draft's base: somebody was quicker. */
export function releasedSince(version: VersionRow, versions: Versions): number | undefined {
    if (version.state !== "draft") return undefined;
    const current = currentOf(versions);
    if (current?.number === undefined || current.released_at === undefined) return undefined;
    const base = baseOf(version, versions);
    if (base?.number !== undefined) {
        return current.number > base.number ? current.number : undefined;
    }
    return current.released_at > version.at ? current.number : undefined;
}

/** The number that the next release gets: none is given twice. */
export function nextNumber(versions: Versions): number {
    return Math.max(0, ...versions.map(({ number = 0 }) => number)) + 1;
}

/** Which one is current again when the current one is removed. */
export function currentWithout(version: VersionRow, versions: Versions): number | undefined {
    const left = versions
        .filter((one) => one.state !== "removed" && one.version !== version.version)
        .map(({ number = 0 }) => number);
    const highest = Math.max(0, ...left);
    return highest || undefined;
}

/** "northmere.example": where a link leads. */
export function hostOf(link: string): string {
    try {
        return new URL(link).host;
    } catch {
        return link;
    }
}

/** As the server asks for it: http or https with a host, without a name in it. */
export function isLink(link: string): boolean {
    if (link.length > 2000 || /[\s"<>\\^`{|}]/.test(link)) return false;
    return /^https?:\/\/(?![:/?#])[^/?#@]+([/?#]|$)/.test(link);
}

/** What a version is compared with first: the one it was made from, or else the release before it. */
export function comparedWith(version: VersionRow, versions: Versions): VersionRow | undefined {
    if (version.state === "removed") return undefined;
    const base = baseOf(version, versions);
    if (base && base.state !== "removed") return base;
    const before = versions.filter(
        ({ state, number }) =>
            state !== "removed" &&
            number !== undefined &&
            (version.number === undefined || number < version.number),
    );
    return before.reduce<VersionRow | undefined>(
        (best, one) => (best && best.number! > one.number! ? best : one),
        undefined,
    );
}

interface Pair {
    readonly from: VersionId | undefined;
    readonly to: VersionId | undefined;
}

/** The two that an address names, where they stand; else the current one, and what came before it. */
export function chosenPair(versions: Versions, from?: string, to?: string): Pair {
    const standing = versions.filter(({ state }) => state !== "removed");
    const named = (id?: string) => standing.find(({ version }) => version === id);
    if (standing.length < 2) return { from: undefined, to: undefined };
    const after = named(to) ?? currentOf(standing) ?? standing[0]!;
    const other = standing.find(({ version }) => version !== after.version);
    const before = named(from) ?? comparedWith(after, versions) ?? other!;
    return { from: before.version, to: after.version };
}
