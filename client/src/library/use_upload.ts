// A file that somebody chose, on its way to the server while they fill in the rest of a form.
import { useEffect, useRef, useState } from "preact/hooks";
import type { UploadId } from "../protocol/types.ts";
import type { GroupId } from "../shapes.ts";
import { me } from "../state.ts";
import type { Sending } from "./tus.ts";

export interface Uploading {
    readonly file: File;
    readonly sent: number;
    /** Set when all of it is there. */
    readonly upload?: UploadId;
    /** The status of the server's no; 0 when it could not be reached for a while. */
    readonly failed?: number;
    /** Why the server does not take such a file: trying again would not help. */
    readonly refused?: string;
}

export interface Upload {
    readonly now: Uploading | undefined;
    choose(file: File): void;
    again(): void;
    drop(): void;
    /** A version was made of it. */
    used(): void;
}

export function useUpload(group: GroupId): Upload {
    const [now, setNow] = useState<Uploading>();
    const sending = useRef<Sending | undefined>(undefined);
    const turn = useRef(0);
    useEffect(() => () => sending.current?.stop(), []);

    const begin = async (file: File) => {
        const mine = ++turn.current;
        const set = (more: Partial<Uploading>) => {
            if (mine === turn.current) setNow((before) => ({ file, sent: 0, ...before, ...more }));
        };
        setNow({ file, sent: 0 });
        const { sendFile } = await import("./tus.ts");
        if (mine !== turn.current) return;
        sending.current = sendFile(file, group, me.peek()?.person ?? "", {
            progress: (sent) => set({ sent }),
            done: (upload) => set({ sent: file.size, upload: upload as UploadId }),
            failed: (failed, refused) => set({ failed, ...(refused && { refused }) }),
        });
    };
    const forget = () => {
        turn.current++;
        sending.current = undefined;
        setNow(undefined);
    };
    return {
        now,
        choose: (file) => {
            sending.current?.drop();
            void begin(file);
        },
        again: () => now && void begin(now.file),
        drop: () => {
            sending.current?.drop();
            forget();
        },
        used: forget,
    };
}
