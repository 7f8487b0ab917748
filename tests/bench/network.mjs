// A network to measure: made in bulk by the program bench_seed, on either engine, and served by nodes.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../harness/demo.mjs";
import { Postgres } from "../harness/postgres.mjs";
import { program, run } from "../harness/program.mjs";
import { Server } from "../harness/server.mjs";

export const postBytes = 300;
const growing = 2; // seconds

// Room as any operator would give it; all else is as Debian has it. Commits are durable.
const settings = { shared_buffers: "512MB", max_wal_size: "4GB" };

/** A PostgreSQL with room, whose commits are durable. */
export const startPostgres = () => Postgres.start({ fsync: true, more: settings });

export class Network {
    #nodes = [];

    /** `people`, of whom `tokens` can sign in, and a group of each of `sizes`: programs/seed.cpp. In a
     * database of `cluster`, or without one in SQLite. */
    static async make({ people, tokens, sizes }, cluster = null) {
        const folder = join(temporaryFolder(), "data");
        mkdirSync(folder, { recursive: true });
        const database = cluster?.freshDatabase();
        const place = cluster ? cluster.url(database) : folder;
        const words = [place, people, tokens, ...sizes].map(String);
        const made = JSON.parse(await run(program("bench_seed"), ...words));
        const network = Object.assign(new Network(), { cluster, database, folder, ...made });
        await network.#grow();
        return network;
    }

    /** A network of some history, that PostgreSQL has looked at: for a table that is empty when a
     * statement is prepared, it chooses to read all of it, and stays with that for a minute. */
    async #grow() {
        const [address] = await this.serve(1);
        const group = (person) => Math.min(person, this.groups.length - 1);
        const writers = this.tokens
            .slice(0, 64)
            .map((_, one) => this.writer(address, one, group(one)));
        await load(writers, { seconds: growing, warming: 0 });
        await this.stop();
        if (this.cluster) await this.cluster.rows(this.database, "VACUUM ANALYZE");
    }

    /** Serves it by so many nodes: the addresses that the load generator knows. */
    async serve(count = 1) {
        for (let node = 0; node < count; node += 1) {
            const data = node === 0 ? this.folder : join(temporaryFolder(), "data");
            mkdirSync(data, { recursive: true });
            if (this.cluster) {
                const line = `database = "${this.cluster.url(this.database)}"\n`;
                writeFileSync(join(data, "folkmoot.toml"), line);
            }
            this.#nodes.push(await Server.start(data));
        }
        return this.#nodes.map(({ address }) => address.replace("http://", ""));
    }

    pids() {
        return this.#nodes.map(({ pid }) => pid);
    }

    /** What its processes have in memory, in bytes. */
    memory() {
        const kilobytes = this.pids().map((pid) =>
            Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]),
        );
        return 1024 * kilobytes.reduce((all, one) => all + one, 0);
    }

    async stop() {
        for (const node of this.#nodes.splice(0)) await node.stop();
    }

    /** The connection of a writer, or a listener, at `address` in a group. */
    writer(address, person, group) {
        return `write ${address} ${this.tokens[person]} ${this.groups[group].topic}`;
    }
    listener(address, person, group) {
        return `listen ${address} ${this.tokens[person]} ${this.groups[group].feed}`;
    }
}

/** What the load generator measures with these connections: programs/load.cpp. */
export async function load(connections, { seconds, warming, rate = 0 }) {
    const words = [seconds, warming, rate, postBytes].map(String);
    const stdio = ["pipe", "pipe", "inherit"];
    const child = spawn(program("bench_load"), words, { stdio });
    child.stdin.end(connections.join("\n"));
    let said = "";
    child.stdout.on("data", (bytes) => (said += bytes));
    const code = await new Promise((done) => child.once("close", done));
    if (code !== 0) throw new Error(`the load generator ended with ${code}`);
    return JSON.parse(said);
}
