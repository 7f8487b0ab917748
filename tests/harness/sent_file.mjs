// A file on its way into a library by a real tus client, and what the server has promised of it so far.
import { createHash } from "node:crypto";
import { Upload } from "tus-js-client";

import { freshId } from "./random.mjs";
import { sure } from "./report.mjs";
import { LineDown } from "./rpc.mjs";

const pieceBytes = 256 * 1024;

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");

export class SentFile {
    path = null; // of its upload, once that was begun
    accepted = 0; // bytes the server said to have
    upload = null; // its id, once all of it was accepted
    version = null; // once a resource was made of it
    #request = freshId();

    constructor(token, group, bytes) {
        Object.assign(this, { group, bytes, hash: hashOf(bytes) });
        this.headers = { Authorization: `Bearer ${token}` };
    }

    /** Nothing of it has come yet. */
    async begin(caller) {
        const name = Buffer.from("plan.txt").toString("base64");
        const { headers } = await caller.send("POST", "/uploads", {
            ...this.headers,
            "Tus-Resumable": "1.0.0",
            "Folkmoot-Group": this.group,
            "Upload-Length": String(this.bytes.length),
            "Upload-Metadata": `filename ${name}`,
        });
        this.path = headers.location;
    }

    /** All of it is on the server when this is done; goes on where it was. Throws LineDown, or the tus
     * client's problem with the answer in it. */
    send(address) {
        if (this.upload) return Promise.resolve();
        return new Promise((done, failed) => {
            const upload = new Upload(this.bytes, {
                endpoint: `${address}/uploads`,
                uploadUrl: this.path && address + this.path,
                headers: { ...this.headers, "Folkmoot-Group": this.group },
                metadata: { filename: `plan of ${this.bytes.length}.txt` },
                chunkSize: pieceBytes,
                retryDelays: null,
                storeFingerprintForResuming: false,
                onUploadUrlAvailable: () => (this.path = new URL(upload.url).pathname),
                onChunkComplete: (_size, accepted) => (this.accepted = accepted),
                onSuccess: () => {
                    this.upload = this.path.split("/").pop();
                    done();
                },
                onError: (problem) =>
                    failed(problem.originalResponse ? problem : new LineDown(problem.message)),
            });
            upload.start();
        });
    }

    /** A resource is made of it; asking again is the same request. */
    async putIn(caller) {
        const { version } = await caller.call("library.add_resource", {
            request: this.#request,
            group: this.group,
            upload: this.upload,
            title: `A plan of ${this.bytes.length} bytes`,
            summary: "",
            kind: "toolkit",
            audience: "",
            licence: "",
            language: "en",
            labels: [],
        });
        this.version = version;
        this.bytes = null; // its hash is enough from here on
    }

    /** Throws when it does not come back as it was sent. */
    async sureItIsKept(caller) {
        const { version, hash, headers } = this;
        const { status, bytes } = await caller.send("GET", `/files/${version}`, headers);
        sure(status === 200, () => `version ${version} was kept, and is answered ${status}`);
        const same = hashOf(bytes) === hash;
        sure(same, () => `version ${version} came back otherwise than it was sent`);
    }

    /** Throws when the server has less of it than it said. */
    async sureItIsThere(caller) {
        if (!this.path) return;
        const asked = { ...this.headers, "Tus-Resumable": "1.0.0" };
        const { status, headers } = await caller.send("HEAD", this.path, asked);
        sure(status === 200, () => `upload ${this.path} was begun, and is answered ${status}`);
        const has = Number(headers["upload-offset"]);
        sure(
            has >= this.accepted,
            () => `upload ${this.path} had ${this.accepted} bytes, and has ${has}`,
        );
    }
}
