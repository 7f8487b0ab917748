// A WebSocket of one person. Every byte that came on the line after the handshake stays in `received`.
import WebSocket from "ws";

import { Refused } from "./rpc.mjs";

const answerSeconds = 20;

export class Socket {
    received = []; // as they came on the line
    entries = []; // feeds.entry, in order
    ended = []; // feeds.ended: the feeds
    here = []; // here.changed, in order
    #socket;
    #waiting = new Map();
    #watchers = new Set();
    #number = 0;

    constructor(socket, keepBytes = true) {
        this.#socket = socket;
        const keep = (bytes) => keepBytes && this.received.push(bytes);
        socket.on("upgrade", (answer) => answer.socket.on("data", keep));
        socket.on("message", (bytes) => this.#take(JSON.parse(bytes.toString())));
        /** {code, reason, at}: when the server, or the line, ended it. */
        this.closed = new Promise((done) =>
            socket.on("close", (code, reason) => {
                for (const { failed } of this.#waiting.values()) {
                    failed(new Error(`the socket closed with ${code}`));
                }
                this.#waiting.clear();
                done({ code, reason: reason.toString(), at: performance.now() });
                this.#look();
            }),
        );
    }

    /** `keepBytes` false: `received` stays empty, for sockets that hear much. `cookie`: as a browser. */
    static async open(address, token, { keepBytes = true, cookie = null } = {}) {
        const url = `${address.replace("http:", "ws:")}/ws`;
        const headers = token ? { Authorization: `Bearer ${token}` } : {};
        if (cookie) Object.assign(headers, { Cookie: cookie, Origin: address });
        const socket = new WebSocket(url, "folkmoot.v1", { headers, perMessageDeflate: false });
        const opened = new Socket(socket, keepBytes);
        await new Promise((done, failed) => {
            socket.once("open", done);
            socket.once("error", failed);
        });
        socket.on("error", () => {});
        return opened;
    }

    async call(method, params = {}) {
        const id = ++this.#number;
        const answer = await new Promise((done, failed) => {
            const late = setTimeout(
                () => failed(new Error(`${method} was not answered in ${answerSeconds} s`)),
                answerSeconds * 1000,
            );
            const settle = (end) => (value) => {
                clearTimeout(late);
                end(value);
            };
            this.#waiting.set(id, { done: settle(done), failed: settle(failed) });
            this.#socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
        });
        if (answer.error) throw new Refused(method, answer.error);
        return answer.result;
    }

    /** Waits until `condition(this)` holds; it is looked at whenever something has come. */
    async until(condition, what) {
        if (condition(this)) return;
        await new Promise((done, failed) => {
            const watcher = () => {
                if (!condition(this)) return;
                clearTimeout(late);
                this.#watchers.delete(watcher);
                done();
            };
            const late = setTimeout(() => {
                this.#watchers.delete(watcher);
                failed(new Error(`in ${answerSeconds} s it did not come that ${what}`));
            }, answerSeconds * 1000);
            this.#watchers.add(watcher);
        });
    }

    /** Calls `watcher` whenever something has come, and when the socket closes. */
    watch(watcher) {
        this.#watchers.add(watcher);
    }

    /** All that came, as one piece: looking for a marker in it finds it wherever messages end. */
    bytes() {
        return Buffer.concat(this.received);
    }

    close() {
        this.#socket.terminate();
    }

    #take(message) {
        for (const one of Array.isArray(message) ? message : [message]) {
            if (one.method === "feeds.entry") this.entries.push(one.params);
            else if (one.method === "feeds.ended") this.ended.push(one.params.feed);
            else if (one.method === "here.changed") this.here.push(one.params);
            else {
                this.#waiting.get(one.id)?.done(one);
                this.#waiting.delete(one.id);
            }
        }
        this.#look();
    }

    #look() {
        for (const watcher of [...this.#watchers]) watcher();
    }
}
