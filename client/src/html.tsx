// The one place where marked-up words, and addresses of scripts, enter the page. Words are rendered by the server; a string that
// did not come over the connection in a field named `html` is refused.
import { useLayoutEffect, useRef } from "preact/hooks";

interface HtmlPolicy {
    createHTML(text: string): string;
    createScriptURL(address: string): string;
}
interface PolicyFactory {
    createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy;
}

const fromServer = new Set<string>();

/** Called by connection.ts alone. */
export function received(html: string): void {
    fromServer.add(html);
}

/** Somebody else uses this browser now. */
export function forgetReceived(): void {
    fromServer.clear();
}

function check(text: string): string {
    if (!fromServer.has(text)) throw new TypeError("These words did not come from the server.");
    return text;
}

function checkAddress(address: string): string {
    if (!/^\/assets\/[\w.-]+$/.test(address)) throw new TypeError("This script is not ours.");
    return address;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const rules: HtmlPolicy = { createHTML: check, createScriptURL: checkAddress };
const policy: HtmlPolicy = factory?.createPolicy("folkmoot-html", rules) ?? rules;

/** The address of a script of ours that is to run beside the page. */
export function scriptAddress(address: string): string {
    return policy.createScriptURL(address);
}

/** Words rendered by the server, in a block of their own. */
export function Html({ html, class: className = "words" }: { html: string; class?: string }) {
    const block = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        if (block.current) block.current.innerHTML = html === "" ? "" : policy.createHTML(html);
    }, [html]);
    return <div ref={block} class={className} />;
}

const entities: Record<string, string> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    "#39": "'",
    "#x27": "'",
    nbsp: "\u00a0",
};

/** The plain words of rendered text, for an excerpt; never shown as markup. Pure. */
export function plainWords(html: string, charactersMax = 160): string {
    const text = html
        .replace(/<[^>]*>/g, " ")
        .replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole)
        .replace(/\s+/g, " ")
        .replace(/ ([.,;:!?])/g, "$1")
        .trim();
    const characters = [...text];
    if (characters.length <= charactersMax) return text;
    return characters.slice(0, charactersMax - 1).join("") + "…";
}
