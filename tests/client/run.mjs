// Bundles every *.test.ts of this folder, since Node runs no TypeScript, and runs them.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const esbuild = createRequire(join(root, "client/package.json"))("esbuild");

const made = join(root, "build/client-tests");
rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });

const tests = readdirSync(here).filter((name) => name.endsWith(".test.ts"));
await esbuild.build({
    entryPoints: tests.map((name) => join(here, name)),
    outdir: made,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18",
    jsx: "automatic",
    jsxImportSource: "preact",
    nodePaths: [join(root, "client/node_modules")],
    sourcemap: "inline",
    logLevel: "warning",
});

const files = tests.map((name) => join(made, name.replace(/\.ts$/, ".mjs")));
const ran = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], {
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC", FORCE_COLOR: "0", NODE_OPTIONS: "" },
});
const count = (word) =>
    Number(new RegExp(`^[^\\w]*${word} (\\d+)$`, "m").exec(ran.stdout)?.[1] ?? 0);
const passed = count("pass");
const failed = count("fail") + count("cancelled");
if (failed > 0 || ran.status !== 0) process.stdout.write(ran.stdout + ran.stderr);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = passed > 0 && failed === 0 ? ran.status : 1;
