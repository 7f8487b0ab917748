// All that tests/tls promises.
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";

import { Demo, password, temporaryFolder } from "../harness/demo.mjs";
import { begin, program, root, run } from "../harness/program.mjs";
import { freshId } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Server } from "../harness/server.mjs";
import { Client, host, until } from "./calling.mjs";

const tlsRecord = 16_384; // bytes
const slow = 150; // lines that never say what they came for
const report = new Report();
const demo = await Demo.make();
const folder = temporaryFolder();
const tls = join(folder, "tls"); // where the server looks
const files = { certificate: join(tls, "fullchain.pem"), key: join(tls, "privkey.pem") };
const page = readFileSync(join(root, "docs/installing.md"), "utf8");

const authority = await selfSigned("authority", ["-addext", "basicConstraints=critical,CA:TRUE"]);
const ca = readFileSync(authority.certificate);
await serve(await issued("first"));
demo.configure(settings());
const server = await Server.start(demo.data);
const client = new Client(Number(new URL(server.address).port), ca);

await report.promise("pages come by TLS, and browsers are told to stay with it", async () => {
    sure(server.address.startsWith("https://"), server.address);
    const { status, headers } = await client.ask("GET", "/");
    sure(status === 200, `the page answers ${status}`);
    sure(headers["strict-transport-security"] === "max-age=31536000", "they are not told");
    sure((await client.ask("GET", "/readyz")).body === "ready\n", "/readyz is not ready");
    const metrics = (await client.ask("GET", "/metrics")).body;
    const ends = metrics.match(/^folkmoot_certificate_ends_timestamp_seconds (.*)$/m)?.[1];
    sure(Math.abs(Number(ends) * 1000 - Date.now() - 86_400_000) < 600_000, `it ends at ${ends}`);
});

let group = null;
await report.promise(
    "somebody signs in and posts through a WebSocket; another hears it",
    async () => {
        const written = await client.signIn(demo.mails[0], password);
        sure(/^__Host-sid=/.test(written) && / Secure/i.test(written), written);
        const { result } = await client.call("groups.list", {});
        ({ group } = result.groups.find(({ role, archived }) => role && !archived));
        const { feed } = (await client.call("groups.group", { group })).result;
        const [writer, hearer] = [await client.socket(), await client.socket()];
        const events = await openEvents();
        const follow = { jsonrpc: "2.0", id: 1, method: "feeds.follow" };
        hearer.socket.send(JSON.stringify({ ...follow, params: { feeds: [{ feed }] } }));
        await until(() => hearer.heard.some(({ id }) => id === 1), "it follows");
        const topic = { request: freshId(), group, title: "By TLS", question: false, labels: [] };
        const params = { ...topic, text: "x".repeat(30_000) };
        const start = { jsonrpc: "2.0", id: 2, method: "forum.start_topic", params };
        writer.socket.send(JSON.stringify(start));
        await until(() => writer.heard.some(({ id }) => id === 2), "it is answered");
        const { result: made, error } = writer.heard.find(({ id }) => id === 2);
        sure(made, () => JSON.stringify(error));
        const told = ({ method, params }) => method === "feeds.entry" && params.feed === feed;
        await until(() => hearer.heard.some(told), "the other hears it");
        const read = await client.call("forum.topic", { topic: made.topic });
        sure(JSON.stringify(read.result).includes("x".repeat(30_000)), "it did not come whole");
        await until(() => events.said().includes("event: opened"), "the stream opens");
        events.end();
        writer.socket.terminate();
        const farewell = new Promise((done) => hearer.socket.once("close", done));
        hearer.socket.close(1000);
        sure((await farewell) === 1000, "its farewell is not answered");
    },
);

await report.promise("many requests at once, large and small, come whole", async () => {
    const script = (await client.ask("GET", "/")).body.match(/src="(\/[^"]+\.js)"/)[1];
    const whole = (await client.ask("GET", script)).body;
    sure(whole.length > tlsRecord, `the script has ${whole.length} bytes`);
    const all = Array.from({ length: 60 }, () => client.ask("GET", script));
    for (const { body } of await Promise.all(all)) sure(body === whole, "one is not like another");
    const long = { method: "x".repeat(200_000) };
    const { body } = await client.ask(
        "POST",
        "/rpc",
        { Origin: client.origin },
        JSON.stringify(long),
    );
    sure(JSON.parse(body).error, body.slice(0, 200));
});

