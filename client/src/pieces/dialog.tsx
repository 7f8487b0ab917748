// A native <dialog>: the browser keeps the focus in it, Esc closes it, and the focus goes back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface Props {
    title: string;
    onClose: () => void;
    children: ComponentChildren;
}

/** Open for as long as it is drawn. */
export function Dialog({ title, onClose, children }: Props) {
    const dialog = useRef<HTMLDialogElement>(null);
    const id = useId();
    useEffect(() => {
        const before = document.activeElement;
        const shown = dialog.current;
        shown?.showModal();
        return () => {
            shown?.close();
            const back = before?.isConnected ? before : document.getElementById("main");
            if (back instanceof HTMLElement) back.focus();
        };
    }, []);
    return (
        <dialog
            ref={dialog}
            class="dialog"
            aria-labelledby={id}
            onCancel={(event) => {
                event.preventDefault();
                onClose();
            }}
        >
            <h2 id={id}>{title}</h2>
            {children}
        </dialog>
    );
}
