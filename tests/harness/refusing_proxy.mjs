// A proxy as some offices have them: it passes requests on, and refuses every upgrade.
import http from "node:http";

const hopByHop = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer"]);

export class RefusingProxy {
    refused = 0; // upgrades
    streams = 0; // answers of server-sent events
    #server;
    #target = null;
    #agent = new http.Agent({ keepAlive: false });

    static async open() {
        const proxy = new RefusingProxy();
        proxy.#server = http.createServer((request, answer) => proxy.#pass(request, answer));
        proxy.#server.on("upgrade", (_, socket) => {
            proxy.refused += 1;
            socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        await new Promise((done) => proxy.#server.listen(0, "127.0.0.1", done));
        proxy.address = `http://127.0.0.1:${proxy.#server.address().port}`;
        return proxy;
    }

    /** From now on to this server. */
    leadTo(address) {
        this.#target = new URL(address);
    }

    close() {
        this.#server.close();
        this.#server.closeAllConnections?.();
        this.#agent.destroy();
    }

    #pass(request, answer) {
        const { hostname, port } = this.#target;
        const headers = Object.fromEntries(
            Object.entries(request.headers).filter(([name]) => !hopByHop.has(name)),
        );
        const { method, url: path } = request;
        const options = { hostname, port, method, path, headers, agent: this.#agent };
        const far = http.request(options, (given) => {
            if (given.headers["content-type"]?.startsWith("text/event-stream")) this.streams += 1;
            for (const name of hopByHop) delete given.headers[name];
            answer.writeHead(given.statusCode, given.headers);
            answer.flushHeaders();
            given.pipe(answer);
            given.on("error", () => answer.destroy());
            given.on("aborted", () => answer.destroy());
        });
        far.on("error", () => answer.destroy());
        answer.on("close", () => far.destroy());
        request.pipe(far);
    }
}
