// Turns a built client into sources of the program: generate.mjs BUNDLE_FOLDER OUTPUT_FOLDER
// writes client_files.S with the bytes and client_files.cpp with the table of them.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [bundle, output] = process.argv.slice(2).map((folder) => resolve(folder));
const manifest = JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8"));

const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
const bytes = []; // symbols of the assembly
const rows = [];
const externs = [];

function blob(file) {
    if (!file) return "{}";
    const symbol = `folkmoot_client_${bytes.length}`;
    const size = readFileSync(join(bundle, file)).length;
    bytes.push(`${symbol}:\n    .incbin ${quoted(join(bundle, file))}\n`);
    externs.push(`extern char const ${symbol}[];`);
    return `{${symbol}, ${size}}`;
}

const byPath = (a, b) => (a.path < b.path ? -1 : 1); // by code unit, as C++ compares
for (const file of [...manifest.files].sort(byPath)) {
    const contents = [file.plain, file.gzip, file.brotli].map(blob).join(", ");
    const fields = [quoted(file.path), quoted(file.contentType), contents, file.immutable];
    rows.push(`    EmbeddedFile{${fields.join(", ")}},\n`);
}
const names = Object.entries(manifest.names).map(
    ([logical, path]) => `    Name{${quoted(logical)}, ${quoted(path)}},\n`,
);

const globals = bytes.map((_, i) => `    .globl folkmoot_client_${i}\n`).join("");
writeFileSync(
    join(output, "client_files.S"),
    `/* Generated from the built client. Do not edit. */
    .section .rodata
${globals}${bytes.join("")}
    .section .note.GNU-stack,"",%progbits
`,
);
writeFileSync(
    join(output, "client_files.cpp"),
    `// Generated from the built client. Do not edit.
#include "server/embed/table.hpp"

#include <array>

extern "C" {
${externs.join("\n")}
}

namespace folkmoot::server::embed {
namespace {
std::array<EmbeddedFile, ${rows.length}> const all_files{{
${rows.join("")}}};
std::array<Name, ${names.length}> const all_names{{
${names.join("")}}};
} // namespace

std::span<EmbeddedFile const> files()
{
    return all_files;
}

std::span<Name const> names()
{
    return all_names;
}

} // namespace folkmoot::server::embed
`,
);
