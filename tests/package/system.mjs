// A system folder that a package can be installed in, and thrown away with everything in it.
import { execFileSync } from "node:child_process";
import { closeSync, cpSync, existsSync, mkdirSync, openSync } from "node:fs";
import { readdirSync, readlinkSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { begin, root, run } from "../harness/program.mjs";

const clean = join(root, "build/debian-12");

/** Nothing but Debian 12; made once, which takes minutes and the network. */
async function cleanSystem() {
    if (existsSync(clean)) return clean;
    const making = `${clean}.unfinished`;
    rmSync(making, { recursive: true, force: true });
    await run("debootstrap", "--variant=minbase", "bookworm", making);
    // The way of this machine to the packages.
    for (const path of ["etc/resolv.conf", "etc/hosts", "etc/apt/apt.conf.d"]) {
        cpSync(`/${path}`, join(making, path), { recursive: true });
    }
    renameSync(making, clean);
    return clean;
}

export class System {
    constructor(folder) {
        this.folder = folder;
        this.root = join(folder, "root");
    }

    /** In a mount namespace of this process: whatever is mounted goes with it, and nobody else sees it. */
    static async make() {
        const below = process.env.LONG === "1" ? await cleanSystem() : "/";
        const system = new System(join(root, "build/package-system"));
        mkdirSync(system.folder, { recursive: true });
        // Memory, and not the disk below: a layer cannot lie on another.
        mount("-t", "tmpfs", "tmpfs", system.folder);
        const [above, work] = ["above", "work"].map((name) => join(system.folder, name));
        for (const folder of [above, work, system.root]) mkdirSync(folder);
        const layers = `lowerdir=${below},upperdir=${above},workdir=${work}`;
        mount("-t", "overlay", "overlay", "-o", layers, system.root);
        mount("--rbind", "/proc", join(system.root, "proc"));
        for (const name of ["null", "zero", "full", "random", "urandom"]) {
            closeSync(openSync(join(system.root, "dev", name), "a"));
            mount("--bind", `/dev/${name}`, join(system.root, "dev", name));
        }
        return system;
    }

    /** A path inside, as this side knows it. */
    path(inside) {
        return join(this.root, inside);
    }

    /** To its end, as root: what it printed. */
    async run(...words) {
        return run("chroot", this.root, ...words);
    }

    /** The same as the service's user, with no way to become more. */
    async runAsService(...words) {
        return run("chroot", this.root, ...asService, ...words);
    }

    /** Whether a program that lies inside runs somewhere. */
    runs(inside) {
        const program = this.path(inside);
        return readdirSync("/proc").some((id) => {
            try {
                return readlinkSync(`/proc/${id}/exe`) === program;
            } catch {
                return false; // no process, or one that has ended meanwhile
            }
        });
    }

    beginAsService(...words) {
        return begin("chroot", [this.root, ...asService, ...words]);
    }
}

function mount(...words) {
    execFileSync("mount", words);
}

const asService = [
    "/usr/bin/setpriv",
    "--reuid=folkmoot",
    "--regid=folkmoot",
    "--clear-groups",
    "--no-new-privs",
    "--bounding-set=-all",
    "--",
];
