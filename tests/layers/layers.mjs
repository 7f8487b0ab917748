// The house has stairs that go one way: protocol <- storage <- server, and the client knows the protocol
// alone. These rules read the #include and import lines and the calls, and name each line that looks up.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const sourceFile = /\.(cpp|hpp|ts|tsx|mjs)$/;

function filesUnder(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.name === "node_modules") return [];
        if (entry.isDirectory()) return filesUnder(path);
        return sourceFile.test(entry.name) ? [path] : [];
    });
}

export function readHouse() {
    return ["protocol", "storage", "server", "client/src"].flatMap((folder) =>
        filesUnder(folder).map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n") })),
    );
}

/** Lines of files under `where` that match `pattern`, but for files that match `except`. */
const never = (where, pattern, except) => (house) =>
    house
        .filter(({ path }) => path.startsWith(where) && !(except && except.test(path)))
        .flatMap(({ path, lines }) =>
            lines.flatMap((line, index) =>
                pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
            ),
        );

/** What is not loaded with the first page, and the one file that imports it. */
const inOneFile = {
    diff: "client/src/library/differences.ts",
    "tus-js-client": "client/src/library/tus.ts",
    "@noble/hashes/sha2.js": "client/src/which/hash_worker.ts",
};
const allowedImport = /^(\.{1,2}\/|preact(\/hooks|\/jsx-runtime)?$|@preact\/signals$)/;
function foreignImports(house) {
    return house
        .filter(({ path }) => path.startsWith("client/src"))
        .flatMap(({ path, lines }) =>
            lines.flatMap((line, index) => {
                const from = /(?:from\s+|import\s*\(?\s*)"([^"]+)"/.exec(line)?.[1];
                return from && !allowedImport.test(from) && inOneFile[from] !== path
                    ? [`${path}:${index + 1}: ${line.trim()}`]
                    : [];
            }),
        );
}

export const rules = [
    {
        promise: "protocol includes nothing of storage or server",
        broken: never("protocol/", /^\s*#include\s*["<](storage|server)\//),
        example: { path: "protocol/x.hpp", lines: ['#include "storage/store.hpp"'] },
    },
    {
        promise: "storage includes nothing of server",
        broken: never("storage/", /^\s*#include\s*["<]server\//),
        example: { path: "storage/x.cpp", lines: ['#include "server/hub.hpp"'] },
    },
    {
        promise:
            "the client imports its own files, Preact and signals; another package in one file",
        broken: foreignImports,
        example: { path: "client/src/x.ts", lines: ['import { a } from "left-pad";'] },
    },
    {
        promise: "SQL stands in storage only",
        broken: never(
            "",
            /\b(SELECT\s.+\sFROM|INSERT INTO|DELETE FROM|UPDATE\s\w+\sSET)\b/,
            /^storage\//,
        ),
        example: { path: "server/x.cpp", lines: ['auto sql = "DELETE FROM posts";'] },
    },
    {
        promise: "SQLite's own library is called in storage/sqlite only",
        broken: never("", /\bsqlite3_[a-z0-9_]+\s*\(/, /^storage\/sqlite\//),
        example: { path: "storage/postgres/x.cpp", lines: ["sqlite3_step(statement);"] },
    },
    {
        promise: "PostgreSQL's own library is called in storage/postgres only",
        broken: never("", /\bPQ[a-z][A-Za-z]+\s*\(/, /^storage\/postgres\//),
        example: { path: "storage/sqlite/x.cpp", lines: ["PQfinish(connection);"] },
    },
    {
        promise:
            "the JSON library is included in protocol's json.cpp, and where a converter's own JSON is read",
        broken: never("", /#include\s*<nlohmann/, /^(protocol\/json|server\/file_blocks)\.cpp$/),
        example: { path: "server/x.cpp", lines: ["#include <nlohmann/json.hpp>"] },
    },
    {
        promise: "how JSON becomes shapes is protocol's own affair",
        broken: never("", /#include\s*"protocol\/(codec|json_tree)/, /^protocol\//),
        example: { path: "server/x.cpp", lines: ['#include "protocol/codec_values.hpp"'] },
    },
    {
        promise: "the storage functions know no network",
        broken: never("storage/", /#include\s*<boost\/(asio|beast)/),
        example: { path: "storage/x.cpp", lines: ["#include <boost/asio.hpp>"] },
    },
    {
        promise: "one place opens the socket and hands it to the connection",
        broken: never("client/src", /new WebSocket\b/, /^client\/src\/app\.ts$/),
        example: { path: "client/src/x.ts", lines: ["const socket = new WebSocket(url);"] },
    },
    {
        promise: "rendered HTML enters the page in one component",
        broken: never(
            "client/src",
            /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/,
            /^client\/src\/html\.tsx$/,
        ),
        example: { path: "client/src/x.tsx", lines: ["element.innerHTML = text;"] },
    },
];
