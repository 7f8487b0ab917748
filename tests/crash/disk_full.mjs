// Starts small_disk.mjs where it may mount a disk of its own: as root, or as root of a namespace.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { temporaryFolder } from "../harness/demo.mjs";
import { begin } from "../harness/program.mjs";

const ways = [
    ["unshare", "-m"],
    ["unshare", "-rm"],
];

/** What small_disk.mjs printed. */
export async function diskFull() {
    const folder = temporaryFolder();
    const mounts = ["mount", "-t", "tmpfs", "-o", "size=1m", "folkmoot-test", folder];
    const way = ways.find(([name, ...more]) => spawnSync(name, [...more, ...mounts]).status === 0);
    if (!way) {
        throw new Error(
            "A small disk cannot be mounted here: that needs root, or user namespaces.",
        );
    }
    const script = join(dirname(fileURLToPath(import.meta.url)), "small_disk.mjs");
    return output(begin(way[0], [...way.slice(1), process.execPath, script, folder]));
}

function output(child) {
    let printed = "";
    child.stdout.on("data", (bytes) => (printed += bytes));
    child.stderr.on("data", (bytes) => (printed += bytes));
    return new Promise((done, failed) => {
        child.once("error", failed);
        child.once("close", () => done(printed));
    });
}
