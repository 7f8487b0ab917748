// What is quoted of a post: the words selected in it, or all of it as it was written.
import { call } from "../app.ts";
import type { Post } from "../shapes.ts";

export async function quotedWords(post: Post): Promise<string> {
    const chosen = selectedIn(post.number);
    if (chosen !== "") return chosen;
    try {
        const { texts } = await call("forum.texts", { post: post.post });
        return texts[0]?.text ?? shownWords(post.number);
    } catch {
        return shownWords(post.number); // the line is down: as it reads on the page
    }
}

function body(number: number): HTMLElement | null {
    return document.querySelector(`#post-${number} .post-words`);
}

function shownWords(number: number): string {
    return body(number)?.innerText.trim() ?? "";
}

function selectedIn(number: number): string {
    const selection = getSelection();
    const words = body(number);
    if (!selection || selection.isCollapsed || !words) return "";
    const inside = words.contains(selection.anchorNode) && words.contains(selection.focusNode);
    return inside ? selection.toString().trim() : "";
}
