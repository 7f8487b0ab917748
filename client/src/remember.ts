// Small hints for the next visit, such as the colours; nothing is lost when a browser keeps none.
export function remembered(name: string): string | null {
    try {
        return localStorage.getItem(name);
    } catch {
        return null;
    }
}

export function remember(name: string, value: string): void {
    try {
        localStorage.setItem(name, value);
    } catch {
        // this browser keeps nothing
    }
}
