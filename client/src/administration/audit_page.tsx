// The trail of rights: who got and lost which right, and by whom.
import { useEffect, useState } from "preact/hooks";
import { call } from "../app.ts";
import { Button } from "../pieces/button.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Row, Rows } from "../pieces/row.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { text, type TextKey } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { ForAdministrators } from "./for_administrators.tsx";
import type { AuditLine } from "./shapes.ts";

export function AuditPage() {
    const [lines, setLines] = useState<readonly AuditLine[]>([]);
    const [more, setMore] = useState(true);
    const doing = useDoing();
    const load = () =>
        doing.run(async () => {
            const before = lines.at(-1)?.number;
            const page = await call("audit.trail", before === undefined ? {} : { before });
            setLines([...lines, ...page.lines]);
            setMore(page.more);
        });
    useEffect(() => void load(), []);
    return (
        <ForAdministrators title={text("audit.title")} below>
            <Sheet>
                <p class="soft">{text("audit.words")}</p>
                <Rows>
                    {lines.map((line) => (
                        <Row key={line.number} end={<TimeAgo at={line.at} />}>
                            <p>{text(`audit_kind.${line.kind}` as TextKey, names(line))}</p>
                            <p class="soft">
                                {text("audit.by", { number: line.number, name: byWhom(line) })}
                            </p>
                        </Row>
                    ))}
                </Rows>
                <ProblemLine problem={doing.problem} />
                {more && (
                    <p class="buttons">
                        <Button kind="quiet" busy={doing.busy} onClick={() => void load()}>
                            {text("audit.older")}
                        </Button>
                    </p>
                )}
            </Sheet>
        </ForAdministrators>
    );
}

function byWhom(line: AuditLine): string {
    if (line.by === undefined) return text("audit.operator");
    return line.by_name || text("byline.former_plain");
}

function names(line: AuditLine): Record<string, string> {
    return {
        name: line.person_name || text("byline.former_plain"),
        authority: line.authority_name,
        group: line.group_name,
        role: line.role === "" ? "" : text(`role.${line.role as "member"}`),
    };
}
