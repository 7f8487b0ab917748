// Ids that this client makes: UUID version 7 (RFC 9562), 48 bits of milliseconds, then chance.
import type { RequestId } from "./shapes.ts";

/** Pure: `random` are ten bytes. */
export function uuidV7(unixMs: number, random: Uint8Array): string {
    const bytes = new Uint8Array(16);
    for (let i = 0; i < 6; i++) bytes[i] = Math.floor(unixMs / 2 ** (8 * (5 - i))) & 0xff;
    bytes.set(random.subarray(0, 10), 6);
    bytes[6] = 0x70 | (bytes[6]! & 0x0f);
    bytes[8] = 0x80 | (bytes[8]! & 0x3f);
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The id of one thing a person does, kept with it however often it has to be sent. */
export function requestId(): RequestId {
    return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) as RequestId;
}
