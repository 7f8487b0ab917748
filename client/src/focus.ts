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

const places = "article, section[aria-labelledby], dialog";

function isNowhere(): boolean {
    return document.activeElement === null || document.activeElement === document.body;
}

function ancestors(element: Element): Element[] {
    const found: Element[] = [];
    for (let up = element.parentElement; up; up = up.parentElement) found.push(up);
    return found;
}

function focusOn(element: Element | null | undefined): boolean {
    if (!(element instanceof HTMLElement)) return false;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({ preventScroll: true });
    return true;
}

/** For all that no view sees to: when what has the focus goes from the page, the focus goes to the
 *  post or sheet around it, from a toast or the banner back to where one was, else to the heading. */
export function keepFocus(): void {
    let held: Element | undefined;
    let around: readonly Element[] = [];
    let inMain: Element | undefined;

    document.addEventListener("focusin", ({ target }) => {
        if (!(target instanceof Element)) return;
        held = target;
        around = ancestors(target);
        if (target.closest("main")) inMain = target;
    });
    document.addEventListener("focusout", () =>
        // somebody pressed beside everything: that is where they want it
        setTimeout(() => {
            if (isNowhere() && held?.isConnected) held = undefined;
        }),
    );
    const mend = () => {
        if (!held || held.isConnected || !isNowhere()) return;
        const place = around.find((one) => one.isConnected && one.matches(places));
        const before = inMain?.isConnected ? inMain : undefined;
        // without a heading the next view is still on its way
        focusOn(place ?? before ?? document.querySelector("main h1"));
    };
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
}
