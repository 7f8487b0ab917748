// A server on a free loopback port, known by its process id and ended by it.
import { begin, program } from "./program.mjs";

const startSeconds = 30;

export class Server {
    #child;
    #ended;

    constructor(child, address, said) {
        this.#child = child;
        this.address = address; // http://127.0.0.1:PORT, https:// with a certificate
        this.#ended = ended(child);
        this.said = said;
    }

    /** Serves a data folder; ready when it says where it listens. */
    static async start(data, folkmoot = program("folkmoot"), at = "127.0.0.1:0") {
        const child = begin(folkmoot, ["serve", "--data", data, "--listen", at]);
        const said = [];
        const address = await new Promise((done, failed) => {
            const late = setTimeout(() => {
                child.kill("SIGKILL");
                failed(
                    new Error(`The server did not start in ${startSeconds} s:\n${said.join("")}`),
                );
            }, startSeconds * 1000);
            const listen = (bytes) => {
                said.push(bytes.toString());
                if (said.length > 1000) said.shift();
                const found = said.join("").match(/https?:\/\/127\.0\.0\.1:[1-9][0-9]*/);
                if (found) {
                    clearTimeout(late);
                    done(found[0]);
                }
            };
            child.stdout.on("data", listen);
            child.stderr.on("data", listen);
            child.once("error", failed);
            child.once("close", (code, signal) => {
                clearTimeout(late);
                failed(new Error(`The server ended with ${code ?? signal}:\n${said.join("")}`));
            });
        });
        return new Server(child, address, said);
    }

    get pid() {
        return this.#child.pid;
    }

    /** The moment it ends: {code, signal}. */
    get ended() {
        return this.#ended;
    }

    /** The end without warning. */
    async kill() {
        this.#child.kill("SIGKILL");
        return this.#ended;
    }

    /** The friendly end: {code, signal, milliseconds}. */
    async stop() {
        const from = performance.now();
        this.#child.kill("SIGTERM");
        const end = await this.#ended;
        return { ...end, milliseconds: performance.now() - from };
    }
}

function ended(child) {
    return new Promise((done) => child.once("close", (code, signal) => done({ code, signal })));
}
