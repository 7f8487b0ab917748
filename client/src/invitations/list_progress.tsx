// How far inviting has come; said aloud now and then.
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../pieces/button.tsx";
import { announce } from "../pieces/live_region.tsx";
import { Sheet } from "../pieces/sheet.tsx";
import { text } from "../texts.ts";

const sayEveryMs = 4_000;

interface Props {
    done: number;
    all: number;
    onStop(): void;
}

export function ListProgress({ done, all, onStop }: Props) {
    const stop = useRef<HTMLDivElement>(null);
    const words = text("people_list.progress", { done, all });
    const newest = useRef(words);
    newest.current = words;
    useEffect(() => {
        stop.current?.querySelector("button")?.focus();
        const timer = setInterval(() => announce(newest.current), sayEveryMs);
        const ask = (event: BeforeUnloadEvent) => event.preventDefault();
        addEventListener("beforeunload", ask);
        return () => {
            clearInterval(timer);
            removeEventListener("beforeunload", ask);
        };
    }, []);
    return (
        <Sheet title={text("people_list.sending")}>
            <p id="list-progress">{words}</p>
            <progress
                class="list-progress"
                max={all}
                value={done}
                aria-labelledby="list-progress"
            />
            <p class="soft">{text("people_list.sending_words")}</p>
            <div class="buttons" ref={stop}>
                <Button kind="quiet" onClick={onStop}>
                    {text("people_list.stop")}
                </Button>
            </div>
        </Sheet>
    );
}
