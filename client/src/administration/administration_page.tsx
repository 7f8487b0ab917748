// Where administrators begin: the authorities of the network.
import { call } from "../app.ts";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { Tag } from "../pieces/tag.tsx";
import { Trouble } from "../pieces/trouble.tsx";
import { text } from "../texts.ts";
import { useLoaded } from "../use_loaded.ts";
import { AuthorityMark } from "./authority_mark.tsx";
import { ForAdministrators } from "./for_administrators.tsx";
import type { AuthorityRow } from "./shapes.ts";

export function AdministrationPage() {
    const { value, problem, reload } = useLoaded(() => call("authorities.list", {}), []);
    if (!value && problem) return <Trouble problem={problem} again={reload} />;
    const open = value?.authorities.filter(({ closed }) => !closed) ?? [];
    const closed = value?.authorities.filter((row) => row.closed) ?? [];
    return (
        <ForAdministrators title={text("administration.title")}>
            <Sheet
                title={text("administration.authorities")}
                aside={
                    <a class="button quiet" href="/administration/authorities/new">
                        {text("administration.make")}
                    </a>
                }
            >
                <p class="soft">{text("administration.authorities_words")}</p>
                {!value && <p class="soft">{text("core.loading")}</p>}
                <Listed rows={open} />
            </Sheet>
            <Sheet title={text("invite.page")}>
                <p>{text("invite.page_words")}</p>
                <p>
                    <a href="/administration/people">{text("invite.page_look")}</a>
                </p>
            </Sheet>
            <Sheet title={text("statement.title")}>
                <p>{text("statement.words")}</p>
                <p>
                    <a href="/administration/accessibility">
                        {text("statement.change_accessibility")}
                    </a>
                </p>
                <p>
                    <a href="/administration/privacy">{text("statement.change_privacy")}</a>
                </p>
            </Sheet>
            <Sheet title={text("audit.title")}>
                <p>{text("audit.words")}</p>
                <p>
                    <a href="/administration/audit">{text("audit.look")}</a>
                </p>
            </Sheet>
            {closed.length > 0 && (
                <Sheet title={text("administration.closed_ones")}>
                    <Listed rows={closed} />
                </Sheet>
            )}
        </ForAdministrators>
    );
}

function Listed({ rows }: { rows: readonly AuthorityRow[] }) {
    return (
        <Rows>
            {rows.map((row) => (
                <Row key={row.authority} end={<Tag>{text(`authority_kind.${row.kind}`)}</Tag>}>
                    <h3>
                        <AuthorityMark row={row} />{" "}
                        <a href={`/administration/authorities/${row.authority}`}>{row.name}</a>
                    </h3>
                    <p class="soft">
                        {row.short_name} · {text("administration.people", { count: row.people })}
                    </p>
                </Row>
            ))}
        </Rows>
    );
}
