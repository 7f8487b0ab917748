// A form or button at work: busy until the answer is there, with the problem when there is one.
// Nothing is shown as done before the answer.
import { useRef, useState } from "preact/hooks";

export interface Doing {
    readonly busy: boolean;
    /** The same at this very moment: a second press comes before the page is drawn anew. */
    running(): boolean;
    readonly problem: unknown;
    /** Whether it was done; pressing again while busy does nothing. */
    run(act: () => Promise<unknown>): Promise<boolean>;
    forget(): void;
}

export function useDoing(): Doing {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<unknown>(undefined);
    const running = useRef(false);
    const run = async (act: () => Promise<unknown>): Promise<boolean> => {
        if (running.current) return false;
        running.current = true;
        setBusy(true);
        setProblem(undefined);
        try {
            await act();
            return true;
        } catch (caught) {
            setProblem(caught);
            return false;
        } finally {
            running.current = false;
            setBusy(false);
        }
    };
    return {
        busy,
        running: () => running.current,
        problem,
        run,
        forget: () => setProblem(undefined),
    };
}
