// Mails as a person's program reads them: the headers, and the words of the text part.

/** The text of a mail's text/plain part. */
export function wordsOf(eml) {
    const boundary = eml.match(/boundary="?([^"\r\n;]+)"?/)?.[1];
    const parts = eml.split(`--${boundary}`);
    const part = parts.find((one) => /Content-Type: text\/plain/i.test(one));
    if (!part) throw new Error(`no text in:\n${eml}`);
    const body = part.slice(part.indexOf("\r\n\r\n") + 4).replace(/=\r\n/g, "");
    const bytes = body.replace(/=([0-9A-F]{2})/g, (_, hex) =>
        String.fromCharCode(parseInt(hex, 16)),
    );
    return Buffer.from(bytes, "latin1").toString("utf8");
}

/** A header, its lines put together; empty when it is not there. */
export function headerOf(eml, name) {
    const head = eml.slice(0, eml.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
    const line = head
        .split("\r\n")
        .find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}: `));
    return line ? line.slice(name.length + 2) : "";
}

/** The path of the link in it. */
export function linkOf(eml) {
    const link = wordsOf(eml).match(
        /https?:\/\/\S+?(\/(?:invitations|resets|addresses)\/[A-Za-z0-9_-]{43})/,
    )?.[1];
    if (!link) throw new Error(`no link in:\n${wordsOf(eml)}`);
    return link;
}
