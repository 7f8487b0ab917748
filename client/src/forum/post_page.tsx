// The permanent link of a post: finds where it is and goes there.
import { useEffect } from "preact/hooks";
import { call } from "../app.ts";
import { useLoaded } from "../use_loaded.ts";
import { Trouble } from "../pieces/trouble.tsx";
import { go } from "../router.ts";
import type { PostId } from "../shapes.ts";
import { text } from "../texts.ts";

export function PostPage({ place }: { place: { post: PostId } }) {
    const { value, problem, reload } = useLoaded(
        () => call("forum.find_post", { post: place.post }),
        [place.post],
    );
    useEffect(() => {
        if (value) go(`/topics/${value.topic}#post-${value.number}`, { replace: true });
    }, [value]);
    if (problem) return <Trouble problem={problem} again={reload} />;
    return <p class="soft">{text("core.loading")}</p>;
}
