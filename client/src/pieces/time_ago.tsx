// When something was, as people say it; the full date is one hover away.
import { zone } from "../state.ts";
import { fullDate, now, timeAgo } from "../time.ts";

export function TimeAgo({ at }: { at: string }) {
    return (
        <time dateTime={at} title={fullDate(at, zone.value)}>
            {timeAgo(at, now.value, zone.value)}
        </time>
    );
}

export function FullTime({ at }: { at: string }) {
    return <time dateTime={at}>{fullDate(at, zone.value)}</time>;
}
