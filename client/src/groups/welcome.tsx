// What newcomers read first, until they put it away.
import { call } from "../app.ts";
import { focusTitle } from "../focus.ts";
import { Html } from "../html.tsx";
import { Button } from "../pieces/button.tsx";
import { Byline } from "../pieces/byline.tsx";
import { ProblemLine } from "../pieces/problem_line.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { toast } from "../pieces/toast.tsx";
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { useDoing, type Doing } from "../use_doing.ts";

export type GroupPart = GroupPage["put_away"][number];

interface PartProps {
    page: GroupPage;
    reload(): void;
}

/** Puts a part of the overview away, or shows it again. */
export function usePart({ page, reload }: PartProps, part: GroupPart) {
    const doing = useDoing();
    const set = async (away: boolean) => {
        const said = { group: page.group, part, away };
        const done = await doing.run(() => call("groups.put_away", said));
        if (done) reload();
        return done;
    };
    return { doing, away: page.put_away.includes(part), set };
}

export function WelcomeSheet(props: PartProps) {
    const { welcome } = props.page;
    const { doing, away, set } = usePart(props, "welcome");
    if (!welcome || away) return null;
    const putAway = async () => {
        if (!(await set(true))) return;
        focusTitle();
        toast(text("welcome.put_away_done"), () => void set(false));
    };
    return (
        <Sheet title={text("welcome.title")}>
            <Html html={welcome.html} />
            <p class="sheet-end soft">
                <Byline by={welcome.by} />, <TimeAgo at={welcome.at} />
            </p>
            <PutAway words={text("welcome.put_away")} doing={doing} onPutAway={putAway} />
        </Sheet>
    );
}

export function PutAway(props: { words: string; doing: Doing; onPutAway(): Promise<void> }) {
    return (
        <>
            <ProblemLine problem={props.doing.problem} />
            <p>
                <Button kind="link" busy={props.doing.busy} onClick={() => void props.onPutAway()}>
                    {props.words}
                </Button>
            </p>
        </>
    );
}

/** The way back to a welcome that was put away. */
export function WelcomeAgain(props: PartProps) {
    const { doing, away, set } = usePart(props, "welcome");
    if (!props.page.welcome || !away) return null;
    const show = async () => {
        if (await set(false)) focusTitle();
    };
    return (
        <p>
            <Button kind="link" busy={doing.busy} onClick={() => void show()}>
                {text("welcome.again")}
            </Button>
        </p>
    );
}
