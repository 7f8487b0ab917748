// The line between the browsers and the server: a plain TCP relay that can be cut and mended, and that
// goes to whichever server serves now. Its address stays, as an address does when a server restarts.
import net from "node:net";
import { Transform } from "node:stream";

export class Line {
    #relay;
    #sockets = new Set();
    #target = null;
    #cut = false;
    #carries = Infinity;

    static async open() {
        const line = new Line();
        line.#relay = net.createServer((near) => line.#connect(near));
        await new Promise((done) => line.#relay.listen(0, "127.0.0.1", done));
        line.address = `http://127.0.0.1:${line.#relay.address().port}`;
        return line;
    }

    /** From now on to this server. */
    leadTo(address) {
        this.#target = new URL(address);
    }

    cut() {
        this.#cut = true;
        for (const socket of this.#sockets) socket.destroy();
    }

    mend() {
        this.#cut = false;
        this.#carries = Infinity;
    }

    /** A connection carries so much to the server and then nothing more, until it is cut and mended. */
    stallAfter(bytes) {
        this.#carries = bytes;
    }

    close() {
        this.cut();
        this.#relay.close();
    }

    #connect(near) {
        if (this.#cut || !this.#target) return near.destroy();
        const far = net.connect(Number(this.#target.port), this.#target.hostname);
        for (const [one, other] of [
            [near, far],
            [far, near],
        ]) {
            this.#sockets.add(one);
            one.setNoDelay(true);
            one.on("error", () => other.destroy());
            one.on("close", () => {
                this.#sockets.delete(one);
                other.destroy();
            });
        }
        near.pipe(this.#toServer()).pipe(far);
        far.pipe(near);
    }

    #toServer() {
        let carried = 0;
        return new Transform({
            transform: (piece, _encoding, done) => {
                carried += piece.length;
                if (carried <= this.#carries) done(null, piece);
            },
        });
    }
}
