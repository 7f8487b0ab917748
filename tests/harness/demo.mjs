// A fresh demonstration network in a temporary folder, and access tokens for its people. With
// DATABASE=postgres in the environment it is in a PostgreSQL database that its folkmoot.toml names.
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { Postgres } from "./postgres.mjs";
import { program, run } from "./program.mjs";

export const password = "seven councils under one oak";

const settings = "folkmoot.toml";

const folders = new Set();
process.on("exit", () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder that goes when the test ends. */
export function temporaryFolder() {
    const folder = mkdtempSync(join(tmpdir(), "folkmoot-test-"));
    folders.add(folder);
    return folder;
}

let shared = null;

/** The cluster that all networks of this process are in; null where they are in their own folders. */
async function sharedCluster() {
    const engine = process.env.DATABASE || "sqlite";
    if (engine === "postgres") return (shared ??= await Postgres.start());
    if (engine === "sqlite") return null;
    throw new Error(`DATABASE is ${engine}. Say postgres, or sqlite, or nothing.`);
}

/** The data folder of a demonstration network that nobody serves yet. */
export class Demo {
    constructor(data, mails, cluster = null, database = null) {
        Object.assign(this, { data, mails, cluster, database });
    }

    /** Makes one in `data`, or in a temporary folder; in a database of `cluster`, where there is one. */
    static async make(
        data = join(temporaryFolder(), "data"),
        { folkmoot = program("folkmoot"), cluster = undefined } = {},
    ) {
        cluster = cluster === undefined ? await sharedCluster() : cluster;
        const demo = new Demo(data, [], cluster, cluster?.freshDatabase());
        mkdirSync(data, { recursive: true });
        demo.#nameDatabase();
        const printed = await run(folkmoot, "demo", "--data", data, "--password", password);
        demo.mails = [...new Set(printed.match(/[^\s<>()]+@[^\s<>()]+\.example/g) ?? [])];
        if (demo.mails.length === 0) throw new Error(`folkmoot demo named nobody:\n${printed}`);
        return demo;
    }

    /** A network without demonstration, as `folkmoot init` makes it, and the path of its link. */
    static async init(name, publicUrl, data = join(temporaryFolder(), "data")) {
        const cluster = await sharedCluster();
        const demo = new Demo(data, [], cluster, cluster?.freshDatabase());
        mkdirSync(data, { recursive: true });
        if (cluster) demo.configure(`public_url = "${publicUrl}"`);
        demo.#nameDatabase();
        const said = ["--data", data, "--name", name, "--public-url", publicUrl];
        const printed = await run(program("folkmoot"), "init", ...said);
        return { demo, printed, link: demo.#linkIn(printed) };
    }

    /** A fresh link for an administrator. */
    async administratorLink() {
        return this.#linkIn(
            await run(program("folkmoot"), "invite-administrator", "--data", this.data),
        );
    }

    #linkIn(printed) {
        const link = printed.match(/\/invitations\/[A-Za-z0-9_-]{43}/)?.[0];
        if (!link) throw new Error(`no link was printed:\n${printed}`);
        return link;
    }

    /** Another one like this, for a test that must not find what the one before left. Nobody serves
     * this one. */
    copy(data = join(temporaryFolder(), "data")) {
        const other = new Demo(data, this.mails, this.cluster, null);
        mkdirSync(data, { recursive: true });
        const filter = (path) => basename(path) !== settings;
        cpSync(this.data, data, { recursive: true, filter });
        other.database = this.cluster?.freshDatabase(this.database);
        other.#nameDatabase();
        return other;
    }

    /** Another node's folder for the same network. */
    node(data = join(temporaryFolder(), "data")) {
        const other = new Demo(data, this.mails, this.cluster, this.database);
        mkdirSync(data, { recursive: true });
        other.#nameDatabase();
        return other;
    }

    /** Adds lines to its folkmoot.toml. */
    configure(lines) {
        appendFileSync(join(this.data, settings), `${lines}\n`);
    }

    #nameDatabase() {
        if (this.cluster) this.configure(`database = "${this.cluster.url(this.database)}"`);
    }

    /** A new access token of the person with this address. */
    async token(mail, folkmoot = program("folkmoot")) {
        const printed = await run(folkmoot, "token", "--data", this.data, "--person", mail);
        const token = printed.match(/[A-Za-z0-9_-]{43}/)?.[0];
        if (!token) throw new Error(`folkmoot token printed no token:\n${printed}`);
        return token;
    }

    /** A token for everybody, by address. */
    async tokens() {
        const tokens = new Map();
        for (const mail of this.mails) tokens.set(mail, await this.token(mail));
        return tokens;
    }
}
