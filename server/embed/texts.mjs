// The texts of pages and mails that the server writes, from the one catalogue: texts.mjs CATALOGUE OUTPUT
// writes the rows of the table in server/texts.hpp.
import { readFileSync, writeFileSync } from "node:fs";

const [catalogue, output] = process.argv.slice(2);
const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;

const rows = [];
for (const [section, texts] of Object.entries(JSON.parse(readFileSync(catalogue, "utf8")))) {
    if (!/^(page|mail)(_|$)/.test(section)) continue;
    for (const [name, text] of Object.entries(texts)) {
        const { one, other } = typeof text === "string" ? { one: "", other: text } : text;
        rows.push(
            `    CatalogueRow{${[`${section}.${name}`, one, other].map(quoted).join(", ")}},\n`,
        );
    }
}
writeFileSync(output, rows.join(""));
