// A mail server on a free loopback port. It refuses recipients that begin with "refused" for good, puts off
// those that begin with "later", and keeps what it takes.
import net from "node:net";

export class MailServer {
    taken = []; // {from, to, mime}
    tried = []; // every recipient

    static async open() {
        const server = new MailServer();
        server.listener = net.createServer((socket) => server.#talk(socket));
        await new Promise((done) => server.listener.listen(0, "127.0.0.1", done));
        server.url = `smtp://127.0.0.1:${server.listener.address().port}`;
        return server;
    }

    close() {
        this.listener.close();
    }

    #talk(socket) {
        let mail = { from: "", to: "" };
        let unread = "";
        let content = null; // lines of the mail, while it comes
        const say = (line) => socket.write(`${line}\r\n`);
        const command = (line) => {
            if (/^(EHLO|HELO)/i.test(line)) return say("250 mail.example");
            if (/^MAIL FROM:/i.test(line)) return (say("250 ok"), (mail.from = line.slice(10)));
            if (/^RCPT TO:/i.test(line)) return this.#recipient(line.slice(8), mail, say);
            if (/^DATA/i.test(line)) return (say("354 go on"), (content = []));
            if (/^QUIT/i.test(line)) return (say("221 bye"), socket.end());
            return say("250 ok");
        };
        const line = (text) => {
            if (content === null) return command(text);
            if (text !== ".") return content.push(text.replace(/^\.\./, "."));
            this.taken.push({ ...mail, mime: content.join("\r\n") + "\r\n" });
            content = null;
            mail = { from: "", to: "" };
            return say("250 taken");
        };
        socket.on("error", () => {});
        socket.on("data", (bytes) => {
            const lines = (unread + bytes.toString("latin1")).split("\r\n");
            unread = lines.pop();
            lines.forEach(line);
        });
        say("220 mail.example");
    }

    #recipient(given, mail, say) {
        const to = given.trim().replace(/^<|>.*$/g, "");
        this.tried.push(to);
        if (to.startsWith("refused")) return say("550 no such person");
        if (to.startsWith("later")) return say("451 not just now");
        mail.to = to;
        return say("250 ok");
    }
}
