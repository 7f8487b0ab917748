// All that tests/crash promises. FOLKMOOT_BROKEN names the program that acknowledges before it commits.
import { Demo } from "../harness/demo.mjs";
import { Random } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { diskFull } from "./disk_full.mjs";
import { drain } from "./drain.mjs";
import { FileRounds } from "./files.mjs";
import { Rounds } from "./kill.mjs";

const rounds = process.env.LONG === "1" ? 100 : 8;
const fileRounds = process.env.LONG === "1" ? 50 : 5;
const roundsOfOneNetwork = 20;
const roundsToCatch = 30;

const random = new Random();
console.log(`SEED=${random.seed}`);
const report = new Report();
const demo = await Demo.make();
const tokens = await demo.tokens();

await report.promise("SIGKILL: nothing acknowledged is lost, doubled or different", async () => {
    let acknowledged = 0;
    let network = null;
    for (let round = 0; round < rounds; round += 1) {
        if (round % roundsOfOneNetwork === 0) {
            await network?.end();
            network = await networkOf(demo.copy());
        }
        acknowledged += await network.kill();
        const wrong = await network.differences();
        sure(wrong.length === 0, `in round ${round + 1}:\n${wrong.join("\n")}`);
        await network.repeat();
    }
    await network.end();
    const wrong = await network.differences();
    sure(wrong.length === 0, `after the last round:\n${wrong.join("\n")}`);
    sure(acknowledged > rounds * 50, `only ${acknowledged} changes in ${rounds} rounds`);
    console.log(`        ${rounds} rounds, ${acknowledged} changes acknowledged`);
});

await report.promise("SIGKILL: no file is lost, and none is served in part", async () => {
    let kept = 0;
    let network = null;
    for (let round = 0; round < fileRounds; round += 1) {
        if (round % roundsOfOneNetwork === 0) {
            kept += (await network?.end()) ?? 0;
            network = new FileRounds(demo.copy(), tokens, random);
            await network.begin();
        }
        const wrong = await network.kill();
        sure(wrong.length === 0, `in round ${round + 1}:\n${wrong.join("\n")}`);
    }
    kept += await network.end();
    sure(kept > fileRounds, `only ${kept} files in ${fileRounds} rounds`);
    console.log(`        ${fileRounds} rounds, ${kept} files`);
});

await report.promise("a build that acknowledges before it commits loses files, too", async () => {
    const network = new FileRounds(demo.copy(), tokens, random, process.env.FOLKMOOT_BROKEN);
    await network.begin();
    for (let round = 1; round <= roundsToCatch; round += 1) {
        const [loss] = await network.kill();
        if (loss) return console.log(`        round ${round}: ${loss}`);
    }
    throw new Error(`in ${roundsToCatch} rounds no loss was seen: this harness would see none`);
});

await report.promise("a build that acknowledges before it commits is caught", async () => {
    const broken = process.env.FOLKMOOT_BROKEN;
    sure(broken, "FOLKMOOT_BROKEN names no program. Run tests/crash/run.");
    const network = await networkOf(demo.copy(), broken);
    for (let round = 1; round <= roundsToCatch; round += 1) {
        await network.kill();
        const [loss] = await network.differences();
        if (loss) return console.log(`        round ${round}: ${loss}`);
        await network.repeat();
    }
    throw new Error(`in ${roundsToCatch} rounds no loss was seen: this harness would see none`);
});

await report.promise(
    "SIGTERM: what is under way is finished, clients are told, it ends",
    async () => {
        const { acknowledged, sockets, milliseconds } = await drain(demo.copy(), tokens, random);
        console.log(
            `        ${acknowledged} changes, ${sockets} sockets, ${Math.round(milliseconds)} ms`,
        );
    },
);

await report.rest("a full disk", diskFull);
report.end();

async function networkOf(fresh, folkmoot = undefined) {
    const network = new Rounds(fresh, tokens, random, folkmoot);
    await network.begin();
    return network;
}
