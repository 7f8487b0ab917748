// A fresh demonstration network in a temporary folder, and access tokens for its people.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { program, run } from "./program.mjs";

export const password = "seven councils under one oak";

const folders = new Set();
process.on("exit", () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder that goes when the test ends. */
export function temporaryFolder() {
    const folder = mkdtempSync(join(tmpdir(), "folkmoot-test-"));
    folders.add(folder);
    return folder;
}

/** The data folder of a demonstration network that nobody serves yet. */
export class Demo {
    constructor(data, mails) {
        this.data = data;
        this.mails = mails;
    }

    /** Makes one in `data`, or in a temporary folder. */
    static async make(data = join(temporaryFolder(), "data"), folkmoot = program("folkmoot")) {
        const printed = await run(folkmoot, "demo", "--data", data, "--password", password);
        const mails = [...new Set(printed.match(/[^\s<>()]+@[^\s<>()]+\.example/g) ?? [])];
        if (mails.length === 0) throw new Error(`folkmoot demo named nobody:\n${printed}`);
        return new Demo(data, mails);
    }

    /** Another one like this, for a test that must not find what the one before left. */
    copy(data = join(temporaryFolder(), "data")) {
        mkdirSync(data, { recursive: true });
        cpSync(this.data, data, { recursive: true });
        return new Demo(data, this.mails);
    }

    /** A new access token of the person with this address. */
    async token(mail, folkmoot = program("folkmoot")) {
        const printed = await run(folkmoot, "token", "--data", this.data, "--person", mail);
        const token = printed.match(/[A-Za-z0-9_-]{43}/)?.[0];
        if (!token) throw new Error(`folkmoot token printed no token:\n${printed}`);
        return token;
    }

    /** A token for everybody, by address. */
    async tokens() {
        const tokens = new Map();
        for (const mail of this.mails) tokens.set(mail, await this.token(mail));
        return tokens;
    }
}
