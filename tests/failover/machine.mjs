// One PostgreSQL as on a machine of its own: its data folder, its loopback port, and an end without warning.
import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { endNow, programs, unprivileged } from "../harness/postgres.mjs";
import { run } from "../harness/program.mjs";

const startSeconds = 30;

// What tests need and no tuning beyond it; fsync and synchronous_commit stay on, as they are.
const settings = {
    listen_addresses: "127.0.0.1",
    max_connections: "100",
    shared_buffers: "64MB",
    wal_keep_size: "256MB", // a standby that comes late still finds what it needs
    dynamic_shared_memory_type: "mmap", // in the data folder, so that it goes with it
    logging_collector: "off",
};

export class Machine {
    #server = null;
    #ended = null;

    /** `folder` holds its socket, its log and, in `data`, what it keeps. `master` may do everything. */
    constructor(folder, port, master) {
        Object.assign(this, { folder, port, master });
    }

    get data() {
        return join(this.folder, "data");
    }

    /** An empty cluster; whoever comes by the port needs a password. */
    async make(passwordFile) {
        const auth = ["--auth-local", "trust", "--auth-host", "scram-sha-256"];
        const words = ["--username", this.master, "--pwfile", passwordFile, "--encoding", "UTF8"];
        const quick = ["--locale", "C", "--no-sync"];
        const [path, ...rest] = unprivileged("initdb");
        await run(path, ...rest, "--pgdata", this.data, ...auth, ...words, ...quick);
    }

    /** A copy of another one, that follows it. */
    async makeLike(address) {
        const words = ["--dbname", address, "--write-recovery-conf", "--wal-method", "stream"];
        const quick = ["--checkpoint", "fast", "--no-sync"];
        const [path, ...rest] = unprivileged("pg_basebackup");
        await run(path, ...rest, "--pgdata", this.data, ...words, ...quick);
    }

    async serve() {
        const all = { ...settings, port: this.port, unix_socket_directories: this.folder };
        const words = Object.entries(all).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
        const [path, ...rest] = unprivileged("postgres");
        const log = openSync(join(this.folder, "log"), "a");
        const stdio = ["ignore", log, log];
        this.#server = spawn(path, [...rest, "-D", this.data, ...words], { stdio });
        closeSync(log);
        this.#ended = new Promise((done) => this.#server.once("close", done));
        await this.until("SELECT 'true'", startSeconds, "PostgreSQL does not start");
    }

    /** What a machine without power does: all its processes are gone at once, nothing is finished. */
    async kill() {
        const { pid } = this.#server;
        process.kill(pid, "SIGSTOP"); // or it would tell the others to end, and begin again
        const all = [...childrenOf(pid), pid];
        for (const one of all) quietly(() => process.kill(one, "SIGSTOP"));
        for (const one of all) quietly(() => process.kill(one, "SIGKILL"));
        await this.#ended;
        this.#server = null;
        this.#forgetSharedMemory();
    }

    /** What it keeps is gone, too. */
    clear() {
        rmSync(this.data, { recursive: true, force: true, maxRetries: 5 });
    }

    /** At once, when the process ends. */
    end() {
        if (this.#server) endNow(this.#server);
        this.#server = null;
    }

    /** What one statement prints. */
    async ask(sql, database = "postgres") {
        return run(`${programs}/psql`, ...this.#psql(sql, database));
    }

    askNow(sql, database = "postgres") {
        const stdio = ["ignore", "pipe", "pipe"];
        return execFileSync(`${programs}/psql`, this.#psql(sql, database), { stdio }).toString();
    }

    /** The rows of one statement that gives JSON in its only column. */
    async rows(database, sql) {
        const printed = await this.ask(sql, database);
        return printed
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line));
    }

    /** Waits until a statement says true. */
    async until(sql, seconds, otherwise, database = "postgres") {
        const deadline = performance.now() + seconds * 1000;
        for (;;) {
            const said = await this.ask(sql, database).catch((problem) => String(problem));
            if (said.trim() === "true") return;
            if (performance.now() > deadline) {
                const log = readFileSync(join(this.folder, "log"), "utf8").slice(-3000);
                throw new Error(`${otherwise}: ${said}\n${log}`);
            }
            await new Promise((done) => setTimeout(done, 50));
        }
    }

    #psql(sql, database) {
        const at = `postgresql:///${database}?host=${this.folder}&port=${this.port}&user=${this.master}`;
        return ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql, at];
    }

    /** The kernel keeps a few bytes of a PostgreSQL that was killed until somebody says otherwise. */
    #forgetSharedMemory() {
        const lines = readFileSync(join(this.data, "postmaster.pid"), "utf8").split("\n");
        const id = lines[6]?.trim().split(/\s+/)[1];
        if (/^[0-9]+$/.test(id))
            quietly(() => execFileSync("ipcrm", ["-m", id], { stdio: "ignore" }));
    }
}

function childrenOf(pid) {
    return readdirSync("/proc")
        .filter((name) => /^[0-9]+$/.test(name) && existsSync(`/proc/${name}/stat`))
        .filter((name) => parentOf(name) === pid)
        .map(Number);
}

function parentOf(name) {
    try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 1).split(" ")[2]);
    } catch {
        return null; // it has just ended
    }
}

function quietly(action) {
    try {
        action();
    } catch {
        // It was gone before.
    }
}
