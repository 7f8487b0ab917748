// "2 new posts": quiet word that something came below what one reads, and the way there.
import { text } from "../texts.ts";

export function Arrivals({ count, onGo }: { count: number; onGo(): void }) {
    if (count === 0) return null;
    return (
        <div class="arrivals">
            <button type="button" class="button arrivals-button" onClick={onGo}>
                {text("topic.arrived", { count })} <span aria-hidden="true">↓</span>
            </button>
        </div>
    );
}
