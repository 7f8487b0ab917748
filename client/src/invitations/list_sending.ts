// Inviting everybody of a list, one after the other, a few at a time. An invitation whose answer was lost is
// asked for again with the same request id, so that it is made once; one that is there already counts as
// done, and whoever goes on with the same list later invites nobody twice.
import { CallProblem, passing } from "../problems.ts";
import type { GroupId, Said } from "../shapes.ts";
import type { LineLooked } from "./list_shapes.ts";

const atOnce = 4;
const internalTriesMax = 3;

export interface SendingWorld {
    invite(said: Said<"invitations.invite">, request: string): Promise<unknown>;
    requestId(): string;
    /** Until asking again may help. */
    pause(problem: CallProblem): Promise<void>;
    /** This line is done, or was refused. */
    settled(line: LineLooked, problem: CallProblem | undefined): void;
    stopped(): boolean;
}

export function saidOf(line: LineLooked, group: GroupId | undefined): Said<"invitations.invite"> {
    return {
        name: line.said.name,
        mail: line.said.mail,
        by_mail: true,
        coordinator: false,
        administrator: false,
        ...(line.authority === undefined ? {} : { authority: line.authority }),
        ...(group === undefined ? {} : { group, role: line.role }),
    };
}

/** Whether it ends all of it: the right, or the sign-in, is gone. */
function endsAll(problem: CallProblem): boolean {
    return problem.name === "sign_in_needed" || problem.name === "forbidden";
}

/** When it was refused, why; undefined when the address is invited now. */
async function inviteOnce(
    world: SendingWorld,
    said: Said<"invitations.invite">,
): Promise<CallProblem | undefined> {
    const request = world.requestId();
    for (let internal = 0; !world.stopped();) {
        try {
            await world.invite(said, request);
            return undefined;
        } catch (caught) {
            const problem = caught instanceof CallProblem ? caught : new CallProblem("internal");
            if (problem.name === "conflict") return undefined; // there already
            if (problem.name === "internal" && ++internal === internalTriesMax) return problem;
            if (!passing(problem)) return problem;
            await world.pause(problem);
        }
    }
    return undefined;
}

/** Resolves when all are settled or it was stopped; what ended it before, if anything. */
export async function sendList(
    world: SendingWorld,
    lines: readonly LineLooked[],
): Promise<CallProblem | undefined> {
    let next = 0;
    let end: CallProblem | undefined;
    const work = async () => {
        while (next < lines.length && !end && !world.stopped()) {
            const line = lines[next++]!;
            let problem: CallProblem | undefined;
            for (const group of line.groups.length ? line.groups : [undefined]) {
                problem ??= await inviteOnce(world, saidOf(line, group));
            }
            if (problem && endsAll(problem)) end = problem;
            else if (!world.stopped()) world.settled(line, problem);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return end;
}
