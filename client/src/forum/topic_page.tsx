// A topic: its posts, fifty a page, what is new in them, and the place to answer.
import { useEffect, useRef, useState } from "preact/hooks";
import { queue } from "../app.ts";
import type { Draft } from "../drafts.ts";
import { announceCount } from "../pieces/live_region.tsx";
import { bylineText } from "../pieces/byline.tsx";
import { NotFound, Trouble } from "../pieces/trouble.tsx";
import type { AuthorityId } from "../protocol/types.ts";
import { go } from "../router.ts";
import type { GroupPage, Me, Post, TopicId } from "../shapes.ts";
import { me } from "../state.ts";
import { text } from "../texts.ts";
import { Arrivals } from "./arrivals.tsx";
import { Composer } from "./composer.tsx";
import { withQuote } from "./markdown_editing.ts";
import { PostView } from "./post.tsx";
import { quotedWords } from "./quoting.ts";
import { useReading } from "./reading.ts";
import { rightsIn, rightsOverPost, rightsOverTopic, type TopicRights } from "./rights.ts";
import { SeatChoice, seatsOf } from "./seat_choice.tsx";
import {
    arrivedAfter,
    firstNumber,
    firstUnread,
    lastNumber,
    pageStart,
    postsPage,
    showsTheEnd,
    thankedFor,
    type TopicView,
} from "./state.ts";
import { useStill } from "./still.ts";
import { TopicHead } from "./topic_head.tsx";
import { UnsentReplies } from "./unsent_replies.tsx";
import { useDraft } from "./use_draft.ts";
import { useTopic, type Topic } from "./use_topic.ts";

/** `post` is the number in #post-N. A place is new each time somebody goes there. */
interface TopicPlace {
    topic: TopicId;
    post?: number;
}

export function TopicPage({ place }: { place: TopicPlace }) {
    const { topic, post } = place;
    const found = useTopic(topic, post);
    const { view, problem, group, reload } = found;
    const who = me.value;
    if (problem?.name === "not_found") return <NotFound />;
    if (!view && problem) return <Trouble problem={problem} again={reload} />;
    if (!view || !who) return <p class="loading">{text("core.loading")}</p>;
    const rights = rightsOverTopic(view.topic, rightsIn(group.page), who.person);
    return <Shown key={topic} {...{ found, view, place, who, rights }} />;
}

interface ShownProps {
    found: Topic;
    view: TopicView;
    place: TopicPlace;
    who: Me;
    rights: TopicRights;
}

function Shown({ found, view, place, who, rights }: ShownProps) {
    const { topic } = view;
    const group = found.group.page;
    const [seen, setSeen] = useState(0);
    const { draft, ready } = useDraft({ topic: topic.topic });
    const area = useRef<HTMLTextAreaElement>(null);
    const list = useReading(topic.topic, view.readBefore, view.posts.length, (number) =>
        setSeen((before) => Math.max(before, number)),
    );
    const below = useStill(view.posts.length);
    usePlace(place, view);
    useAnnounced(view, who);

    const arrived = arrivedAfter(view, seen, who.person);
    const unread = firstUnread(view, who.person);
    const quote = async (post: Post) => {
        const words = await quotedWords(post);
        const made = withQuote(draft.words.peek().text, words, bylineText(post.by));
        draft.write({ ...draft.words.peek(), text: made.text });
        setTimeout(() => {
            area.current?.focus();
            area.current?.setSelectionRange(made.from, made.to);
        });
    };
    return (
        <div class="topic">
            <TopicHead
                view={view}
                group={group}
                rights={rights}
                focus={place.post === undefined}
                onFollowing={(following) => found.change((before) => ({ ...before, following }))}
            />
            <Pages view={view} unread={unread} place="above" />
            <div class="posts" ref={list}>
                {view.posts.map((post) => (
                    <div key={post.post}>
                        {post.number === unread && <NewFromHere />}
                        <PostView
                            post={post}
                            topic={topic}
                            rights={rightsOverPost(post, topic, rights, who.person)}
                            thanked={view.thanked.has(post.post)}
                            onThanked={({ post: id }, thanks) =>
                                found.change((before) => thankedFor(before, id, thanks))
                            }
                            onQuote={(one) => void quote(one)}
                        />
                    </div>
                ))}
            </div>
            <Pages view={view} unread={undefined} place="below" />
            <div ref={below} class="topic-end">
                <UnsentReplies
                    topic={topic.topic}
                    last={lastNumber(view)}
                    draft={draft}
                    onStored={(number) => fetchIfMissing(found, number)}
                />
                <Answering {...{ view, group, rights, draft, ready, area }} />
            </div>
            <Arrivals count={arrived.length} onGo={() => showPost(arrived[0]?.number)} />
        </div>
    );
}

