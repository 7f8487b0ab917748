// Every request that was sent and what is known of it. The journal is the harness's memory of what the
// server has promised; compare.mjs holds it against the database.
import { freshId } from "../harness/random.mjs";

/**
 * A request has one of these states:
 *   sent          no answer came: it may have been carried out, once, or not
 *   acknowledged  `answer` is its answer, as bytes; from now on it must be there
 *   unavailable   the server said that it could not store it: it must not be there
 */
export class Journal {
    requests = [];
    posts = new Map(); // id → {author, topic, number, entry, revision, text, maybe}

    /** A new request of `person`; `marker` stands in no other request's text. */
    begin(person, method, parameters, marker) {
        const id = freshId();
        const request = {
            id,
            person,
            method,
            parameters: { request: id, ...parameters },
            marker,
            state: "sent",
            answer: null,
        };
        if (method === "forum.edit_post") this.posts.get(parameters.post).maybe = parameters.text;
        this.requests.push(request);
        return request;
    }

    /** An answer came. Gives its result; throws what a valid request must never be told. */
    settle(request, answer) {
        const { result, error } = JSON.parse(answer);
        if (error?.data?.name === "unavailable") {
            request.state = "unavailable";
            if (request.method === "forum.edit_post") this.#forgetEdit(request.parameters.post);
            return null;
        }
        if (error) {
            throw new Error(`${request.method} was refused: ${answer}\n${JSON.stringify(request)}`);
        }
        request.state = "acknowledged";
        request.answer = answer;
        this.#remember(request, result);
        return result;
    }

    in(state) {
        return this.requests.filter((request) => request.state === state);
    }

    #remember({ person, method, parameters }, result) {
        const { topic, post, number, entry, revision } = result;
        const written = { author: person, entry, revision: 1, text: parameters.text, maybe: null };
        if (method === "forum.start_topic") this.posts.set(post, { topic, number: 1, ...written });
        if (method === "forum.reply") {
            this.posts.set(post, { topic: parameters.topic, number, ...written });
        }
        if (method === "forum.edit_post") {
            const edited = this.posts.get(parameters.post);
            Object.assign(edited, { text: parameters.text, maybe: null, revision });
        }
    }

    #forgetEdit(post) {
        this.posts.get(post).maybe = null;
    }
}
