// The head of a topic: where it is, what it is, and what one may do with the whole of it.
import { useState } from "preact/hooks";
import { call, change, homeSoon } from "../app.ts";
import { Byline } from "../pieces/byline.tsx";
import { Button } from "../pieces/button.tsx";
import { PageTitle } from "../pieces/page_title.tsx";
import { TimeAgo } from "../pieces/time_ago.tsx";
import { toast } from "../pieces/toast.tsx";
import { problemText } from "../problem_text.ts";
import type { GroupPage } from "../shapes.ts";
import { text } from "../texts.ts";
import { Check } from "./check.tsx";
import type { TopicRights } from "./rights.ts";
import type { Following } from "./shapes.ts";
import type { TopicView } from "./state.ts";
import { MoveDialog, placesFor } from "./move_dialog.tsx";
import { TopicChange } from "./topic_change.tsx";
import { TopicTags } from "./topic_tags.tsx";
import { useDoing } from "../use_doing.ts";

interface TopicHeadProps {
    view: TopicView;
    group: GroupPage | undefined;
    rights: TopicRights;
    /** The view sets the focus on a post instead. */
    focus: boolean;
    onFollowing(following: Following): void;
}

export function TopicHead({ view, group, rights, focus, onFollowing }: TopicHeadProps) {
    const { topic } = view;
    return (
        <div class="topic-head">
            <nav aria-label={text("topic.where")} class="crumbs">
                <a href={`/groups/${topic.group}`}>{group?.name ?? text("topic.group")}</a>
                <span aria-hidden="true"> › </span>
                <a href={`/groups/${topic.group}/forum`}>{text("group.forum")}</a>
            </nav>
            <PageTitle title={topic.title} focus={focus} />
            <p class="topic-about">
                <TopicTags topic={topic} labels={group?.labels ?? []} />
                <span class="soft">
                    {text("topic.started_by")} <Byline by={topic.by} />, <TimeAgo at={topic.at} />
                </span>
            </p>
            {topic.answer !== undefined && (
                <p>
                    <a href={`/posts/${topic.answer}`}>{text("topic.see_answer")}</a>
                </p>
            )}
            <div class="buttons topic-actions" role="group" aria-label={text("topic.actions")}>
                <FollowButtons view={view} onFollowing={onFollowing} />
                <Management view={view} group={group} rights={rights} />
            </div>
        </div>
    );
}

function FollowButtons({ view, onFollowing }: Pick<TopicHeadProps, "view" | "onFollowing">) {
    const doing = useDoing();
    const set = async (following: Following) => {
        const next = view.following === following ? "plain" : following;
        const done = await doing.run(() =>
            said(call("forum.follow", { topic: view.topic.topic, following: next })),
        );
        if (!done) return;
        onFollowing(next);
        homeSoon(); // what is muted is not counted
        toast(text(`topic.now_${next}`));
    };
    return (
        <>
            <Button
                kind="quiet"
                class="small"
                busy={doing.busy}
                aria-pressed={view.following === "follow"}
                onClick={() => void set("follow")}
            >
                <Check on={view.following === "follow"} />
                {text("topic.follow")}
            </Button>
            <Button
                kind="quiet"
                class="small"
                busy={doing.busy}
                aria-pressed={view.following === "mute"}
                onClick={() => void set("mute")}
            >
                <Check on={view.following === "mute"} />
                {text("topic.mute")}
            </Button>
        </>
    );
}

function Management({ view, group, rights }: Pick<TopicHeadProps, "view" | "group" | "rights">) {
    const { topic } = view;
    const [changing, setChanging] = useState(false);
    const [moving, setMoving] = useState(false);
    const doing = useDoing();
    const pin = () =>
        doing.run(() => said(change("forum.pin", { topic: topic.topic, pinned: !topic.pinned })));
    const close = () =>
        doing.run(() => said(change("forum.close", { topic: topic.topic, closed: !topic.closed })));
    return (
        <>
            {rights.facilitates && (
                <>
                    <Button kind="quiet" class="small" busy={doing.busy} onClick={() => void pin()}>
                        {text(topic.pinned ? "topic.unpin" : "topic.pin")}
                    </Button>
                    <Button
                        kind="quiet"
                        class="small"
                        busy={doing.busy}
                        onClick={() => void close()}
                    >
                        {text(topic.closed ? "topic.reopen" : "topic.close")}
                    </Button>
                    {placesFor(topic).length > 0 && (
                        <Button kind="quiet" class="small" onClick={() => setMoving(true)}>
                            {text("move.open")}
                        </Button>
                    )}
                </>
            )}
            {rights.changesTopic && (
                <Button kind="quiet" class="small" onClick={() => setChanging(true)}>
                    {text("topic.change")}
                </Button>
            )}
            {moving && <MoveDialog topic={topic} onClose={() => setMoving(false)} />}
            {changing && (
                <TopicChange
                    topic={topic}
                    labels={group?.labels ?? []}
                    onClose={() => setChanging(false)}
                />
            )}
        </>
    );
}

/** Says what went wrong where no form stands to say it. */
async function said<T>(asked: Promise<T>): Promise<T> {
    try {
        return await asked;
    } catch (problem) {
        toast(problemText(problem));
        throw problem;
    }
}
