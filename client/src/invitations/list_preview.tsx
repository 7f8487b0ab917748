// What a list says, line by line: what has to be mended first, then who can be invited.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { focusTitle } from "../focus.ts";
import { Button } from "../pieces/button.tsx";
import { ErrorSummary, type Problem } from "../pieces/error_summary.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import type { ResultOf } from "../shapes.ts";
import { text } from "../texts.ts";
import { fields, type LineLooked, type LineProblem, type ListLine } from "./list_shapes.ts";
import { fieldId, GoodLines, WrongLines } from "./list_table.tsx";
import { problemWords } from "./list_words.ts";

const summedUpMax = 20;

type Numbered = readonly (readonly [number, LineLooked])[];

/** Nothing was looked at since these changed. */
export interface Preview {
    lines: readonly LineLooked[];
    /** Counts each look, so that the summary takes the focus after each. */
    looked: number;
}

interface Props {
    preview: Preview;
    authorities: ResultOf<"authorities.list">["authorities"];
    authorityOf(line: LineLooked): string;
    groupsOf(line: LineLooked): string;
    busy: boolean;
    onChange(index: number, said: ListLine): void;
    onLeaveOut(index: number): void;
    onLook(): void;
    onInvite(): void;
    onOther(): void;
}

export function isGood({ problems }: LineLooked): boolean {
    return problems.length === 0;
}

/** Nothing is left to do for it: so it is with most of a list that one goes on with. */
function isThere({ problems }: LineLooked): boolean {
    const there: readonly string[] = ["sits_there", "invited_already"];
    return problems.length > 0 && problems.every(({ fault }) => there.includes(fault));
}

/** The first that one comes to. */
function firstProblem({ problems }: LineLooked): LineProblem {
    const order = ({ field }: LineProblem) => fields.indexOf(field);
    return [...problems].sort((a, b) => order(a) - order(b))[0]!;
}

function summary(wrong: Numbered): Problem[] {
    const found = wrong.slice(0, summedUpMax).map(([index, line]) => {
        const first = firstProblem(line);
        return {
            field: fieldId(index, first.field),
            words: text("people_list.in_line", {
                line: line.said.line,
                words: problemWords(first),
            }),
        };
    });
    const more = wrong.length - found.length;
    return more > 0 ? [...found, { words: text("people_list.more", { count: more }) }] : found;
}

export function ListPreview(props: Props) {
    const { preview, busy } = props;
    const numbered: Numbered = preview.lines.map((line, index) => [index, line] as const);
    const wrong = numbered.filter(([, line]) => !isGood(line) && !isThere(line));
    const there = preview.lines.filter(isThere);
    const good = preview.lines.filter(isGood);
    // As it was found: typing into a field does not call for the focus.
    const problems = useMemo(() => summary(wrong), [preview.looked]);
    const invite = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (wrong.length > 0) return;
        const button = invite.current?.querySelector("button");
        if (button) button.focus();
        else focusTitle();
    }, [preview.looked]);
    return (
        <>
            {wrong.length > 0 && (
                <Sheet title={text("people_list.wrong", { count: wrong.length })}>
                    <ErrorSummary problems={problems} />
                    <p>{text("people_list.wrong_words")}</p>
                    <WrongLines
                        lines={wrong}
                        authorities={props.authorities}
                        onChange={props.onChange}
                        onLeaveOut={props.onLeaveOut}
                    />
                    <p class="buttons">
                        <Button kind="quiet" busy={busy} onClick={props.onLook}>
                            {text("people_list.look_again")}
                        </Button>
                    </p>
                </Sheet>
            )}
            {there.length > 0 && <There lines={there} />}
            <Sheet title={text("people_list.good", { count: good.length })}>
                {good.length > 0 && (
                    <>
                        <p class="soft">{text("people_list.good_words")}</p>
                        <details>
                            <summary>{text("people_list.who")}</summary>
                            <GoodLines
                                lines={good}
                                authorityOf={props.authorityOf}
                                groupsOf={props.groupsOf}
                            />
                        </details>
                    </>
                )}
                <div class="buttons" ref={invite}>
                    {good.length > 0 && (
                        <Button busy={busy} onClick={props.onInvite}>
                            {text("people_list.invite", { count: good.length })}
                        </Button>
                    )}
                    <Button kind="quiet" busy={busy} onClick={props.onOther}>
                        {text("people_list.other")}
                    </Button>
                </div>
            </Sheet>
        </>
    );
}

function There({ lines }: { lines: readonly LineLooked[] }) {
    return (
        <Sheet title={text("people_list.there", { count: lines.length })}>
            <details>
                <summary>{text("people_list.who")}</summary>
                <ul>
                    {lines.map(({ said, problems }, index) => (
                        <li key={index}>
                            {text("people_list.in_line", {
                                line: said.line,
                                words: `${said.name}, ${said.mail}. ${problemWords(problems[0]!)}`,
                            })}
                        </li>
                    ))}
                </ul>
            </details>
        </Sheet>
    );
}
