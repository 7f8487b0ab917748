// Builds the client: node build.mjs [OUTPUT_FOLDER [DEPFILE]]
//
// src/main.tsx and src/style.css are bundled into assets/NAME-HASH.*; what is in static/ is taken
// as it is, at the same path. Beside each file lie its .gz and .br where they are smaller.
// manifest.json lists them all and is written last. DEPFILE tells ninja what was read.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const client = dirname(fileURLToPath(import.meta.url));
const output = resolve(process.argv[2] ?? join(client, "../build/client"));
const depfile = process.argv[3];
const catalogue = join(client, "texts.json");

const contentTypes = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
};

function filesIn(folder, below = "") {
    if (!existsSync(join(folder, below))) return [];
    return readdirSync(join(folder, below))
        .map((name) => join(below, name))
        .flatMap((path) =>
            statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : path,
        );
}

// The texts of pages and mails that the server writes (sections "page…" and "mail…") stay out of the
// client; server/embed/texts.mjs takes those. The sections that no module of the first page names are in
// "texts.json?later", which comes with more.tsx.
function clientsTexts(modulesOfFirstPage) {
    const words = modulesOfFirstPage.map((path) => readFileSync(join(client, path), "utf8")).join();
    const isFirst = (section) => new RegExp(`["'\`]${section}\\.`).test(words);
    const sectionsThat = (wanted) => {
        const sections = Object.entries(JSON.parse(readFileSync(catalogue, "utf8")));
        const ours = sections.filter(([name]) => !/^(page|mail)(_|$)/.test(name));
        const kept = ours.filter(([name]) => wanted(name));
        return { contents: JSON.stringify(Object.fromEntries(kept)), loader: "json" };
    };
    return {
        name: "texts",
        setup(build) {
            build.onResolve({ filter: /texts\.json\?later$/ }, () => ({
                path: catalogue,
                suffix: "?later",
            }));
            build.onLoad({ filter: /[\\/]client[\\/]texts\.json$/ }, ({ suffix }) =>
                sectionsThat((name) => isFirst(name) === (suffix !== "?later")),
            );
        },
    };
}

// A package that is loaded late brings what the bundler adds for its kind of modules: bundled by itself,
// that stays with it. Otherwise it would be a file of its own that the first page has to load too.
const latePackages = {
    name: "late packages",
    setup(build) {
        const filter = /^[a-z@][\w./-]*$/;
        build.onResolve({ filter }, async ({ path, resolveDir, kind, pluginData }) => {
            const first = kind === "entry-point" || /^@?preact/.test(path);
            if (first || pluginData === latePackages) return undefined;
            const found = await build.resolve(path, { resolveDir, kind, pluginData: latePackages });
            return { ...found, pluginData: latePackages };
        });
        build.onLoad({ filter: /[\/]node_modules[\/]/ }, async ({ path, pluginData }) => {
            if (pluginData !== latePackages) return undefined;
            const { minify, target } = build.initialOptions;
            const alone = { entryPoints: [path], bundle: true, format: "esm", write: false };
            const { outputFiles } = await build.esbuild.build({ ...alone, minify, target });
            return { contents: outputFiles[0].text };
        });
    },
};

// "x.ts?worker" is the address of a script of its own, which runs beside the page.
const workers = {
    name: "workers",
    setup(build) {
        build.onResolve({ filter: /\?worker$/ }, ({ path, resolveDir }) => ({
            path: join(resolveDir, path.replace(/\?worker$/, "")),
            namespace: "worker",
        }));
        build.onLoad({ filter: /./, namespace: "worker" }, async ({ path }) => {
            const { minify, target } = build.initialOptions;
            const alone = { entryPoints: [path], bundle: true, format: "iife", write: false };
            const made = await build.esbuild.build({ ...alone, minify, target });
            const { text } = made.outputFiles[0];
            const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
            const file = `assets/${basename(path, ".ts")}-${hash}.js`;
            mkdirSync(join(output, "assets"), { recursive: true });
            writeFileSync(join(output, file), text);
            return { contents: `export default "/${file}";` };
        });
    },
};

