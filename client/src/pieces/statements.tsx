// The way to what the network says about itself: pages that the server writes.
import { text } from "../texts.ts";

export function Statements() {
    return (
        <p class="soft">
            <a href="/accessibility">{text("statement.accessibility")}</a> ·{" "}
            <a href="/privacy">{text("statement.privacy")}</a>
        </p>
    );
}
