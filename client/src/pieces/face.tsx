// A round face with initials; never the only sign of who somebody is.
/** "Skills lead" → "SL"; somebody without a name gets a dash. Pure. */
export function initials(name: string): string {
    const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
    const first = [...(words[0] ?? "")][0] ?? "–";
    const last = words.length > 1 ? [...words.at(-1)!][0]! : "";
    return (first + last).toLocaleUpperCase("en-GB");
}

export function Face({ name }: { name: string }) {
    return (
        <span class="face" aria-hidden="true">
            {initials(name)}
        </span>
    );
}
