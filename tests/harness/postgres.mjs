// A PostgreSQL 15 of the test's own: Debian's package, a cluster in a temporary folder, reached only by
// a socket in it. It ends, and its folder goes, with this process. A process that is killed outright
// takes its PostgreSQL along and leaves only the folder behind, which is in nobody's way.
import { execFileSync, spawn } from "node:child_process";
import {
    chownSync,
    closeSync,
    existsSync,
    mkdtempSync,
    openSync,
    readFileSync,
    rmSync,
} from "node:fs";
import { join } from "node:path";

import { run } from "./program.mjs";

export const programs = "/usr/lib/postgresql/15/bin";
const master = "postgres"; // may do everything
const role = "folkmoot"; // owns its databases, and no more
const startSeconds = 30;
export const asRoot = process.geteuid() === 0;

// No tuning but what tests need: no address but the socket, and room for three nodes.
const settings = {
    listen_addresses: "",
    max_connections: "200",
    shared_buffers: "64MB",
    logging_collector: "off",
    log_checkpoints: "off",
};

const clusters = new Set();
process.on("exit", () => {
    for (const cluster of clusters) cluster.remove();
});

export class Postgres {
    #settings;
    #server = null;
    #ended = null;
    #databases = 0;

    /** A new cluster. `fsync`: commits survive a crash of the machine, too, and take as long. `more`: of
     * its settings. */
    static async start({ fsync = false, more = {} } = {}) {
        needPrograms();
        const cluster = new Postgres({ ...settings, ...more, fsync: fsync ? "on" : "off" });
        clusters.add(cluster);
        await cluster.#make();
        await cluster.startAgain();
        cluster.#at("postgres", `CREATE ROLE ${role} LOGIN`);
        return cluster;
    }

    constructor(all) {
        this.#settings = all;
        this.folder = mkdtempSync("/tmp/folkmoot-pg-"); // short: a socket's path is 107 long at most
        if (asRoot) chownSync(this.folder, ...userToBe());
    }

    /** For libpq; Folkmoot's key `database`. */
    url(database, user = role) {
        return `postgresql:///${database}?host=${this.folder}&user=${user}`;
    }

    /** The name of a new database: empty, or like `template`, to which nobody may be connected. */
    freshDatabase(template = "template0") {
        this.#databases += 1;
        const name = `network_${this.#databases}`;
        // Files are copied at once; the log would take as long again.
        const like = `OWNER ${role} TEMPLATE ${template} STRATEGY FILE_COPY`;
        this.#at("postgres", `CREATE DATABASE ${name} ${like}`);
        return name;
    }

    dropDatabase(name) {
        this.#at("postgres", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }

    /** Of the process whose children serve the connections. */
    get pid() {
        return this.#server.pid;
    }

    /** The rows of one statement that gives JSON in its only column. */
    async rows(database, sql) {
        const printed = await run(`${programs}/psql`, ...this.#psql(database, sql));
        return printed
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => JSON.parse(line));
    }

    /** Ends connections to `database`, as an impatient operator does: about so many of a hundred, or only
     * those whose last statement began so. The processes that served them. */
    async terminateBackends(database, { percent = 100, statement = "" } = {}) {
        // Chosen first, then ended: the planner may ask a function in WHERE about others, too.
        return this.rows(
            "postgres",
            `WITH chosen AS MATERIALIZED (
                 SELECT pid FROM pg_stat_activity
                 WHERE datname = '${database}' AND random() * 100 < ${percent}
                   AND starts_with(query, '${statement}'))
             SELECT to_json(pid) FROM chosen WHERE pg_terminate_backend(pid)`,
        );
    }

    /** The end without warning, of PostgreSQL as a whole. startAgain() recovers. */
    async kill() {
        this.#server.kill("SIGKILL");
        await this.#ended;
    }

    async startAgain() {
        const deadline = Date.now() + startSeconds * 1000;
        this.#serve();
        while (!this.#answers()) {
            if (Date.now() > deadline) throw new Error(`PostgreSQL does not start:\n${this.said}`);
            // After a kill the processes of connections may live a moment longer and are in the way.
            if (this.#server.exitCode !== null) this.#serve();
            await new Promise((done) => setTimeout(done, 50));
        }
    }

    /** Ends it, and removes all there was in it. */
    async end() {
        this.#server?.kill("SIGQUIT");
        await this.#ended;
        this.remove();
    }

    /** At once, when the process ends. */
    remove() {
        clusters.delete(this);
        if (this.#server) endNow(this.#server);
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }

    async #make() {
        const words = ["--username", master, "--auth", "trust", "--encoding", "UTF8"];
        const quick = ["--locale", "C", "--no-sync"];
        const [path, ...rest] = unprivileged("initdb");
        await run(path, ...rest, "--pgdata", this.#data, ...words, ...quick);
    }

    get #data() {
        return join(this.folder, "data");
    }

    #serve() {
        const all = { ...this.#settings, unix_socket_directories: this.folder };
        const words = Object.entries(all).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
        const [path, ...rest] = unprivileged("postgres");
        const log = openSync(join(this.folder, "log"), "a");
        const stdio = ["ignore", log, log];
        // Not by begin(), whose SIGKILL at the end would leave its shared memory behind.
        this.#server = spawn(path, [...rest, "-D", this.#data, ...words], { stdio });
        closeSync(log);
        this.#ended = new Promise((done) => this.#server.once("close", done));
    }

    /** The end of what PostgreSQL had to say. */
    get said() {
        return readFileSync(join(this.folder, "log"), "utf8").slice(-4000);
    }

    #answers() {
        try {
            this.#at("postgres", "SELECT 1");
            return true;
        } catch {
            return false;
        }
    }

    #at(database, sql) {
        const options = { stdio: ["ignore", "pipe", "pipe"] };
        return execFileSync(`${programs}/psql`, this.#psql(database, sql), options).toString();
    }

    #psql(database, sql) {
        return [
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql,
            this.url(database, master),
        ];
    }
}

/** Ends a PostgreSQL without waiting for anybody, at once even for a process that ends itself. */
export function endNow(server) {
    server.kill("SIGQUIT");
    for (let waited = 0; waited < 100 && lives(server.pid); waited += 1) pause(50);
}

/** PostgreSQL refuses to run as root, and ends with us even if we are killed. */
export function unprivileged(name) {
    const as = asRoot ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
    return ["/usr/bin/setpriv", ...as, "--pdeathsig=QUIT", "--", `${programs}/${name}`];
}

export function userToBe() {
    const ids = ["-u", "-g"].map((which) => execFileSync("id", [which, "postgres"]));
    return ids.map((printed) => Number(printed.toString()));
}

export function needPrograms() {
    if (existsSync(`${programs}/initdb`)) return;
    throw new Error(`PostgreSQL 15 is not in ${programs}. Run script/setup --test.`);
}

/** Whether a process runs; one that has ended stays listed until Node has noticed. */
function lives(pid) {
    try {
        return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        return false;
    }
}

function pause(milliseconds) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
