// The SHA-256 of a file that somebody chose. It is computed here, in a worker; the file is sent nowhere.
import { scriptAddress } from "../html.tsx";
import address from "./hash_worker.ts?worker";

/** Rejects when the file cannot be read. */
export function sha256Of(file: File): Promise<string> {
    const worker = new Worker(scriptAddress(address));
    return new Promise<string>((done, failed) => {
        worker.onmessage = ({ data }: MessageEvent<{ sha256?: string }>) =>
            data.sha256 === undefined ? failed(new Error("unreadable")) : done(data.sha256);
        worker.onerror = () => failed(new Error("no worker"));
        worker.postMessage(file);
    }).finally(() => worker.terminate());
}