function optionsOf(entryPoints, modulesOfFirstPage) {
    return {
        absWorkingDir: client,
        entryPoints,
        outdir: output,
        entryNames: "assets/[name]-[hash]",
        chunkNames: "assets/[name]-[hash]",
        assetNames: "assets/[name]-[hash]",
        publicPath: "/",
        bundle: true,
        format: "esm",
        splitting: true,
        minify: true,
        target: "es2020",
        charset: "utf8",
        jsx: "automatic",
        jsxImportSource: "preact",
        loader: { ".svg": "file", ".woff2": "file" },
        plugins: [clientsTexts(modulesOfFirstPage), latePackages, workers],
        metafile: true,
        logLevel: "warning",
    };
}

// Our modules that the page has to load before it shows anything.
async function modulesOfFirstPage(esbuild, entry) {
    const { metafile } = await esbuild.build({ ...optionsOf([entry], []), write: false });
    const found = new Set();
    const visit = (path) => {
        if (found.has(path) || !path.startsWith("src/")) return;
        found.add(path);
        for (const { path: next, kind } of metafile.inputs[path]?.imports ?? [])
            if (kind === "import-statement") visit(next);
    };
    visit(entry);
    return [...found];
}

// Runs the bundler; answers what it read and the logical names of its entry points.
async function bundle() {
    const main = "src/main.tsx";
    const entries = [main, "src/style.css"].filter((path) => existsSync(join(client, path)));
    if (!entries.includes(main)) return { inputs: [], names: {} };
    if (!existsSync(join(client, "node_modules/esbuild"))) {
        throw new Error("The client's packages are not installed. Run script/setup.");
    }
    const esbuild = await import("esbuild");
    const first = await modulesOfFirstPage(esbuild, main);
    const { metafile } = await esbuild.build(optionsOf(entries, first));
    const names = {};
    for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
        if (!entryPoint || !entries.includes(entryPoint)) continue;
        const name = entryPoint.replace(/^src\//, "").replace(/\.tsx$/, ".js");
        names[name] = "/" + relative(output, join(client, file));
    }
    const inputs = Object.keys(metafile.inputs).map((path) => path.replace(/\?later$/, ""));
    return { inputs, names };
}

// Writes file.gz and file.br when they save something; answers which there are.
function compress(file) {
    const plain = readFileSync(join(output, file));
    const brotli = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    };
    const made = {
        gzip: [".gz", gzipSync(plain, { level: 9 })],
        brotli: [".br", brotliCompressSync(plain, { params: brotli })],
    };
    const kept = { plain: file };
    for (const [coding, [ending, bytes]] of Object.entries(made)) {
        if (bytes.length >= plain.length) continue;
        writeFileSync(join(output, file + ending), bytes);
        kept[coding] = file + ending;
    }
    return kept;
}

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

const statics = filesIn(join(client, "static"));
if (statics.length) cpSync(join(client, "static"), output, { recursive: true });
const { inputs, names } = await bundle();
for (const path of statics) names[path] = "/" + path;

const files = filesIn(output).map((path) => {
    const contentType = contentTypes[extname(path)];
    if (!contentType) throw new Error(`${path}: add its content type to client/build.mjs`);
    return { path: "/" + path, contentType, immutable: !statics.includes(path), ...compress(path) };
});
if (depfile) {
    const read = ["build.mjs", ...inputs].map((path) =>
        resolve(client, path).replace(/[ #]/g, "\\$&"),
    );
    mkdirSync(dirname(depfile), { recursive: true });
    writeFileSync(depfile, `${join(output, "manifest.json")}: ${read.join(" \\\n  ")}\n`);
}
writeFileSync(join(output, "manifest.json"), JSON.stringify({ names, files }, null, 2) + "\n");
