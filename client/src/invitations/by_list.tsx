// Inviting people by a list: given, looked over, mended, and then invited one by one.
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, line } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { requestId } from "../ids.ts";
import { announce } from "../pieces/live_region.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { CallProblem } from "../problems.ts";
import type { GroupId, ParamsOf } from "../shapes.ts";
import { text } from "../texts.ts";
import { useDoing } from "../use_doing.ts";
import { useLoaded } from "../use_loaded.ts";
import { type Beside, ListForm } from "./list_form.tsx";
import { isGood, ListPreview, type Preview } from "./list_preview.tsx";
import { ListProgress } from "./list_progress.tsx";
import { type SendingWorld, sendList } from "./list_sending.ts";
import type { LineLooked } from "./list_shapes.ts";

const againMs = 2_000;
const drawEveryMs = 100;

/** Until the line is up, or, when the server could not just then, for a while. */
function pause(problem: CallProblem): Promise<void> {
    return new Promise((resolve) => {
        if (problem.name !== "line_down") return void setTimeout(resolve, againMs);
        const end: { now?: () => void } = {};
        end.now = effect(() => {
            if (line.value !== "up") return;
            setTimeout(() => {
                end.now?.();
                resolve();
            });
        });
    });
}

interface Progress {
    done: number;
    all: number;
}

export function ByList({ group, groupName }: { group?: GroupId; groupName?: string }) {
    const [beside, setBeside] = useState<Beside>({});
    const [preview, setPreview] = useState<Preview>();
    const [progress, setProgress] = useState<Progress>();
    const [invited, setInvited] = useState(0);
    const stopped = useRef(false);
    const doing = useDoing();
    const authorities = useLoaded(() => call("authorities.list", {}), []);
    const groups = useLoaded(() => call("groups.list", {}), []);
    const known = authorities.value?.authorities ?? [];
    useEffect(() => () => void (stopped.current = true), []);

    const shown = (lines: readonly LineLooked[]) =>
        setPreview((before) => ({ lines, looked: (before?.looked ?? 0) + 1 }));
    const set = (lines: readonly LineLooked[]) => setPreview({ ...preview!, lines });

    const look = () =>
        doing.run(async () => {
            const lines = preview!.lines.map(({ said }) => said);
            shown((await call("invitations.look_over", { ...beside, lines })).lines);
        });

    const invite = () =>
        doing.run(async () => {
            const good = preview!.lines.filter(isGood);
            const done = new Set<LineLooked>();
            let fine = 0;
            let drawn = 0;
            stopped.current = false;
            setInvited(0);
            setProgress({ done: 0, all: good.length });
            const world: SendingWorld = {
                invite: (said, request) =>
                    call("invitations.invite", {
                        ...said,
                        request,
                    } as ParamsOf<"invitations.invite">),
                requestId,
                pause,
                stopped: () => stopped.current,
                settled: (one, problem) => {
                    if (problem) return;
                    fine += 1;
                    done.add(one);
                    if (Date.now() - drawn < drawEveryMs) return;
                    drawn = Date.now();
                    setProgress({ done: fine, all: good.length });
                },
            };
            const end = await sendList(world, good);
            setProgress(undefined);
            setInvited(fine);
            announce(text("people_list.invited", { count: fine }));
            set(preview!.lines.filter((one) => !done.has(one)));
            focusTitle();
            if (end) throw end;
        });

    const authorityOf = ({ authority }: LineLooked) =>
        known.find((one) => one.authority === authority)?.name ?? "";
    const groupsOf = (one: LineLooked) =>
        one.groups
            .map((id) => groups.value?.groups.find((row) => row.group === id)?.name ?? "")
            .filter(Boolean)
            .join(", ");

    if (progress) {
        return <ListProgress {...progress} onStop={() => (stopped.current = true)} />;
    }
    return (
        <>
            <ProblemLine problem={doing.problem} />
            {invited > 0 && (
                <Sheet>
                    <p>{text("people_list.invited", { count: invited })}</p>
                    <p>
                        <a href={group ? `/groups/${group}/members` : "/administration/people"}>
                            {text("people_list.to_open")}
                        </a>
                    </p>
                </Sheet>
            )}
            {preview && preview.lines.length > 0 ? (
                <ListPreview
                    preview={preview}
                    authorities={known}
                    authorityOf={authorityOf}
                    groupsOf={groupsOf}
                    busy={doing.busy}
                    onChange={(index, said) =>
                        set(preview.lines.map((one, i) => (i === index ? { ...one, said } : one)))
                    }
                    onLeaveOut={(index) => shown(preview.lines.filter((_, i) => i !== index))}
                    onLook={() => void look()}
                    onInvite={() => void invite()}
                    onOther={() => {
                        setPreview(undefined);
                        setInvited(0);
                        focusTitle();
                    }}
                />
            ) : (
                <Sheet>
                    <p>{text("people_list.words")}</p>
                    <p class="soft">
                        {group
                            ? text("people_list.into", { group: groupName ?? "" })
                            : text("people_list.anywhere")}
                    </p>
                    <ListForm
                        group={group}
                        authorities={known}
                        onLooked={(lines, said) => {
                            setBeside(said);
                            setInvited(0);
                            shown(lines);
                        }}
                    />
                </Sheet>
            )}
        </>
    );
}
