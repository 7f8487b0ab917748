// Measures, prints, and keeps what was measured in docs/bench.md: main.mjs [LINES…],
// or, with --try, only whether it still can.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

import { root } from "../harness/program.mjs";
import { Report, sure } from "../harness/report.mjs";
import * as fan from "./fan.mjs";
import * as files from "./files.mjs";
import * as growth from "./growth.mjs";
import * as idle from "./idle.mjs";
import { startPostgres } from "./network.mjs";
import * as posts from "./posts.mjs";
import * as room from "./room.mjs";

// In the order of docs/bench.md. Each has a title, words, and measure(how), which gives the head and the
// rows of its table. `how`: cluster() gives the PostgreSQL to use; each figure is the median of `times`
// and measured for `seconds` after `warming`; `small`: whether it works at all is what is asked.
const lines = { posts, fan, growth, room, idle, files };

const page = join(root, "docs/bench.md");
const introduction = `# How quick it is

Written by \`script/bench\`: what one machine did on one day, each figure the median of three. Nothing here is a promise; the tests hold
those. The database, the nodes and the load generator share the machine: on several machines there would be more of everything but
network in between.
`;

let started = null;
const cluster = () => (started ??= startPostgres());
const full = { cluster, seconds: 3, warming: 1.5, times: 3, small: false };
const small = { cluster, seconds: 0.3, warming: 0.2, times: 1, small: true };

const words = process.argv.slice(2);
if (words[0] === "--try") await tryAll();
const unknown = words.find((name) => !(name in lines));
if (unknown)
    throw new Error(`There is no ${unknown}. Say ${Object.keys(lines).join(", ")}, or nothing.`);
for (const name of words.length > 0 ? words : Object.keys(lines)) {
    const line = lines[name];
    const { head, rows } = await line.measure(full);
    console.log(`\n${line.title}\n${aligned([head, ...rows])}`);
    const how = `${machine()} \`script/bench ${name}\``;
    keep(line.title, `${line.words}\n\n${table(head, rows)}\n\n${how}`);
}
process.exit(0);

/** Whether each line can still be measured; nothing is kept. */
async function tryAll() {
    const report = new Report();
    for (const [name, { measure }] of Object.entries(lines)) {
        await report.promise(`script/bench ${name} gives figures`, async () => {
            const { head, rows } = await measure(small);
            sure(rows.length > 0, "the table is empty");
            for (const row of rows)
                sure(row.length === head.length, `${row} is not a row of ${head}`);
            const broken = rows.flat().find((cell) => /NaN|undefined|Infinity|^0$/.test(cell));
            sure(broken === undefined, `a figure is ${broken}: ${JSON.stringify(rows)}`);
        });
    }
    report.end();
}

/** Takes the place of the section of that title, and leaves the others. */
function keep(title, text) {
    const there = existsSync(page) ? readFileSync(page, "utf8") : "";
    const sections = new Map();
    for (const section of there.split(/^## /m).slice(1)) {
        const end = section.indexOf("\n");
        sections.set(section.slice(0, end), section.slice(end).trim());
    }
    sections.set(title, text);
    const order = Object.values(lines).map((line) => line.title);
    const kept = order.filter((one) => sections.has(one));
    const all = kept.map((one) => `## ${one}\n\n${sections.get(one)}\n`);
    writeFileSync(page, [introduction, ...all].join("\n"));
}

function machine() {
    const cores = cpus();
    const memory = Math.round(totalmem() / 2 ** 30);
    const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root })
        .toString()
        .trim();
    const day = new Date().toISOString().slice(0, 10);
    return `${day}, commit ${commit}, ${cores.length} cores (${cores[0].model.trim()}), ${memory} GB, Debian 12:`;
}

function table(head, rows) {
    const line = (cells) => `| ${cells.join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function aligned(all) {
    const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
    return all
        .map((row) =>
            row
                .map((cell, column) => cell.padEnd(widths[column]))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}
