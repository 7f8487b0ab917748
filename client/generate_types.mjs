// Makes client/src/protocol/types.ts from the protocol's own description:
//
//   folkmoot describe | node client/generate_types.mjs            writes the file
//   node client/generate_types.mjs openrpc.json [--check]         --check: says whether it is up to date
//
// What it writes is already as prettier would have it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const output = fileURLToPath(new URL("src/protocol/types.ts", import.meta.url));
const lineMax = 100;

const typeName = (reference) => reference.split("/").pop();

const quote = (text) => JSON.stringify(text);

function comment(text, indent = "") {
    return text ? `${indent}/** ${text.replaceAll("*/", "* /")} */\n` : "";
}

function union(name, words) {
    const start = `export type ${name} =`;
    const all = `${words.map(quote).join(" | ")};`;
    if (`${start} ${all}`.length <= lineMax) return `${start} ${all}\n`;
    if (all.length + 4 <= lineMax) return `${start}\n    ${all}\n`;
    return `${start}\n${words.map((word) => `    | ${quote(word)}`).join("\n")};\n`;
}

function typeOf(schema) {
    if (schema.$ref) return typeName(schema.$ref);
    if (schema.type === "array") return `readonly ${typeOf(schema.items)}[]`;
    const plain = { string: "string", boolean: "boolean", integer: "number" }[schema.type];
    if (!plain) throw new Error(`no TypeScript is known for ${JSON.stringify(schema)}`);
    return plain;
}

function limitsOf(schema) {
    if (schema.maxItems !== undefined) return `at most ${schema.maxItems}`;
    if (schema.maxLength === undefined) return "";
    return `${schema.minLength ?? 0} to ${schema.maxLength} characters`;
}

function property(name, schema, required) {
    const limits = limitsOf(schema);
    const said = (schema.description ?? "") + (limits ? ` (${limits})` : "");
    return `${comment(said, "    ")}    ${name}${required ? "" : "?"}: ${typeOf(schema)};\n`;
}

function shape(name, schema) {
    const fields = Object.entries(schema.properties);
    if (fields.length === 0) return `export type ${name} = Record<string, never>;\n`;
    const lines = fields.map(([field, of]) => property(field, of, schema.required.includes(field)));
    return `export interface ${name} {\n${lines.join("")}}\n`;
}

function named([name, schema]) {
    const said = comment(schema.description ?? "");
    if (schema["x-id"]) return `${said}export type ${name} = Brand<${quote(name)}>;\n`;
    if (schema.enum) return said + union(name, schema.enum);
    if (schema.type === "object") return said + shape(name, schema);
    return `${said}export type ${name} = ${typeOf(schema)};\n`;
}

function method(of) {
    return `${comment(of.summary, "    ")}    ${quote(of.name)}: {
        params: ${typeOf(of["x-params"])};
        result: ${typeOf(of.result.schema)};
        effect: ${quote(of["x-effect"])};
    };
`;
}

function notification(of) {
    return `${comment(of.summary, "    ")}    ${quote(of.name)}: ${typeOf(of["x-params"])};\n`;
}

function constants(name, said, numbers) {
    const lines = Object.entries(numbers).map(([key, number]) => `    ${key}: ${number},\n`);
    return `${comment(said)}export const ${name} = {\n${lines.join("")}} as const;\n`;
}

function types(description) {
    const schemas = Object.entries(description.components.schemas);
    return [
        `// Made by client/generate_types.mjs from \`folkmoot describe\`. Do not edit.\n`,
        `declare const brand: unique symbol;\n` +
            comment("An id that cannot be given where another kind of thing is asked for.") +
            `export type Brand<Name extends string> = string & { readonly [brand]: Name };\n`,
        ...schemas.map(named),
        comment("Every method: what it takes, what it answers and whether it changes something.") +
            `export interface Methods {\n${description.methods.map(method).join("")}}\n`,
        `export type MethodName = keyof Methods;\n`,
        `export type Params<M extends MethodName> = Methods[M]["params"];\n`,
        `export type Answer<M extends MethodName> = Methods[M]["result"];\n`,
        comment("Names of the methods that leave a receipt, so that they can be sent again.") +
            `export type ChangeName = {\n` +
            `    [M in MethodName]: Methods[M]["effect"] extends "change" ? M : never;\n` +
            `}[MethodName];\n`,
        comment("What the server says by itself.") +
            `export interface Notifications {\n` +
            `${description["x-notifications"].map(notification).join("")}}\n`,
        constants("limits", "Limits that no field's own says.", description["x-limits"]),
        constants(
            "closeCodes",
            "Why the server closed the WebSocket.",
            description["x-close-codes"],
        ),
    ].join("\n");
}

const flags = process.argv.slice(2).filter((word) => word.startsWith("--"));
const files = process.argv.slice(2).filter((word) => !word.startsWith("--"));
if (files.length > 1 || flags.some((flag) => flag !== "--check")) {
    console.error("usage: generate_types.mjs [OPENRPC.json] [--check]");
    process.exit(2);
}

const wanted = types(JSON.parse(readFileSync(files[0] ?? 0, "utf8")));
if (!flags.includes("--check")) {
    writeFileSync(output, wanted);
} else if (readFileSync(output, "utf8") !== wanted) {
    console.error(
        "client/src/protocol/types.ts is not what the protocol says now. Make it anew:\n" +
            "  build/release/folkmoot describe | node client/generate_types.mjs",
    );
    process.exit(1);
}
