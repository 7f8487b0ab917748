// A client of moot.example, which is on this machine, that trusts one certificate and no other.
import https from "node:https";
import tls from "node:tls";

import WebSocket from "ws";

export const host = "moot.example";

/** As a browser, once it has signed in. */
export class Client {
    constructor(port, ca) {
        Object.assign(this, { port, ca, origin: `https://${host}`, cookie: null });
    }

    /** {status, headers, body} */
    ask(method, path, headers = {}, body = "") {
        const to = { host, port: this.port, lookup: here, ca: this.ca, agent: false };
        const all = { Host: host, ...headers };
        if (this.cookie) Object.assign(all, { Cookie: this.cookie, Origin: this.origin });
        if (body) all["Content-Length"] = Buffer.byteLength(body);
        return new Promise((done, failed) => {
            const request = https.request({ ...to, method, path, headers: all }, (answer) => {
                const { statusCode: status, headers } = answer;
                let text = "";
                answer.on("data", (bytes) => (text += bytes));
                answer.on("end", () => done({ status, headers, body: text }));
                answer.on("error", failed);
            });
            request.on("error", failed);
            request.end(body);
        });
    }

    async call(method, params) {
        const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
        const headers = { "Content-Type": "application/json", Origin: this.origin };
        const answer = await this.ask("POST", "/rpc", headers, body);
        const said = JSON.parse(answer.body);
        if (said.error) throw new Error(`${method}: ${answer.body}`);
        return { result: said.result, headers: answer.headers };
    }

    /** Signs in as a browser does; from here on requests carry the cookie. */
    async signIn(mail, password) {
        const { headers } = await this.call("people.sign_in", { mail, password });
        const [written] = headers["set-cookie"];
        this.cookie = written.split(";")[0];
        return written;
    }

    /** A WebSocket as a browser opens it. */
    async socket() {
        const headers = { Host: host, Cookie: this.cookie, Origin: this.origin };
        const more = { headers, ca: this.ca, lookup: here };
        const socket = new WebSocket(`wss://${host}:${this.port}/ws`, "folkmoot.v1", more);
        const heard = [];
        socket.on("message", (bytes) => {
            const said = JSON.parse(bytes);
            heard.push(...(Array.isArray(said) ? said : [said]));
        });
        await new Promise((done, failed) => socket.once("open", done).once("error", failed));
        socket.on("error", () => {});
        return { socket, heard };
    }

    /** A TLS line and nothing said on it: what it agreed on, and the certificate's serial number. */
    async line(options = {}) {
        const to = { host: "127.0.0.1", port: this.port, servername: host, ca: this.ca };
        const line = tls.connect({ ...to, ...options });
        await new Promise((done, failed) => line.once("secureConnect", done).once("error", failed));
        line.on("error", () => {});
        const serial = line.getPeerCertificate().serialNumber;
        return { line, serial, version: line.getProtocol() };
    }
}

function here(_name, options, done) {
    if (options.all) done(null, [{ address: "127.0.0.1", family: 4 }]);
    else done(null, "127.0.0.1", 4);
}

/** Until it holds. */
export async function until(holds, what, seconds = 20) {
    const late = Date.now() + seconds * 1000;
    while (!(await holds())) {
        if (Date.now() > late) throw new Error(`in ${seconds} s it did not come that ${what}`);
        await new Promise((done) => setTimeout(done, 20));
    }
}
