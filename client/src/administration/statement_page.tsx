// What the network says about itself, as its administrators write it.
import { call, change } from "../app.ts";
import { characters } from "../forum/markdown_editing.ts";
import { SharedText } from "../pieces/shared_text.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Trouble } from "../pieces/trouble.tsx";
import type { Which } from "../router.ts";
import { text } from "../texts.ts";
import { useLoaded } from "../use_loaded.ts";
import { ForAdministrators } from "./for_administrators.tsx";
import type { Statement } from "./shapes.ts";

const most = 10_000;
/** Brackets, where the network's own people know what to say, that are no link. */
const hasMarks = (words: string) => /\[[^\]]+\](?!\()/.test(words);

export function StatementPage({ place }: { place: { which: Which } }) {
    return <One key={place.which} which={place.which} />;
}

function One({ which }: { which: Which }) {
    const { value, problem, reload } = useLoaded(
        () => call("statements.statement", { which }),
        [which],
    );
    if (!value && problem) return <Trouble problem={problem} again={reload} />;
    return (
        <ForAdministrators title={text(`statement.change_${which}`)} below>
            <p>
                <a href={`/${which}`}>{text("statement.look")}</a>
            </p>
            {value ? (
                <Writing which={which} found={value} reload={reload} />
            ) : (
                <p class="soft">{text("core.loading")}</p>
            )}
        </ForAdministrators>
    );
}

function Writing(props: { which: Which; found: Statement; reload(): void }) {
    const { which, found, reload } = props;
    const title = text(`statement.${which}`);
    const save = (words: string, revision: number) => {
        // The ready words, as they are, stay those of the program: newer ones are then followed.
        const own = words === found.ready.trim() ? "" : words;
        return change("statements.change", { which, revision, text: own });
    };
    return (
        <Sheet title={title}>
            <SharedText
                id="statement-text"
                label={title}
                found={{ revision: found.revision, text: found.text || found.ready }}
                most={most}
                problemOf={(words) =>
                    characters(words) > most ? text("statement.too_long") : undefined
                }
                save={save}
                saved={text("statement.saved")}
                meanwhile={text("statement.meanwhile")}
                reload={reload}
                above={(words) => (
                    <>
                        {found.text === "" && <p class="soft">{text("statement.ready")}</p>}
                        {found.text !== "" && hasMarks(words) && (
                            <p class="soft">{text("statement.marks")}</p>
                        )}
                    </>
                )}
                ready={{ label: text("statement.again"), text: found.ready }}
            />
        </Sheet>
    );
}
