// Changing a text area as if it were typed, so that the browser's undo takes it back.
import { difference, type Writing } from "./markdown_editing.ts";

export function writingOf(area: HTMLTextAreaElement): Writing {
    return { text: area.value, from: area.selectionStart, to: area.selectionEnd };
}

export function write(area: HTMLTextAreaElement, made: Writing): void {
    const { from, to, insert } = difference(area.value, made.text);
    area.focus();
    if (from !== to || insert !== "") {
        area.setSelectionRange(from, to);
        // the only way that undo knows of; where a browser refuses it, the text counts more than undo
        const typed = document.execCommand(insert === "" ? "delete" : "insertText", false, insert);
        if (!typed || area.value !== made.text) {
            area.value = made.text;
            area.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
    }
    area.setSelectionRange(made.from, made.to);
}
