// All that tests/proxies promises.
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";

import WebSocket from "ws";

import { Demo } from "../harness/demo.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";
import { block, caddy, certificate, nginx } from "./proxies.mjs";

const tries = 30; // of one address in five minutes
const quietSeconds = process.env.LONG === "1" ? 150 : 1;

const report = new Report();
const demo = await Demo.make();
const token = await demo.token(demo.mails[0]);
demo.configure(block("toml").replace("127.0.0.1:8080", "127.0.0.1:0"));
const pair = await certificate();
const ca = readFileSync(pair.certificate);

for (const [name, start] of Object.entries({ nginx, caddy })) {
    const server = await Server.start(demo.data);
    const { host: upstream } = new URL(server.address);
    const proxy = await start(upstream, pair);
    const through = { secure: true, port: proxy.port, host: "moot.example" };

    await report.promise(`${name}: pages and requests come through https`, async () => {
        sure((await ask(through, "GET", "/")).status === 200, "the page does not come");
        const { result } = await call(through, "people.me", {}, token);
        sure(result.person, "nobody is signed in");
        if (!proxy.http) return;
        const { status, headers } = await ask(
            { ...through, secure: false, port: proxy.http },
            "GET",
            "/groups?a=b",
        );
        sure(status === 308, `http:// answers ${status}`);
        sure(headers.location === "https://moot.example/groups?a=b", headers.location);
    });

    await report.promise(`${name}: a WebSocket is upgraded and stays open`, async () => {
        const socket = new WebSocket(`wss://moot.example:${proxy.port}/ws`, "folkmoot.v1", {
            headers: { Authorization: `Bearer ${token}`, Host: "moot.example" },
            ca,
            lookup: here,
        });
        await new Promise((done, failed) => socket.once("open", done).once("error", failed));
        for (const id of [1, 2]) {
            const answered = new Promise((done) => socket.once("message", done));
            socket.send(JSON.stringify({ jsonrpc: "2.0", id, method: "people.me", params: {} }));
            sure(JSON.parse(await answered).result.person, "it does not answer");
            await new Promise((done) => setTimeout(done, quietSeconds * 1000));
        }
        sure(socket.readyState === WebSocket.OPEN, "it was closed");
        socket.terminate();
    });

    await report.promise(
        `${name}: a forged address does not help who guesses passwords`,
        async () => {
            await throttled((number) => ({ "X-Forwarded-For": `192.0.2.${number}` }), through);
        },
    );

    await proxy.end();
    await server.stop();
}

await report.promise("without a proxy of ours, a forged address changes nothing", async () => {
    const bare = await Demo.make();
    const server = await Server.start(bare.data);
    const { host, port } = new URL(server.address);
    const direct = { port, host };
    await throttled((number) => ({ "X-Forwarded-For": `192.0.2.${number}` }), direct);
    await server.stop();
});

report.end();

/** Wrong passwords of as many accounts as one address may try, each from another address, as it says. */
async function throttled(headers, at) {
    const outcomes = [];
    for (let number = 1; number <= tries + 1; number += 1) {
        const parameters = { mail: `nobody${number}@moot.example`, password: "a wrong password" };
        const { error } = await call(at, "people.sign_in", parameters, null, headers(number));
        outcomes.push(error?.data?.name);
    }
    sure(outcomes.at(-1) === "too_many", `after ${tries}: ${outcomes.at(-1)}`);
    sure(outcomes[0] !== "too_many", "the first one was too many");
}

async function call(at, method, params, bearer, headers = {}) {
    const authorization = bearer ? { Authorization: `Bearer ${bearer}` } : {};
    const all = { "Content-Type": "application/json", ...authorization, ...headers };
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    return JSON.parse((await ask(at, "POST", "/rpc", all, body)).body);
}

/** To `host`, which is on this machine, at a port. */
function ask(at, method, path, headers = {}, body = "") {
    const module = at.secure ? https : http;
    const name = at.host.split(":")[0];
    const to = { host: name, port: at.port, lookup: here, ca, agent: false };
    return new Promise((done, failed) => {
        const all = { Host: at.host, ...headers };
        if (body) all["Content-Length"] = Buffer.byteLength(body);
        const request = module.request({ ...to, method, path, headers: all }, (answer) => {
            let text = "";
            answer.on("data", (bytes) => (text += bytes));
            answer.on("end", () =>
                done({ status: answer.statusCode, headers: answer.headers, body: text }),
            );
        });
        request.on("error", failed);
        request.end(body);
    });
}

function here(_name, options, done) {
    if (options.all) done(null, [{ address: "127.0.0.1", family: 4 }]);
    else done(null, "127.0.0.1", 4);
}
