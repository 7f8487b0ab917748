// A primary and its standby. After a failover the standby is the primary, and a new standby takes the place
// of the machine that is gone.
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { asRoot, needPrograms, userToBe } from "../harness/postgres.mjs";
import { Machine } from "./machine.mjs";

const master = "postgres";
const role = "folkmoot";
const standbyName = "standby";
const promoteSeconds = 20;
const followSeconds = 20;
const commitSeconds = 20;

const pairs = new Set();
process.on("exit", () => {
    for (const pair of pairs) pair.remove();
});

export class Pair {
    #password = randomBytes(12).toString("hex");
    #databases = 0;
    #standsBy = false;

    /** A primary; the standby comes by addStandby(). */
    static async start() {
        needPrograms();
        const pair = new Pair();
        pairs.add(pair);
        await pair.#begin();
        return pair;
    }

    constructor() {
        this.folder = mkdtempSync("/tmp/folkmoot-pair-"); // short: a socket's path is 107 long at most
        if (asRoot) chownSync(this.folder, ...userToBe());
    }

    async #begin() {
        const ports = [await freePort(), await freePort()];
        [this.primary, this.standby] = ports.map((port) => this.#machine(port));
        this.ports = ports;
        const passwordFile = join(this.folder, "password");
        writeFileSync(passwordFile, this.#password);
        await this.primary.make(passwordFile);
        await this.primary.serve();
        await this.primary.ask(`CREATE ROLE ${role} LOGIN PASSWORD '${this.#password}'`);
    }

    #machine(port) {
        const folder = join(this.folder, String(port));
        mkdirSync(folder);
        if (asRoot) chownSync(folder, ...userToBe());
        return new Machine(folder, port, master);
    }

    /** Both, for Folkmoot's key `database`: whichever of them takes writes is the one. */
    url(database) {
        const hosts = this.ports.map((port) => `127.0.0.1:${port}`).join();
        const which = "target_session_attrs=read-write";
        return `postgresql://${role}:${this.#password}@${hosts}/${database}?${which}`;
    }

    freshDatabase() {
        this.#databases += 1;
        const name = `network_${this.#databases}`;
        this.primary.askNow(`CREATE DATABASE ${name} OWNER ${role} TEMPLATE template0`);
        return name;
    }

    /** From the primary. */
    async rows(database, sql) {
        return this.primary.rows(database, sql);
    }

    /** A standby that the primary's commits wait for, or one that follows when it can. */
    async addStandby({ synchronous }) {
        this.standby.clear();
        const { port } = this.primary;
        const who = `user=${master} password=${this.#password} application_name=${standbyName}`;
        // Copied before it is waited for: nobody stands by the standby when it is promoted.
        await this.standby.makeLike(`host=127.0.0.1 port=${port} ${who}`);
        await this.standby.serve();
        this.#standsBy = true;
        if (synchronous) {
            await this.primary.ask(`ALTER SYSTEM SET synchronous_standby_names = '${standbyName}'`);
            await this.primary.ask("SELECT pg_reload_conf()");
        }
        await this.primary.until(
            `SELECT to_json(count(*) = 1) FROM pg_stat_replication
             WHERE state = 'streaming' AND sync_state = '${synchronous ? "sync" : "async"}'`,
            followSeconds,
            "the standby does not follow",
        );
    }

    /** From now on the standby gets nothing, and neither of them knows yet. The process that sends to it. */
    async cutLine() {
        const [walSender] = await this.rows("postgres", "SELECT pid FROM pg_stat_replication");
        process.kill(walSender, "SIGSTOP");
        return walSender;
    }

    /** Some commits under way in `database` reach the standby, and those who wait for them will never be
     * answered. */
    async holdAnswers(database) {
        const walSender = await this.cutLine();
        // Those that store a receipt: changes that people asked for, and not what the nodes do unasked, such
        // as feeding the search.
        const waiting = `SELECT DISTINCT pid FROM pg_stat_activity JOIN pg_locks USING (pid)
             WHERE wait_event = 'SyncRep' AND mode = 'RowExclusiveLock'
               AND relation = CAST('folkmoot.receipts' AS regclass)`;
        const some = `SELECT to_json(count(*) > 0) FROM (${waiting}) AS waiting`;
        const nobody = "no change of anybody waits for the standby";
        await this.primary.until(some, commitSeconds, nobody, database);
        for (const pid of await this.rows(database, waiting)) process.kill(pid, "SIGSTOP");
        const [written] = await this.rows("postgres", "SELECT to_json(pg_current_wal_flush_lsn())");
        process.kill(walSender, "SIGCONT");
        await this.standby.until(
            `SELECT to_json(pg_last_wal_replay_lsn() >= '${written}')`,
            commitSeconds,
            "the standby does not get what was committed",
        );
    }

    async killPrimary() {
        await this.primary.kill();
    }

    /** The standby takes over. */
    async promote() {
        if (!this.#standsBy) throw new Error("nobody stands by");
        this.#standsBy = false;
        [this.primary, this.standby] = [this.standby, this.primary];
        await this.primary.until(
            `SELECT to_json(pg_promote(true, ${promoteSeconds}))`,
            promoteSeconds,
            "the standby cannot be promoted",
        );
    }

    remove() {
        pairs.delete(this);
        this.primary?.end();
        this.standby?.end();
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }
}

/** Below those that the system gives to whoever connects: or somebody else might have it before it is
 * served again. */
async function freePort() {
    for (;;) {
        const port = 20_000 + (randomBytes(2).readUInt16LE() % 12_000);
        const free = await new Promise((done) => {
            const probe = createServer();
            probe.once("error", () => done(false));
            probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
        });
        if (free) return port;
    }
}
