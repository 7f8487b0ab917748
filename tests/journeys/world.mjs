// What every journey starts from: a demonstration network of its own, served behind a line that can be
// cut, and Chromium, with a browser profile for each person.
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { Demo, password } from "../harness/demo.mjs";
import { freshId } from "../harness/random.mjs";
import { RefusingProxy } from "../harness/refusing_proxy.mjs";
import { Server } from "../harness/server.mjs";
import { Line } from "./line.mjs";

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export const sizes = {
    wide: { width: 1360, height: 900 },
    phone: { width: 390, height: 844 },
    narrow: { width: 320, height: 640 },
};

// Debian's Chromium without its own windows, which take half of the time; with them in long runs.
const chromiumPath =
    process.env.CHROMIUM ||
    (process.env.LONG === "1" ? "/usr/bin/chromium" : "/usr/bin/chromium-headless-shell");
const quiet = [
    "--no-sandbox", // CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/** PROXY=refusing puts a proxy between all browsers and their server that refuses every WebSocket. */
export const refusing = process.env.PROXY === "refusing";
/** What such proxies saw, in all worlds together. */
export const passed = { refused: 0, streams: 0 };

export function openChromium() {
    return chromium.launch({ executablePath: chromiumPath, args: quiet });
}

export class World {
    #contexts = [];
    #pages = [];

    static async make(browser, template) {
        const world = new World();
        world.browser = browser;
        world.demo = template.copy();
        world.line = await Line.open();
        if (refusing) world.proxy = await RefusingProxy.open();
        world.demo.configure(`public_url = "${world.line.address}"`);
        await world.serve();
        return world;
    }

    /** Leaves the demonstration for a network as `folkmoot init` makes it: the path of the link that
     * it printed. */
    async begunAfresh(name) {
        await this.server.kill();
        const { demo, link } = await Demo.init(name, this.line.address);
        this.demo = demo;
        await this.serve();
        return link;
    }

    /** Serves the network; again after a kill, at the same address for the browsers. */
    async serve() {
        this.server = await Server.start(this.demo.data);
        this.proxy?.leadTo(this.server.address);
        this.line.leadTo(this.proxy?.address ?? this.server.address);
    }

    async end() {
        for (const context of this.#contexts) await context.close();
        this.line.close();
        this.proxy?.close();
        passed.refused += this.proxy?.refused ?? 0;
        passed.streams += this.proxy?.streams ?? 0;
        await this.server.kill();
    }

    /** A fresh browser profile. `forced`: with the few colours its person chose for all pages. */
    async profile({
        size = sizes.wide,
        dark = false,
        forced = false,
        reducedMotion = false,
        javaScript = true,
    } = {}) {
        const context = await this.browser.newContext({
            viewport: size,
            baseURL: this.line.address,
            colorScheme: dark ? "dark" : "light",
            forcedColors: forced ? "active" : "none",
            reducedMotion: reducedMotion ? "reduce" : "no-preference",
            locale: "en-GB",
            javaScriptEnabled: javaScript,
        });
        context.setDefaultTimeout(15_000);
        this.#contexts.push(context);
        return context;
    }

    /** A page of somebody who has signed in through the page. */
    async signedIn(mail, options = {}) {
        const page = await this.page(options);
        await signIn(page, mail);
        return page;
    }

    /** A page of a browser that nobody has used yet. */
    async page(options = {}) {
        const context = await this.profile(options);
        context.on("page", (page) => {
            watch(page);
            this.#pages.push(page);
        });
        return context.newPage();
    }

    /** Another tab in the browser of a page that may be closed. */
    async again(page, path) {
        const next = await page.context().newPage();
        await next.goto(path);
        return next;
    }

    complaints() {
        return this.#pages.flatMap(({ complaints }) => complaints);
    }

    /** Keeps a screenshot when PICTURES names a folder for them. */
    async picture(page, name, { size = sizes.wide, dark = false, forced = false } = {}) {
        if (!process.env.PICTURES) return;
        const look = (dark ? "-dark" : "") + (forced ? "-forced" : "");
        const file = `${name.replace(/[^a-z0-9-]+/gi, "_")}-${size.width}${look}.png`;
        await page.screenshot({ path: join(process.env.PICTURES, file), fullPage: true });
    }

    /** Of all that is open, when something went wrong. */
    async keepPictures(sentence) {
        const open = this.#pages.filter((page) => !page.isClosed());
        for (const [i, page] of open.entries()) await this.picture(page, `failed ${sentence} ${i}`);
    }

    /** Calls as the person whose cookie the page holds. */
    async ask(page, method, params) {
        return page.evaluate(
            async ([method, params]) => {
                const answer = await fetch("/rpc", {
                    method: "POST",
                    headers: { "Content-Type": "application/json" },
                    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
                });
                const { result, error } = await answer.json();
                if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
                return result;
            },
            [method, params],
        );
    }

    /** A change by that person, with a request id of its own. */
    async change(page, method, said) {
        return this.ask(page, method, { ...said, request: freshId() });
    }

    /** Asks again until the answer fits. (waitForFunction would take an unkept promise for a yes.) */
    async askUntil(page, method, params, fits) {
        const deadline = Date.now() + 15_000;
        for (;;) {
            const answer = await this.ask(page, method, params);
            if (fits(answer)) return answer;
            if (Date.now() > deadline) throw new Error(`${method}: ${JSON.stringify(answer)}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }
}

/** What the page complained of: scripts that failed, policies that were broken. */
export function watch(page) {
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    page.on("console", (message) => {
        const text = message.text();
        if (
            message.type() === "error" &&
            /Content Security Policy|TrustedHTML|Uncaught/.test(text)
        ) {
            page.complaints.push(text);
        }
    });
}

export async function signIn(page, mail, words = password) {
    await page.goto("/sign-in");
    await page.getByLabel("Mail address").fill(mail);
    await page.getByLabel("Password", { exact: true }).fill(words);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** What axe finds on the page as it stands, as plain lines. */
export async function axeFinds(page) {
    const known = await page.evaluate(() => "axe" in globalThis);
    if (!known) {
        // Through the debugger, not through a script element: the page's policy stays as it is.
        const { readFileSync } = await import("node:fs");
        await page.evaluate(readFileSync(axeSource, "utf8") + ";void 0");
    }
    const { violations } = await page.evaluate(() =>
        globalThis.axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }),
    );
    return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(
            ({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")} ${failureSummary}`,
        ),
    );
}

/** Whether the page can be scrolled sideways. */
export function scrollsSideways(page) {
    return page.evaluate(() => document.scrollingElement.scrollWidth > window.innerWidth);
}

/** Goes on with Tab until the thing has the focus, as somebody without a mouse does. */
export async function tabTo(page, target, { tabs = 150, key = "Tab" } = {}) {
    await target.waitFor(); // else each look at it below would wait as long
    for (let i = 0; i < tabs; i += 1) {
        await page.keyboard.press(key);
        if (
            await target
                .evaluate((element) => element === document.activeElement)
                .catch(() => false)
        )
            return;
    }
    throw new Error(`${tabs} presses of ${key} did not reach ${target}`);
}
