// The programs under test, and running one of them to its end.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The folder of the build under test: build/release, unless FOLKMOOT_BUILD names another. */
export const build = resolve(root, process.env.FOLKMOOT_BUILD || "build/release");

/** The path of a built program; a plain sentence when it is not built. */
export function program(name, folder = build) {
    const path = join(folder, name);
    if (!existsSync(path)) throw new Error(`${path} is not built. Run script/build first.`);
    return path;
}

const children = new Set();
process.on("exit", () => {
    for (const child of children) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

/** Starts a program that ends, at the latest, with this process. */
export function begin(path, parameters, options = {}) {
    const child = spawn(path, parameters, { stdio: ["ignore", "pipe", "pipe"], ...options });
    children.add(child);
    child.once("close", () => children.delete(child));
    return child;
}

/** Runs a program to its end: what it printed. Throws with what it said if it failed. */
export async function run(path, ...parameters) {
    const child = begin(path, parameters);
    const printed = [];
    let complaints = "";
    child.stdout.on("data", (bytes) => printed.push(bytes));
    child.stderr.on("data", (bytes) => (complaints += bytes));
    const code = await new Promise((done, failed) => {
        child.once("error", failed);
        child.once("close", (status, signal) => done(status ?? signal));
    });
    const output = Buffer.concat(printed).toString();
    if (code !== 0) {
        const said = (output.slice(-2000) + complaints.slice(-4000)).trim();
        throw new Error(`${path} ${parameters[0] ?? ""} ended with ${code}:\n${said}`);
    }
    return output;
}
