// The bar on top: the network, the way to the groups on a phone, and oneself.
import { useEffect, useRef, useState } from "preact/hooks";
import { signOut } from "../app.ts";
import { Face } from "../pieces/face.tsx";
import { toast } from "../pieces/toast.tsx";
import { here } from "../router.ts";
import { SearchBox } from "../search/search_box.tsx";
import type { Me } from "../shapes.ts";
import { me, networkName } from "../state.ts";
import { text } from "../texts.ts";

export function Header({ railOpen, onRail }: { railOpen: boolean; onRail: () => void }) {
    const who = me.value;
    return (
        <header class="bar">
            {who && (
                <button
                    type="button"
                    id="rail-button"
                    class="bar-button rail-button"
                    aria-expanded={railOpen}
                    aria-controls="rail"
                    onClick={onRail}
                >
                    {text("core.menu")}
                </button>
            )}
            <a class="network" href="/">
                {networkName.value}
            </a>
            {who && <SearchBox />}
            {who && <PersonMenu who={who} />}
        </header>
    );
}

export async function leave(): Promise<void> {
    try {
        await signOut();
    } catch {
        toast(text("settings.leave_down"));
    }
}

function PersonMenu({ who }: { who: Me }) {
    const [open, setOpen] = useState(false);
    const box = useRef<HTMLDivElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const place = here.value;
    useEffect(() => setOpen(false), [place]);
    useEffect(() => {
        if (!open) return;
        const away = (event: Event) => {
            if (event.target instanceof Node && !box.current?.contains(event.target)) {
                setOpen(false);
            }
        };
        addEventListener("pointerdown", away);
        addEventListener("focusin", away);
        return () => {
            removeEventListener("pointerdown", away);
            removeEventListener("focusin", away);
        };
    }, [open]);
    const authority = who.affiliations[0]?.short_name ?? "";
    return (
        <div
            ref={box}
            class="person-menu"
            onKeyDown={(event) => {
                if (event.key !== "Escape" || !open) return;
                setOpen(false);
                button.current?.focus();
            }}
        >
            <button
                ref={button}
                type="button"
                class="bar-button"
                aria-expanded={open}
                aria-controls="person-menu"
                onClick={() => setOpen(!open)}
            >
                <span class="visually-hidden">{text("core.your_menu")}: </span>
                <span class="person-name">
                    {who.name}
                    {authority && `, ${authority}`}
                </span>
                <Face name={who.name} />
            </button>
            <ul id="person-menu" class="menu" hidden={!open}>
                <li>
                    <a href={`/people/${who.person}`}>{text("core.my_page")}</a>
                </li>
                <li>
                    <a href="/settings">{text("core.settings")}</a>
                </li>
                <li>
                    <button type="button" onClick={() => void leave()}>
                        {text("core.sign_out")}
                    </button>
                </li>
            </ul>
        </div>
    );
}
