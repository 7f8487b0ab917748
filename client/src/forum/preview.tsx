// How a text will look, as the server renders it.
import { useEffect, useState } from "preact/hooks";
import { call } from "../app.ts";
import { Html } from "../html.tsx";
import { text } from "../texts.ts";

export function Preview({ written }: { written: string }) {
    const [shown, setShown] = useState<{ html: string } | "waiting" | "missing">("waiting");
    const empty = written.trim() === "";
    useEffect(() => {
        if (empty) return;
        let wanted = true;
        call("forum.preview", { text: written }).then(
            ({ html }) => wanted && setShown({ html }),
            () => wanted && setShown("missing"),
        );
        return () => {
            wanted = false;
        };
    }, [written, empty]);
    return (
        <div class="preview" role="region" aria-label={text("editor.preview")}>
            {empty ? (
                <p class="soft">{text("editor.preview_empty")}</p>
            ) : shown === "waiting" ? (
                <p class="soft">{text("editor.preview_waiting")}</p>
            ) : shown === "missing" ? (
                <p>{text("editor.preview_missing")}</p>
            ) : (
                <Html html={shown.html} />
            )}
        </div>
    );
}
