// A file that is dropped anywhere on a page, but on a field for files, is asked about: which version is it?
import { signal } from "@preact/signals";
import { go } from "../router.ts";

/** Waits for the page that asks. */
export const dropped = signal<File | undefined>(undefined);
/** A file is held over the page. */
export const holding = signal(false);

function brings(event: DragEvent): boolean {
    const field = event.target instanceof Element && event.target.closest('input[type="file"]');
    return !field && Boolean(event.dataTransfer?.types.includes("Files"));
}

export function startDropping(mayAsk: () => boolean): void {
    const over = (event: DragEvent) => {
        holding.value = brings(event) && mayAsk();
        if (holding.value) event.preventDefault();
    };
    addEventListener("dragenter", over);
    addEventListener("dragover", over);
    addEventListener("dragleave", ({ relatedTarget }) => {
        if (!relatedTarget) holding.value = false;
    });
    addEventListener("drop", (event) => {
        if (!holding.value || !brings(event)) return;
        event.preventDefault();
        holding.value = false;
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        dropped.value = file;
        go("/which");
    });
}
