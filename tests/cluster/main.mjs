// All that tests/cluster promises. FOLKMOOT_BROKEN is a folder with broken-NAME/folkmoot for each fault.
import { join } from "node:path";

import { Demo } from "../harness/demo.mjs";
import { Postgres } from "../harness/postgres.mjs";
import { Random } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { whoIsHere } from "./here.mjs";
import { Rounds } from "./rounds.mjs";

const rounds = process.env.LONG === "1" ? 50 : 5;
const roundsToCatch = 20;
const faults = {
    tell_before_commit: "tells before it commits",
    trust_news_alone: "trusts notifications alone",
};

const random = new Random();
console.log(`SEED=${random.seed}`);
const report = new Report();
const cluster = await Postgres.start({ fsync: true });
const demo = await Demo.make(undefined, { cluster });
const tokens = await demo.tokens();

// Mostly waiting: it goes on beside the rounds.
const here = whoIsHere(demo.copy(), tokens);
here.catch(() => {}); // told below

const network = new Rounds(demo.copy(), tokens, random);
await report.promise(
    "three nodes serve one network while they are killed and lose their database",
    async () => {
        await network.begin();
        while (network.counts.rounds < rounds && (await network.round()));
        const acknowledged = network.journal.in("acknowledged").length;
        const { kills, ended, reconnected, retries, heard } = network.counts;
        console.log(
            `        ${network.counts.rounds} rounds, ${kills} nodes killed, ${ended} connections ended:` +
                ` ${acknowledged} writes, repeated ${retries} times, told ${heard} times,` +
                ` ${reconnected} reconnections`,
        );
        sure(acknowledged > rounds * 200, `only ${acknowledged} writes in ${rounds} rounds`);
        sure(kills >= rounds, `only ${kills} nodes were killed`);
        await network.end();
    },
);

const promises = {
    writes: "no acknowledged write is lost, doubled or different",
    tellings: "every listener hears each feed whole, in order, each entry once",
    removed: "who was removed is told so, and hears nothing of what came after",
    calm: "nobody is sent away while nothing is wrong",
    nodes: "no node ends by itself",
};
for (const [kind, sentence] of Object.entries(promises)) {
    await report.promise(sentence, async () => {
        const wrong = network.wrong[kind];
        sure(wrong.length === 0, () => wrong.join("\n"));
    });
}

await report.promise(
    "who is at another node is seen, and forgotten when that node is killed",
    () => here,
);

for (const [fault, sentence] of Object.entries(faults)) {
    await report.promise(`a build that ${sentence} is caught`, async () => {
        const folder = process.env.FOLKMOOT_BROKEN;
        sure(folder, "FOLKMOOT_BROKEN names no folder. Run tests/cluster/run.");
        await caught(
            new Rounds(demo.copy(), tokens, random, join(folder, `broken-${fault}/folkmoot`)),
        );
    });
}
report.end();

async function caught(broken) {
    await broken.begin();
    for (let round = 1; round <= roundsToCatch; round += 1) {
        if (await broken.round()) continue;
        const { writes, tellings, removed, calm } = broken.wrong;
        const [fault] = [...writes, ...tellings, ...removed, ...calm];
        sure(fault, () => `it was caught by something else:\n${broken.wrong.nodes.join("\n")}`);
        console.log(`        round ${round}: ${fault}`);
        return broken.end();
    }
    throw new Error(`in ${roundsToCatch} rounds nothing was seen: this harness would see nothing`);
}
