// One's own settings: another address to sign in with.
import { linkOf, wordsOf } from "../harness/eml.mjs";
import { password } from "../harness/demo.mjs";
import { sure } from "../harness/report.mjs";
import { mailTo } from "./invitations.mjs";
import { having, open } from "./people.mjs";
import { axeFinds, scrollsSideways, signIn, sizes, tabTo } from "./world.mjs";

async function asksFor(page, mail, words = password) {
    await page.getByLabel("New mail address").fill(mail);
    await page.getByLabel("Your password, to show that it is you").fill(words);
    await tabTo(page, page.getByRole("button", { name: "Send the link", exact: true }));
    await page.keyboard.press("Enter");
}

async function anotherAddress(world) {
    const [before] = having(world, open, "member");
    const [taken] = having(world, open, "facilitator");
    const wanted = "another.address@folkmoot.example";
    const page = await world.signedIn(before, { size: sizes.phone });
    await page.goto("/settings");
    await asksFor(page, wanted, "not my password at all");
    await page.getByRole("link", { name: "That is not your password" }).waitFor();
    sure((await page.getByLabel("New mail address").inputValue()) === wanted, "it is kept");

    // Somebody's own address looks the same as any other, and can be given up.
    await asksFor(page, taken);
    await page.getByRole("heading", { name: `Waiting for you to confirm ${taken}` }).waitFor();
    const warning = wordsOf(await mailTo(world, taken));
    sure(!warning.includes("/addresses/"), warning);
    await page.getByRole("button", { name: "Keep the address so far" }).click();
    await page.getByRole("heading", { name: /Waiting for you to confirm/ }).waitFor({
        state: "detached",
    });

    await asksFor(page, wanted);
    await page.getByRole("heading", { name: `Waiting for you to confirm ${wanted}` }).waitFor();
    sure((await axeFinds(page)).length === 0, (await axeFinds(page)).join("\n"));
    sure(!(await scrollsSideways(page)), "no sideways scroll");
    await world.picture(page, "an address awaited");

    const link = linkOf(await mailTo(world, wanted));
    const reader = await world.page({ size: sizes.narrow });
    for (const method of ["HEAD", "GET"]) {
        const opened = await reader.request.fetch(link, { method });
        sure(opened.status() === 200, `${method} is answered with ${opened.status()}`);
    }
    await reader.goto(link);
    sure((await axeFinds(reader)).length === 0, (await axeFinds(reader)).join("\n"));
    await world.picture(reader, "confirming an address");
    await page.reload();
    await page.getByText(`You sign in with ${before}`).waitFor();
    await reader.getByRole("button", { name: "Yes, sign in with this address" }).click();
    await reader.getByRole("heading", { name: "Your address is changed" }).waitFor();

    // The page that was open is told.
    await page.getByText(`You sign in with ${wanted}`).waitFor();
    const told = wordsOf(await mailTo(world, before));
    sure(told.includes("tell an administrator"), told);
    await signIn(reader, wanted);
    await reader.reload();
    await reader.goto(link);
    await reader.getByText("This link has been used").waitFor();
}

export const settingsJourneys = [
    {
        sentence: "somebody signs in with another address once they have confirmed it by mail",
        walk: anotherAddress,
    },
];
