// Measures, prints, and keeps what was measured in docs/bench.md: main.mjs [--smoke] [LINES…]
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

import { root } from "../harness/program.mjs";
import * as posts from "./posts.mjs";

// In the order of docs/bench.md. Each has a title, words, and measure({seconds, times}), which gives the
// head and the rows of its table.
const lines = { posts };

const page = join(root, "docs/bench.md");
const introduction = `# How quick it is

Written by \`script/bench\`: what one machine did on one day, each figure the median of three. Nothing here is a promise; the tests hold
those. The database, the nodes and the load generator share the machine: on several machines there would be more of everything but
network in between.
`;

const smoke = process.argv.includes("--smoke");
const asked = process.argv.slice(2).filter((word) => word !== "--smoke");
const unknown = asked.find((name) => !(name in lines));
if (unknown)
    throw new Error(`There is no ${unknown}. Say ${Object.keys(lines).join(", ")}, or nothing.`);

const chosen = asked.length > 0 ? asked : Object.keys(lines);
for (const name of chosen) {
    const { title, words, measure } = lines[name];
    const { head, rows } = await measure(
        smoke ? { seconds: 1, times: 1 } : { seconds: 5, times: 3 },
    );
    console.log(`\n${title}\n${aligned([head, ...rows])}`);
    if (!smoke)
        keep(title, `${words}\n\n${table(head, rows)}\n\n${machine()} \`script/bench ${name}\``);
}
process.exit(0);

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