await report.promise("TLS 1.2 and 1.3 and nothing older, and no weak cipher", async () => {
    for (const version of ["TLSv1.2", "TLSv1.3"]) {
        const { line, version: agreed } = await client.line({
            minVersion: version,
            maxVersion: version,
        });
        sure(agreed === version, agreed);
        line.destroy();
    }
    const weak = [
        { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" },
        { maxVersion: "TLSv1.2", ciphers: "AES128-SHA:AES256-GCM-SHA384@SECLEVEL=0" },
    ];
    for (const options of weak) {
        const refused = await client.line(options).then(
            () => false,
            () => true,
        );
        sure(refused, `${JSON.stringify(options)} was agreed on`);
    }
});

await report.promise("slow handshakes and other talk are cut off, and slow nobody", async () => {
    const from = Date.now();
    const lines = Array.from({ length: slow }, (_, number) => {
        const line = net.connect(client.port, "127.0.0.1");
        line.on("error", () => {});
        if (number % 3 === 1) line.write(Buffer.from([22, 3, 1, 2, 0, 1])); // a hello that stops
        if (number % 3 === 2) line.write("GET / HTTP/1.1\r\nHost: moot.example\r\n\r\n");
        return new Promise((done) => line.once("close", () => done(number % 3)));
    });
    const talk = lines.filter((_, number) => number % 3 === 2);
    const began = performance.now();
    sure((await client.ask("GET", "/readyz")).status === 200, "others are not answered");
    sure(performance.now() - began < 2_000, "others are slowed");
    await Promise.all(talk);
    sure(Date.now() - from < 5_000, "what is no TLS was listened to");
    await Promise.all(lines);
    const took = Date.now() - from;
    sure(took < 15_000, `they were cut off after ${took} ms`);
    sure(took > 5_000, `a handshake had only ${took} ms`);
});

await report.promise("SIGHUP serves the renewed certificate; open lines stay", async () => {
    const { socket, heard } = await client.socket();
    const { serial: before } = await serialNow();
    await serve(await issued("second"));
    process.kill(server.pid, "SIGHUP");
    await until(async () => (await serialNow()).serial !== before, "the new one is served", 5);
    socket.send(JSON.stringify({ jsonrpc: "2.0", id: 9, method: "people.me", params: {} }));
    await until(() => heard.some(({ id }) => id === 9), "the open line answers");
    socket.terminate();
});

await report.promise(
    "what does not fit together changes nothing, and the log says so",
    async () => {
        const { serial: before } = await serialNow();
        copyFileSync(authority.key, files.key);
        process.kill(server.pid, "SIGHUP");
        const said = () => server.said.join("");
        await until(() => said().includes("The certificate we had stays."), "it is said");
        sure(said().includes(`tls_key: ${files.key} holds no key`), said());
        sure((await serialNow()).serial === before, "another one is served");
    },
);

await report.promise("renewed files are noticed without a signal", async () => {
    const { serial: before } = await serialNow();
    await serve(await issued("third"));
    await until(async () => (await serialNow()).serial !== before, "the new one is served");
});

await report.promise("a server with open lines ends well", async () => {
    const { socket } = await client.socket();
    const { line } = await client.line();
    const closed = new Promise((done) => socket.once("close", done));
    const { code, milliseconds } = await server.stop();
    sure(code === 0 && milliseconds < 4_000, `${code} after ${milliseconds} ms`);
    sure((await closed) === 4000 || (await closed) > 1000, "it was not told to come back");
    line.destroy();
});

await report.promise(
    "what cannot be served with is refused at the start, by its name",
    async () => {
        const good = await issued("good");
        const cases = [
            [
                { ...good, certificate: join(folder, "nowhere") },
                "nowhere cannot be read: No such file",
            ],
            [{ ...good, certificate: good.key }, "holds no certificate in PEM form"],
            [{ ...good, key: authority.key }, "holds no key in PEM form that belongs to"],
            [{ ...good, key: good.certificate }, "holds no key in PEM form"],
            [{ certificate: good.certificate }, "belong together"],
        ];
        for (const [named, words] of cases) {
            const said = await refusedStart(named);
            sure(said.includes(words), `${words}: ${said}`);
        }
    },
);

await report.promise(
    "a warning for what browsers refuse, and for a key that all may read",
    async () => {
        const other = await selfSigned("other.example", [
            "-addext",
            "subjectAltName=DNS:other.example",
        ]);
        chmodSync(other.key, 0o644);
        const ended = await issued("ended", -1);
        const cases = [
            [other, "is not for moot.example"],
            [other, "everybody on this machine can read"],
            [ended, "ran out on "],
        ];
        for (const [named, words] of cases) {
            const one = await Server.start(configured(named));
            sure(one.said.join("").includes(words), `${words}: ${one.said.join("")}`);
            await one.stop();
        }
    },
);

report.end();

function serialNow() {
    return client.line().then(({ line, ...rest }) => line.destroy() && rest);
}

/** A block of docs/installing.md that says this, with its paths changed. */
function written(language, about, changes) {
    const blocks = page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"));
    let said = [...blocks].map(([, block]) => block).find((block) => block.includes(about)) ?? "";
    for (const [from, to] of changes) {
        if (!said.includes(from)) throw new Error(`docs/installing.md does not say ${from}`);
        said = said.replaceAll(from, to);
    }
    return said;
}

function settings() {
    return written("toml", "tls_key", [
        ["/etc/folkmoot/tls", tls],
        ["0.0.0.0:443", "127.0.0.1:0"],
    ]);
}

/** Puts a pair where the server looks, as the hook of certbot does it. */
async function serve({ certificate, key }) {
    const renewed = mkdtempSync(join(folder, "renewed-"));
    copyFileSync(certificate, join(renewed, "fullchain.pem"));
    copyFileSync(key, join(renewed, "privkey.pem"));
    const hook = written("sh", "RENEWED_LINEAGE", [
        ["/etc/folkmoot/tls", tls],
        ["-o root -g folkmoot ", ""],
    ]);
    await run("env", `RENEWED_LINEAGE=${renewed}`, "sh", "-ec", hook);
}

async function selfSigned(name, more) {
    const made = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
    const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"];
    const to = ["-subj", `/CN=${name}`, "-keyout", made.key, "-out", made.certificate];
    await run("openssl", ...words, ...to, ...more);
    return made;
}

/** A certificate for moot.example by the authority of this test, and its key; good for so many days. */
async function issued(name, days = 1) {
    const made = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
    const [asked, names] = [join(folder, `${name}.csr`), join(folder, "names")];
    const words = ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    const to = ["-nodes", "-subj", `/CN=${host}`, "-keyout", made.key, "-out", asked];
    await run("openssl", ...words, ...to);
    writeFileSync(names, `subjectAltName=DNS:${host}\n`);
    const by = ["-CA", authority.certificate, "-CAkey", authority.key, "-extfile", names];
    const sign = ["x509", "-req", "-in", asked, ...by, "-CAcreateserial", "-days", `${days}`];
    await run("openssl", ...sign, "-out", made.certificate);
    return made;
}

/** A network of its own that names these files. */
function configured({ certificate, key }) {
    const other = demo.copy();
    other.configure(`public_url = "https://${host}"`);
    other.configure(`tls_certificate = "${certificate}"`);
    if (key) other.configure(`tls_key = "${key}"`);
    return other.data;
}

async function refusedStart(named) {
    const words = ["serve", "--data", configured(named), "--listen", "127.0.0.1:0"];
    const child = begin(program("folkmoot"), words);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (bytes) => (said += bytes));
    }
    const code = await new Promise((done) => child.once("close", done));
    sure(code === 2, `it ended with ${code}: ${said}`);
    return said;
}

/** The stream of events, as a browser opens it. */
async function openEvents() {
    const { line } = await client.line();
    let said = "";
    line.on("data", (bytes) => (said += bytes));
    const head = ["GET /events HTTP/1.1", `Host: ${host}`, `Cookie: ${client.cookie}`];
    line.write([...head, `Origin: ${client.origin}`, "", ""].join("\r\n"));
    return { said: () => said, end: () => line.destroy() };
}
