// The pages of one thing, as links; the one that is shown says so.
import { Count } from "./tag.tsx";

export interface Tab {
    href: string;
    words: string;
    current: boolean;
    count?: number;
    countWords?: string;
}

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
    return (
        <nav class="tabs" aria-label={label}>
            <ul>
                {tabs.map(({ href, words, current, count = 0, countWords = "" }) => (
                    <li key={href}>
                        <a href={href} {...(current ? { "aria-current": "page" as const } : {})}>
                            {words} <Count n={count} words={countWords} />
                        </a>
                    </li>
                ))}
            </ul>
        </nav>
    );
}
