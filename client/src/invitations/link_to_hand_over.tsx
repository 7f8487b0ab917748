// A link to copy, with the day until which it works. It is shown once: the server keeps only its hash.
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../pieces/button.tsx";
import { FieldBox } from "../pieces/field.tsx";
import { toast } from "../pieces/toast.tsx";
import { zone } from "../state.ts";
import { text } from "../texts.ts";
import { fullDate } from "../time.ts";

export interface Handed {
    name: string;
    path: string;
    expires_at: string;
}

export function LinkToHandOver({ handed }: { handed: Handed }) {
    const input = useRef<HTMLInputElement>(null);
    const link = location.origin + handed.path;
    useEffect(() => input.current?.focus(), [link]);
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(link);
            toast(text("invite.copied"));
        } catch {
            input.current?.select(); // to be copied by hand
        }
    };
    const until = fullDate(handed.expires_at, zone.value);
    return (
        <FieldBox
            id="invite-link"
            label={text("invite.link_for", { name: handed.name })}
            hint={text("invite.link_words", { until })}
        >
            <div class="with-button">
                <input
                    ref={input}
                    id="invite-link"
                    aria-describedby="invite-link-hint"
                    readOnly
                    value={link}
                />
                <Button kind="quiet" onClick={() => void copy()}>
                    {text("invite.copy")}
                </Button>
            </div>
        </FieldBox>
    );
}
