// How fast files go up and come down, beside Debian's nginx with the same file.
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../harness/demo.mjs";
import { begin, run } from "../harness/program.mjs";
import { Caller } from "../harness/rpc.mjs";
import { SentFile } from "../harness/sent_file.mjs";
import { freePort, listening } from "../proxies/proxies.mjs";
import { mediansInTurn, ratio, whole } from "./figures.mjs";
import { Network } from "./network.mjs";

export const title = "Files, beside nginx";

export const words = `curl sends a file of random bytes: to Folkmoot by tus in one piece, to nginx (one worker, sendfile) by PUT. Folkmoot takes its SHA-256 and waits for
the disk before it says that the file is there; nginx does neither. Then the file is fetched, by one and by four at once. In turn, on the same disk; millions of bytes a
second, of all together. Memory: by how much the largest that Folkmoot's process was exceeds what it was before.`;

export async function measure({ small, times }) {
    const bytes = small ? 2_000_000 : 200_000_000;
    const network = await Network.make({ people: 1, tokens: 1, sizes: [1] });
    const folkmoot = new Folkmoot(network, ...(await network.serve(1)));
    const nginx = await Nginx.start();
    const file = new RandomFile(bytes);
    const kinds = { "sent, one": 0, "fetched, one": 1, "fetched, four at once": 4 };
    await folkmoot.sent(file.another()); // what is made once is there
    const rows = [];
    for (const [kind, readers] of Object.entries(kinds)) {
        const before = freshMark(folkmoot.pid);
        const rate = async (house) => {
            const seconds = await (readers > 0
                ? house.fetched(readers)
                : house.sent(file.another()));
            return ((readers || 1) * bytes) / seconds / 1e6;
        };
        const [ours, theirs] = await mediansInTurn(
            times,
            [folkmoot, nginx].map((house) => () => rate(house)),
        );
        const more = (memoryOf(folkmoot.pid, "VmHWM") - before) / 1e6;
        rows.push([
            kind,
            whole(ours),
            whole(theirs),
            ratio(ours / theirs),
            `${more.toFixed(1)} MB`,
        ]);
    }
    await nginx.end();
    await network.stop();
    return { head: ["a file", "Folkmoot", "nginx", "of nginx's", "memory, at most"], rows };
}

/** Never the same twice: contents that are there already need not be stored. */
class RandomFile {
    path = join(temporaryFolder(), "file.txt");
    constructor(bytes) {
        writeFileSync(this.path, randomBytes(bytes));
    }
    another() {
        const file = openSync(this.path, "r+");
        writeSync(file, randomBytes(64), 0, 64, 0);
        closeSync(file);
        return this.path;
    }
}

class Folkmoot {
    constructor(network, address) {
        this.address = `http://${address}`;
        [this.pid] = network.pids();
        this.group = network.groups[0].group;
        this.token = network.tokens[0];
        this.headers = { Authorization: `Bearer ${this.token}` };
    }

    /** The seconds until it was there; a resource is made of it, to be fetched. */
    async sent(path) {
        const caller = new Caller(this.address, this.token);
        const file = new SentFile(this.token, this.group, readFileSync(path));
        await file.begin(caller);
        const seconds = await curl(
            ...["--request", "PATCH", "--upload-file", path],
            ...headed({
                ...this.headers,
                "Tus-Resumable": "1.0.0",
                "Folkmoot-Group": this.group,
                "Upload-Offset": "0",
                "Content-Type": "application/offset+octet-stream",
            }),
            this.address + file.path,
        );
        file.upload = file.path.split("/").pop();
        await file.putIn(caller);
        caller.close();
        this.url = `${this.address}/files/${file.version}`;
        return seconds;
    }

    fetched(readers) {
        return together(readers, ...headed(this.headers), this.url);
    }
}

class Nginx {
    static async start() {
        const folder = temporaryFolder();
        mkdirSync(join(folder, "files"));
        const port = await freePort();
        writeFileSync(
            join(folder, "nginx.conf"),
            `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr; events {}
            ${process.getuid() === 0 ? "user root;" : ""}
            http {
                access_log off; sendfile on; tcp_nopush on;
                client_max_body_size 1g; client_body_temp_path ${folder}/body;
                server { listen 127.0.0.1:${port}; root ${folder}/files; dav_methods PUT; }
            }`,
        );
        const words = ["-p", folder, "-c", "nginx.conf", "-e", "stderr"];
        const { end } = await listening(begin("/usr/sbin/nginx", words), port, {});
        return Object.assign(new Nginx(), { url: `http://127.0.0.1:${port}/file`, end });
    }
    sent(path) {
        return curl("--upload-file", path, this.url);
    }
    fetched(readers) {
        return together(readers, this.url);
    }
}

const headed = (headers) =>
    Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);

/** The seconds that it took. */
async function curl(...words) {
    const quiet = ["--silent", "--show-error", "--fail", "--header", "Expect:"];
    const told = ["--output", "/dev/null", "--write-out", "%{time_total}"];
    return Number(await run("curl", ...quiet, ...told, ...words));
}

async function together(count, ...words) {
    const from = performance.now();
    await Promise.all(Array.from({ length: count }, () => curl(...words)));
    return (performance.now() - from) / 1000;
}

/** From here on VmHWM is the largest since now (proc(5), clear_refs): what it has now. */
function freshMark(pid) {
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    return memoryOf(pid, "VmRSS");
}

function memoryOf(pid, field) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return 1024 * Number(status.match(new RegExp(`${field}:\\s+(\\d+)`))[1]);
}