function NewFromHere() {
    return (
        <p class="new-from-here" id="new">
            <span>{text("topic.new_posts")}</span>
        </p>
    );
}

/** Earlier and later posts, and the way to the first new one. */
function Pages(props: { view: TopicView; unread: number | undefined; place: "above" | "below" }) {
    const { view, unread, place } = props;
    const { topic } = view;
    const first = firstNumber(view);
    const last = lastNumber(view);
    const link = (number: number) => `/topics/${topic.topic}#post-${number}`;
    const next = view.readBefore + 1;
    const elsewhere =
        view.readBefore > 0 && next <= topic.posts && (next < first || next > last)
            ? next
            : undefined;
    const toUnread = place === "above" ? (unread ?? elsewhere) : undefined;
    const earlier = place === "above" && first > 1;
    const later = place === "below" && !showsTheEnd(view);
    if (!earlier && !later && toUnread === undefined) return null;
    return (
        <nav class="pages" aria-label={text(`topic.pages_${place}`)}>
            {toUnread !== undefined && (
                <a href={link(toUnread)}>{text("topic.to_unread", { number: toUnread })}</a>
            )}
            {earlier && (
                <a href={link(Math.max(1, first - postsPage))}>
                    {text("topic.earlier", { from: pageStart(first - 1), to: first - 1 })}
                </a>
            )}
            {later && (
                <a href={link(last + 1)}>
                    {text("topic.later", { from: last + 1, to: topic.posts })}
                </a>
            )}
        </nav>
    );
}

interface AnsweringProps {
    view: TopicView;
    group: GroupPage | undefined;
    rights: TopicRights;
    draft: Draft;
    ready: boolean;
    area: { current: HTMLTextAreaElement | null };
}

function Answering({ view, group, rights, draft, ready, area }: AnsweringProps) {
    const [authority, setAuthority] = useState<AuthorityId>();
    const { topic } = view;
    if (!group) return null;
    if (!rights.replies) return <NoAnswering group={group} closed={topic.closed} />;
    if (!ready) return <p>{text("core.loading")}</p>;
    const send = async (words: string) => {
        const chosen = authority ?? seatsOf(group)[0]?.authority;
        const item = queue("forum.reply", {
            topic: topic.topic,
            text: words,
            ...(chosen === undefined ? {} : { authority: chosen }),
        });
        await item.kept;
        area.current?.focus();
    };
    return (
        <section class="sheet answering" aria-labelledby="answering">
            <h2 id="answering">{text("topic.reply")}</h2>
            <Composer
                id="reply"
                label={text("topic.reply_label")}
                labelHidden
                group={topic.group}
                draft={draft}
                sendWords={text("topic.reply_send")}
                area={area}
                onSend={send}
            >
                <SeatChoice
                    id="reply-for"
                    group={group}
                    chosen={authority}
                    onChoose={setAuthority}
                />
            </Composer>
        </section>
    );
}

function NoAnswering({ group, closed }: { group: GroupPage; closed: boolean }) {
    const why = group.archived ? "archived" : group.role === undefined ? "not_member" : "closed";
    if (why === "closed" && !closed) return null;
    return (
        <section class="sheet answering">
            <p>{text(`topic.no_reply_${why}`)}</p>
            {why === "not_member" && (
                <p>
                    <a href={`/groups/${group.group}`}>{text("topic.go_to_group")}</a>
                </p>
            )}
        </section>
    );
}

/** Puts a post on the screen and the focus on it. */
function showPost(number: number | undefined): void {
    const post = document.getElementById(`post-${number}`);
    post?.scrollIntoView({ block: "start" });
    post?.focus({ preventScroll: true });
}

/** Goes to the wanted post once it is there, and each time somebody wants to go to one. */
function usePlace(place: TopicPlace, view: TopicView): void {
    const there = view.posts.some(({ number }) => number === place.post);
    useEffect(() => {
        if (there) showPost(place.post);
    }, [place, there]);
}

function useAnnounced(view: TopicView, who: Me): void {
    const told = useRef(0);
    const count = arrivedAfter(view, 0, who.person).length;
    useEffect(() => {
        const more = count - told.current;
        told.current = count;
        if (more <= 0) return;
        announceCount(`topic:${view.topic.topic}`, more, (n) =>
            text("topic.arrived", { count: n }),
        );
    }, [count]);
}

const arrivesWithinMs = 1_500;

/** One's own reply is stored; its entry brings it, unless the line is such that none comes. */
function fetchIfMissing(found: Topic, number: number): void {
    setTimeout(() => {
        const now = found.latest();
        if (!now || lastNumber(now) >= number) return;
        if (
            number - lastNumber(now) > postsPage ||
            pageStart(number) !== pageStart(firstNumber(now))
        ) {
            go(`/topics/${now.topic.topic}#post-${number}`);
        } else found.reload();
    }, arrivesWithinMs);
}
