// The uploading itself, loaded when somebody chooses a file: tus 1.0.0 by tus-js-client.
import { Upload } from "tus-js-client";
import type { GroupId } from "../shapes.ts";

export interface Sending {
    /** Stops; what has arrived stays on the server, and the same file goes on from there. */
    stop(): void;
    /** Stops, and the server forgets it. */
    drop(): void;
}

export interface SendingEvents {
    progress(sent: number): void;
    /** All of it is on the server; the upload's id. */
    done(upload: string): void;
    /** It will not go on by itself: the status of the server's no, or 0 when it cannot be reached; and why it
     * does not take such a file. */
    failed(status: number, refused?: string): void;
}

const pausesMs = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];

/** The sentence about the file itself, if the server's no is about that. */
function refusalIn(body: string): string | undefined {
    try {
        const { error } = JSON.parse(body);
        return error.data.field === "file" ? String(error.message) : undefined;
    } catch {
        return undefined; // a proxy's words
    }
}

/** Goes on where an earlier sending of the same file by the same person stopped. */
export function sendFile(file: File, group: GroupId, person: string, on: SendingEvents): Sending {
    let stopped = false;
    const upload = new Upload(file, {
        endpoint: "/uploads",
        headers: { "Folkmoot-Group": group },
        metadata: { filename: file.name },
        retryDelays: pausesMs,
        removeFingerprintOnSuccess: true,
        fingerprint: () =>
            Promise.resolve(
                ["folkmoot", person, group, file.name, file.size, file.lastModified].join(":"),
            ),
        onProgress: (sent) => on.progress(sent),
        onSuccess: () => on.done(upload.url?.split("/").pop() ?? ""),
        onError: (problem) => {
            const answer = "originalResponse" in problem ? problem.originalResponse : undefined;
            if (!stopped) on.failed(answer?.getStatus() ?? 0, refusalIn(answer?.getBody() ?? ""));
        },
    });
    const begin = async () => {
        const [earlier] = await upload.findPreviousUploads();
        if (earlier) upload.resumeFromPreviousUpload(earlier);
        if (!stopped) upload.start();
    };
    void begin();
    return {
        stop: () => {
            stopped = true;
            void upload.abort();
        },
        drop: () => {
            stopped = true;
            void upload.abort(true).catch(() => undefined); // it ends by itself after seven days
        },
    };
}
