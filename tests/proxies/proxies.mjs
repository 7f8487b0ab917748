// nginx and Caddy with what docs/proxies.md says.
import { readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";

import { temporaryFolder } from "../harness/demo.mjs";
import { begin, root, run } from "../harness/program.mjs";

/** Text of the one block of this language in docs/proxies.md. */
export function block(language) {
    const page = readFileSync(join(root, "docs/proxies.md"), "utf8");
    const [found, another] = [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))];
    if (!found || another) throw new Error(`docs/proxies.md has not one block of ${language}`);
    return found[1];
}

/** Replaces what stands there, or says that it does not. */
function changed(text, changes) {
    for (const [from, to] of changes) {
        if (!text.includes(from)) throw new Error(`docs/proxies.md does not say ${from}`);
        text = text.replaceAll(from, to);
    }
    return text;
}

export async function certificate() {
    const folder = temporaryFolder();
    const [certificate, key] = [join(folder, "moot.pem"), join(folder, "moot.key")];
    const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"];
    const name = ["-subj", "/CN=moot.example", "-addext", "subjectAltName=DNS:moot.example"];
    await run("openssl", ...words, ...name, "-keyout", key, "-out", certificate);
    return { certificate, key };
}

export async function nginx(upstream, { certificate, key }) {
    const folder = temporaryFolder();
    const [https, http] = [await freePort(), await freePort()];
    const written = changed(block("nginx"), [
        ["127.0.0.1:8080", upstream],
        ["listen 443", `listen 127.0.0.1:${https}`],
        ["listen [::]:443", `listen [::1]:${https}`],
        ["listen 80", `listen 127.0.0.1:${http}`],
        ["listen [::]:80", `listen [::1]:${http}`],
        ["/etc/ssl/certs/moot.example.pem", certificate],
        ["/etc/ssl/private/moot.example.key", key],
    ]);
    const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const all = [
        `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr; events {}`,
        `http { access_log off; ${paths.map((path) => `${path}_temp_path ${folder}/${path};`).join(" ")}`,
        written,
        "}",
    ];
    writeFileSync(join(folder, "nginx.conf"), all.join("\n"));
    const child = begin("/usr/sbin/nginx", ["-p", folder, "-c", "nginx.conf", "-e", "stderr"]);
    return listening(child, https, { http });
}

export async function caddy(upstream, { certificate, key }) {
    const folder = temporaryFolder();
    const https = await freePort();
    const written = changed(block("caddy"), [
        ["moot.example {", `moot.example:${https} {\n\ttls ${certificate} ${key}`],
        ["127.0.0.1:8080", upstream],
    ]);
    const quiet = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n";
    writeFileSync(join(folder, "Caddyfile"), quiet + written);
    const words = ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")];
    const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    return listening(begin("/usr/bin/caddy", words, { env }), https, {});
}

export async function freePort() {
    const server = net.createServer().listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address();
    await new Promise((done) => server.close(done));
    return port;
}

/** What listens there now, with its end; throws with what it said if it does not. */
export async function listening(child, port, more) {
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (bytes) => (said += bytes));
    }
    const ended = new Promise((done) => child.once("close", done));
    const late = Date.now() + 20_000;
    while (!(await connects(port))) {
        if (Date.now() > late || child.exitCode !== null) {
            throw new Error(`the proxy does not listen:\n${said}`);
        }
        await new Promise((done) => setTimeout(done, 50));
    }
    const end = async () => {
        child.kill("SIGTERM");
        await ended;
    };
    return { port, ...more, end };
}

function connects(port) {
    return new Promise((done) => {
        const socket = net.connect(port, "127.0.0.1");
        socket.once("connect", () => done(true) || socket.destroy());
        socket.once("error", () => done(false));
    });
}
