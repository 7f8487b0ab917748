// The versions that something is of, each with its way to the library.
import { Row, Rows } from "../pieces/row.tsx";
import type { KnownVersion } from "../library/shapes.ts";
import { pathOf } from "../router.ts";
import { me, zone } from "../state.ts";
import { text } from "../texts.ts";
import { knownWords } from "./known_words.ts";

export function KnownVersions({ known }: { known: readonly KnownVersion[] }) {
    const who = me.value;
    if (!who) return null;
    return (
        <Rows>
            {known.map((one) => (
                <Row key={one.version.version}>
                    <h3>
                        <a href={`/resources/${one.resource.resource}`}>{one.resource.title}</a>
                    </h3>
                    <p>
                        <strong>{knownWords(one, who.person, zone.value)}</strong>
                    </p>
                    <p class="soft">
                        {text(`which.same_${one.by}`, { likeness: one.likeness ?? 0 })}{" "}
                        {text("which.in_library", { group: one.group_name })}
                    </p>
                    <Since known={one} />
                </Row>
            ))}
        </Rows>
    );
}

/** What one would get with the current version. */
function Since({ known: { resource, version } }: { known: KnownVersion }) {
    if (version.state !== "superseded" || !version.file || !resource.current) return null;
    const path = pathOf({ view: "changes", resource: resource.resource });
    return (
        <p>
            <a href={`${path}?from=${version.version}&to=${resource.current.version}`}>
                {text("which.since")}
            </a>
        </p>
    );
}
