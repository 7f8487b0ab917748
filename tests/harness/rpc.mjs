// Calls of one person over keep-alive HTTP, one at a time on one connection.
import http from "node:http";

/** The line went down before the answer was there: whether the request was carried out is unknown. */
export class LineDown extends Error {}

/** An answer that refuses: its name is the protocol's. */
export class Refused extends Error {
    constructor(method, error) {
        super(`${method}: ${JSON.stringify(error)}`);
        this.name = error.data?.name ?? String(error.code);
        this.code = error.code;
    }
}

export class Caller {
    #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    #number = 0;

    /** Without a token it calls as nobody. `keepBytes`: every byte received stays in `received`. */
    constructor(address, token = null, { keepBytes = false } = {}) {
        this.address = address;
        this.token = token;
        this.received = keepBytes ? [] : null;
    }

    /** One JSON-RPC request: the bytes of its answer. `id` is the envelope's. */
    async bytes(method, params = {}, id = ++this.#number) {
        const headers = { "Content-Type": "application/json" };
        if (this.token) headers.Authorization = `Bearer ${this.token}`;
        const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
        return (await this.send("POST", "/rpc", headers, body)).body;
    }

    /** The whole answer: {result} or {error}. */
    async ask(method, params = {}, id = undefined) {
        return JSON.parse(await this.bytes(method, params, id));
    }

    /** The result; throws Refused. */
    async call(method, params = {}) {
        const answer = await this.ask(method, params);
        if (answer.error) throw new Refused(method, answer.error);
        return answer.result;
    }

    /** Any request: {status, headers, bytes, body}, the body as text; throws LineDown. */
    async send(method, path, headers = {}, body = "") {
        const options = { method, agent: this.#agent, headers: { ...headers } };
        if (body) options.headers["Content-Length"] = Buffer.byteLength(body);
        return new Promise((done, failed) => {
            const down = (problem) => failed(new LineDown(`${method} ${path}: ${problem.message}`));
            const request = http.request(this.address + path, options, (answer) => {
                const chunks = [];
                answer.on("data", (chunk) => chunks.push(chunk));
                answer.on("error", down);
                answer.on("end", () => {
                    const bytes = Buffer.concat(chunks);
                    this.received?.push(Buffer.from(answer.rawHeaders.join("\n")), bytes);
                    if (!answer.complete) return down(new Error("the answer is not whole"));
                    const { statusCode: status, headers } = answer;
                    done({ status, headers, bytes, body: bytes.toString() });
                });
            });
            request.on("error", down);
            request.end(body);
        });
    }

    close() {
        this.#agent.destroy();
    }
}
