// All that tests/failover promises: the primary dies under load and the standby takes over.
import { pause } from "../cluster/nodes.mjs";
import { Demo } from "../harness/demo.mjs";
import { Random } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Network } from "./network.mjs";
import { Pair } from "./pair.mjs";

const rounds = process.env.LONG === "1" ? 5 : 1;
const noticeSeconds = 20;
const writesBefore = 200;
const writesLost = 100; // at least, of those that an asynchronous standby never hears of

const random = new Random();
console.log(`SEED=${random.seed}`);
const report = new Report();
const pair = await Pair.start();
const demo = await Demo.make(undefined, { cluster: pair });
const [tokens] = await Promise.all([demo.tokens(), pair.addStandby({ synchronous: true })]);
const network = new Network(demo, tokens, random);
const acknowledged = () => network.journal.in("acknowledged");

await network.begin();
for (let round = 1; round <= rounds; round += 1) {
    if (round > 1) await pair.addStandby({ synchronous: true });
    if (!(await failOver(`round ${round}: `, round % 2 === 1))) break;
}
await network.endListening();
await pair.addStandby({ synchronous: false });
await report.promise("with an asynchronous standby, lost writes are seen", loseWrites);
await network.end();
report.end();

/** Whether the network can go on as it is. */
async function failOver(round, holdsAnswers) {
    let told, wrong;
    await report.promise(`${round}the standby takes over and writes go on`, async () => {
        told = await changeOver(holdsAnswers);
    });
    await report.promise(`${round}meanwhile everybody is told plainly`, async () => {
        sure(told, "they were not all served again");
        for (const [who, { unavailable, lineDown, slowest, sentences }] of Object.entries(told)) {
            console.log(
                `        ${who} were told "unavailable" ${unavailable} times` +
                    ` (${[...sentences].join(" / ")}); the slowest answer took ${Math.round(slowest)} ms`,
            );
            sure(lineDown === 0, `${lineDown} requests of ${who} had no answer at all`);
        }
    });
    await report.promise(`${round}no acknowledged write is lost or doubled`, async () => {
        sure(told, "they were not all served again");
        wrong = await network.wrong();
        sure(wrong.writes.length === 0, () => wrong.writes.join("\n"));
    });
    await report.promise(`${round}every listener hears it all, in order, once`, async () => {
        const sentences = [...(wrong?.tellings ?? ["nothing was compared"])];
        sure(sentences.length === 0, () => sentences.join("\n"));
        sure(wrong.nodes.length === 0, () => wrong.nodes.join("\n"));
    });
    return told && wrong;
}

/** The primary dies while everybody writes; somebody notices, and promotes the standby. `holdsAnswers`:
 * it has just committed something, there too, and told nobody yet. */
async function changeOver(holdsAnswers) {
    const work = network.work();
    const before = acknowledged().length;
    const whileAllIsWell = (action) => Promise.race([action, work.failed]);
    await whileAllIsWell(written(before + writesBefore));
    await whileAllIsWell(pause(random.between(0, 1000)));
    if (holdsAnswers) await whileAllIsWell(pair.holdAnswers(demo.database));
    await pair.killPrimary();
    const killed = performance.now();
    await whileAllIsWell(noticed(work.told, killed));
    await whileAllIsWell(pause(random.between(500, 2000)));
    const unheard = await whileAllIsWell(network.unheard());
    await whileAllIsWell(pair.promote());
    const promoted = (performance.now() - killed) / 1000;
    const { first, all } = await whileAllIsWell(network.resumed(work.told, killed));
    await whileAllIsWell(pause(1000));
    await work.stop();
    console.log(
        `        promoted ${promoted.toFixed(1)} s after the kill; the first write went through after` +
            ` ${first.toFixed(1)} s, everybody's after ${all.toFixed(1)} s;` +
            ` ${acknowledged().length - before} writes acknowledged, ${unheard} of them stored when the` +
            " primary died and not answered before they were repeated",
    );
    sure(!holdsAnswers || unheard > 0, "nothing was committed that had to be repeated");
    return work.told;
}

/** Until those who write and those who read have been told that they cannot be served. */
async function noticed({ writers, readers }, killed) {
    const all = () => writers.unavailable > 0 && readers.unavailable > 0;
    const late = () => performance.now() - killed > noticeSeconds * 1000;
    await until(() => all() || late());
    sure(all(), `in ${noticeSeconds} s nobody who writes, or who reads, was told anything`);
}

/** The last writes before the primary dies never reach its standby. */
async function loseWrites() {
    const work = network.work();
    await Promise.race([written(acknowledged().length + writesBefore), work.failed]);
    await pair.cutLine();
    const { length } = network.journal.requests;
    const sentSince = () =>
        network.journal.requests.slice(length).filter(({ state }) => state === "acknowledged");
    const enough = until(() => sentSince().length >= writesLost);
    await Promise.race([enough, work.failed]);
    await work.stop();
    await pair.killPrimary();
    await pair.promote();
    const { writes, found } = await network.wrong();
    const there = new Set(found.receipts.map(({ request }) => request));
    const lost = acknowledged().filter(({ id }) => !there.has(id));
    console.log(`        ${lost.length} acknowledged writes are lost: ${writes[0]}`);
    sure(
        sentSince().every((request) => lost.includes(request)),
        "a write that the standby cannot know is there",
    );
    sure(writes.length > 0, "writes are lost, and the comparison does not see it");
}

async function written(count) {
    await until(() => acknowledged().length >= count);
}

async function until(condition) {
    while (!condition()) await pause(20);
}
