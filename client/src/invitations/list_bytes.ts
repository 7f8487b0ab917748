// The bytes of a list as the protocol takes them.

/** What the server takes: protocol/invitation_list.hpp. */
export const listBytesMax = 128 * 1024;

const pieceBytes = 8_192; // as many as may be the arguments of one call

export function base64(bytes: Uint8Array): string {
    let text = "";
    for (let from = 0; from < bytes.length; from += pieceBytes) {
        text += String.fromCharCode(...bytes.subarray(from, from + pieceBytes));
    }
    return btoa(text);
}

/** An .xlsx or .ods is a zip. */
export function isWorkbook(bytes: Uint8Array): boolean {
    return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}
