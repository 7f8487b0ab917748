// Runs beside the page: reads a file piece by piece, however large it is, and says its SHA-256.
import { sha256 } from "@noble/hashes/sha2.js";

async function hashOf(file: File): Promise<string> {
    const hash = sha256.create();
    const reader = file.stream().getReader();
    for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        hash.update(value);
    }
    return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

addEventListener("message", ({ data }: MessageEvent<File>) => {
    hashOf(data).then(
        (sha256) => postMessage({ sha256 }),
        () => postMessage({}), // it was moved meanwhile, or is a folder
    );
});
