// Invitations by SMTP: what arrives, what is refused, what is put off, and what a dead mail server does.
import { Demo } from "../harness/demo.mjs";
import { headerOf, linkOf, wordsOf } from "../harness/eml.mjs";
import { freshId } from "../harness/random.mjs";
import { Report, sure } from "../harness/report.mjs";
import { Caller } from "../harness/rpc.mjs";
import { Server } from "../harness/server.mjs";
import { MailServer } from "./smtp.mjs";

async function until(fits, what) {
    const deadline = Date.now() + 20_000;
    for (;;) {
        const answer = await fits();
        if (answer) return answer;
        if (Date.now() > deadline) throw new Error(`not within 20 s: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

const report = new Report();
const mails = await MailServer.open();
const demo = await Demo.make();
demo.configure(`smtp = "${mails.url}"`);
demo.configure(`mail_from = "moot@vale.example"`);
const server = await Server.start(demo.data);

async function administrator() {
    for (const [, token] of await demo.tokens()) {
        const caller = new Caller(server.address, token);
        if ((await caller.call("people.me")).administrator) return caller;
    }
    throw new Error("nobody administers the demonstration network");
}

const admin = await administrator();
const { authorities } = await admin.call("authorities.list");
const invite = (mail) =>
    admin.call("invitations.invite", {
        request: freshId(),
        name: "Zoë Newcomer",
        mail,
        by_mail: true,
        authority: authorities[0].authority,
        coordinator: false,
        administrator: false,
    });
const row = async (mail) =>
    (await admin.call("invitations.list")).invitations.find((one) => one.mail === mail);

await report.promise("an invitation arrives once, as a mail that programs understand", async () => {
    await invite("zoe@folkmoot.example");
    await until(() => mails.taken.length > 0, "a mail");
    const [{ from, to, mime }] = mails.taken;
    sure(from.startsWith("<moot@vale.example>"), from);
    sure(to === "zoe@folkmoot.example", to);
    sure(headerOf(mime, "To").includes("<zoe@folkmoot.example>"), headerOf(mime, "To"));
    sure(headerOf(mime, "Auto-Submitted") === "auto-generated", "a program wrote it");
    sure(headerOf(mime, "Message-Id").endsWith("@vale.example>"), headerOf(mime, "Message-Id"));
    sure(wordsOf(mime).startsWith("Hello Zoë Newcomer,"), wordsOf(mime));
    const page = await admin.send("GET", linkOf(mime), {
        Host: new URL(wordsOf(mime).match(/http\S+/)[0]).host,
    });
    sure(page.status === 200 && page.body.includes("zoe@folkmoot.example"), String(page.status));
    await until(async () => (await row(to)).sending === "sent", "it is shown as sent");
    sure(mails.taken.length === 1, "it came once");
});

await report.promise(
    "what the mail server refuses is shown to the inviter, with its answer",
    async () => {
        await invite("refused@folkmoot.example");
        const shown = await until(async () => {
            const one = await row("refused@folkmoot.example");
            return one.sending === "failed" && one;
        }, "it is shown as failed");
        sure(shown.reply === 550, JSON.stringify(shown));
    },
);

await report.promise(
    "what the mail server puts off waits, and is not tried at once again",
    async () => {
        await invite("later@folkmoot.example");
        const shown = await until(async () => {
            const one = await row("later@folkmoot.example");
            return one.reply === 451 && one;
        }, "its answer is shown");
        sure(shown.sending === "waiting", JSON.stringify(shown));
        await invite("after@folkmoot.example"); // others are not held up by it
        await until(
            () => mails.taken.some(({ to }) => to === "after@folkmoot.example"),
            "the next one",
        );
        sure(mails.tried.filter((to) => to.startsWith("later")).length === 1, "one try");
    },
);

await report.promise(
    "without the mail server nothing is lost, and people are invited all the same",
    async () => {
        mails.close();
        await invite("waits@folkmoot.example");
        sure((await row("waits@folkmoot.example")).sending === "waiting", "it waits");
    },
);

admin.close();
await server.stop();
report.end();
