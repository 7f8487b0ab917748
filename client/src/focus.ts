// What somebody pressed may be gone when it is done: the focus goes where they would look next, never
// to nowhere.

/** The page's heading. */
export function focusTitle(): void {
    document.querySelector<HTMLElement>("main h1")?.focus();
}

/** Once the page has been drawn anew. */
export function focusSoon(id: string): void {
    setTimeout(() => document.getElementById(id)?.focus({ preventScroll: true }));
}
