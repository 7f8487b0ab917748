#pragma once
// The forum of a group: topics, posts and what people do with them. Who may read the group may read
// its forum; answers to changes hold ids and numbers only, so that receipts never keep anybody's words.

#include "protocol/groups.hpp"

namespace folkmoot::protocol::forum {

inline constexpr std::size_t topic_labels_max = 5;
inline constexpr Count topics_page = 50;
inline constexpr Count posts_page = 50;
inline constexpr Count thanks_shown_max = 50;
inline constexpr Count earlier_texts_max = 100;
inline constexpr std::size_t mentions_max = 20;
inline constexpr Count drafts_max = 100;

enum class Following { plain, follow, mute };
BOOST_DESCRIBE_ENUM(Following, plain, follow, mute)

struct TopicRow {
    TopicId topic;
    GroupId group;
    std::string title;
    people::Byline by;
    Instant at;
    Revision revision = 0;
    Count posts = 0;
    Instant last_at;
    people::Byline last_by;
    bool pinned = false;
    bool closed = false;
    bool question = false;
    std::optional<PostId> answer;
    std::vector<LabelId> labels;
};
FOLKMOOT_SHAPE(TopicRow, (topic, "Which"), (group, "Where"), (title, "What it is about"),
               (by, "Who started it"), (at, "When"),
               (revision, "To be named when the topic is changed"),
               (posts, "Number of the last post"), (last_at, "When the last post came"),
               (last_by, "Who wrote it"), (pinned, "Kept at the top"),
               (closed, "Takes no more replies"), (question, "Asks for an answer"),
               (answer, "The post that answers it"), (labels, "The group's labels it has"))

struct Post {
    PostId post;
    TopicId topic;
    Number number = 0;
    people::Byline by;
    Instant at;
    Revision revision = 0;
    std::string html;
    std::optional<Instant> edited_at;
    std::optional<Instant> deleted_at;
    std::optional<people::Byline> deleted_by;
    std::string deleted_why;
    bool earlier_texts = false;
    Count thanks = 0;
    std::vector<people::Byline> thanked_by;
};
FOLKMOOT_SHAPE(Post, (post, "Which"), (topic, "Where"),
               (number, "1 is the first post; never changes"), (by, "Who wrote it, for whom"),
               (at, "When"), (revision, "To be named when the post is edited"),
               (html, "The text, safe to show; empty when deleted"),
               (edited_at, "When it was last edited"), (deleted_at, "When it was deleted"),
               (deleted_by, "Who deleted it"), (deleted_why, "Why it was deleted"),
               (earlier_texts, "Whether earlier texts can be read"),
               (thanks, "How many said thanks"), (thanked_by, "Who did, the first 50"))

struct TopicList {
    std::vector<TopicRow> topics;
    std::vector<Number> read_up_to;
    std::vector<Following> following;
    bool more = false;
};
FOLKMOOT_SHAPE(TopicList, (topics, "Pinned ones first, then the latest post first"),
               (read_up_to, "For each topic, the number of the post one has read up to"),
               (following, "For each topic, whether one follows it"),
               (more, "Whether older ones follow"))

enum class TopicFilter { all, unread, questions, unanswered, following };
BOOST_DESCRIBE_ENUM(TopicFilter, all, unread, questions, unanswered, following)

struct Topics {
    using Answer = TopicList;
    static constexpr Method method{"forum.topics", Effect::read,
                                   "The topics of a group, 50 a page"};
    GroupId group;
    std::optional<TopicFilter> filter;
    std::optional<LabelId> label;
    std::optional<TopicId> after;
};
FOLKMOOT_SHAPE(Topics, (group, "Where"), (filter, "Which kind; all if absent"),
               (label, "Only those with this label"), (after, "The last topic of the page before"))

struct TopicPage {
    TopicRow topic;
    std::vector<Post> posts;
    Number read_up_to = 0;
    Following following = Following::plain;
    std::vector<PostId> thanked;
    Number entry = 0;
};
FOLKMOOT_SHAPE(TopicPage, (topic, "The topic"), (posts, "At most 50, by number"),
               (read_up_to, "The number of the post one has read up to"),
               (following, "Whether one follows it"),
               (thanked, "Which of these posts one has thanked for"),
               (entry, "The number of the group's feed that this page knows of"))

struct ShowTopic {
    using Answer = TopicPage;
    static constexpr Method method{"forum.topic", Effect::read, "A topic with a page of its posts"};
    TopicId topic;
    std::optional<Number> from;
};
FOLKMOOT_SHAPE(ShowTopic, (topic, "Which"),
               (from, "The first post wanted; the first of all if absent"))

struct PostPlace {
    GroupId group;
    TopicId topic;
    Number number = 0;
};
FOLKMOOT_SHAPE(PostPlace, (group, "The group"), (topic, "The topic"),
               (number, "The post's number in it"))

struct FindPost {
    using Answer = PostPlace;
    static constexpr Method method{"forum.find_post", Effect::read,
                                   "Where a post is: the permanent link"};
    PostId post;
};
FOLKMOOT_SHAPE(FindPost, (post, "Which"))

struct TopicStarted {
    TopicId topic;
    PostId post;
    Number entry = 0;
};
FOLKMOOT_SHAPE(TopicStarted, (topic, "The new topic"), (post, "Its first post"),
               (entry, "Its number in the group's feed"))

struct StartTopic {
    using Answer = TopicStarted;
    static constexpr Method method{"forum.start_topic", Effect::change,
                                   "Start a topic with its first post"};
    RequestId request;
    GroupId group;
    std::optional<AuthorityId> authority;
    Title title;
    Markdown text;
    bool question = false;
    Few<LabelId, topic_labels_max> labels;
};
FOLKMOOT_SHAPE(StartTopic, (request, "Made by the client"), (group, "Where"),
               (authority, "For whom; else one's oldest seat"), (title, "What it is about"),
               (text, "The first post, in Markdown"), (question, "Asks for an answer"),
               (labels, "Labels of this group"))

struct PostAdded {
    PostId post;
    Number number = 0;
    Number entry = 0;
};
FOLKMOOT_SHAPE(PostAdded, (post, "The new post"), (number, "Its number in the topic"),
               (entry, "Its number in the group's feed"))

struct Reply {
    using Answer = PostAdded;
    static constexpr Method method{"forum.reply", Effect::change, "Answer in a topic"};
    RequestId request;
    TopicId topic;
    std::optional<AuthorityId> authority;
    Markdown text;
};
FOLKMOOT_SHAPE(Reply, (request, "Made by the client"), (topic, "Where"),
               (authority, "For whom; else one's oldest seat"), (text, "What is said, in Markdown"))

struct EditPost {
    using Answer = people::Revised;
    static constexpr Method method{"forum.edit_post", Effect::change,
                                   "Change one's own post; the earlier text stays readable"};
    RequestId request;
    PostId post;
    Revision revision = 0;
    Markdown text;
};
FOLKMOOT_SHAPE(EditPost, (request, "Made by the client"), (post, "Which"),
               (revision, "The revision that was looked at"), (text, "The new text"))

struct DeletePost {
    using Answer = Done;
    static constexpr Method method{
        "forum.delete_post", Effect::change,
        "Delete a post: its words go, a mark stays; for its author and facilitators"};
    RequestId request;
    PostId post;
    Text<0, 200> why;
};
FOLKMOOT_SHAPE(DeletePost, (request, "Made by the client"), (post, "Which"),
               (why, "Shown with the mark"))

struct PostText {
    Revision revision = 0;
    Instant at;
    std::string text;
    std::string html;
};
FOLKMOOT_SHAPE(PostText, (revision, "Which"), (at, "When it was written"),
               (text, "As written, in Markdown"), (html, "Safe to show"))

struct PostTexts {
    std::vector<PostText> texts;
};
FOLKMOOT_SHAPE(PostTexts, (texts, "The current one first, then the earlier ones"))

struct Texts {
    using Answer = PostTexts;
    static constexpr Method method{"forum.texts", Effect::read,
                                   "The text of a post as written, and its earlier texts"};
    PostId post;
};
FOLKMOOT_SHAPE(Texts, (post, "Which"))

struct RemoveEarlierTexts {
    using Answer = Done;
    static constexpr Method method{
        "forum.remove_earlier_texts", Effect::change,
        "Remove a post's earlier texts; for its author and facilitators"};
    RequestId request;
    PostId post;
};
FOLKMOOT_SHAPE(RemoveEarlierTexts, (request, "Made by the client"), (post, "Which"))

struct ChangeTopic {
    using Answer = people::Revised;
    static constexpr Method method{
        "forum.change_topic", Effect::change,
        "Change a topic's title, labels and whether it is a question; for its author and facilitators"};
    RequestId request;
    TopicId topic;
    Revision revision = 0;
    Title title;
    bool question = false;
    Few<LabelId, topic_labels_max> labels;
};
FOLKMOOT_SHAPE(ChangeTopic, (request, "Made by the client"), (topic, "Which"),
               (revision, "The revision that was looked at"), (title, "What it is about"),
               (question, "Asks for an answer"), (labels, "Labels of this group"))

struct Pin {
    using Answer = people::Revised;
    static constexpr Method method{"forum.pin", Effect::change,
                                   "Keep a topic at the top, or not; for facilitators"};
    RequestId request;
    TopicId topic;
    bool pinned = true;
};
FOLKMOOT_SHAPE(Pin, (request, "Made by the client"), (topic, "Which"), (pinned, "At the top"))

struct Close {
    using Answer = people::Revised;
    static constexpr Method method{"forum.close", Effect::change,
                                   "End a topic's replies, or take them again; for facilitators"};
    RequestId request;
    TopicId topic;
    bool closed = true;
};
FOLKMOOT_SHAPE(Close, (request, "Made by the client"), (topic, "Which"),
               (closed, "Takes no more replies"))

inline constexpr Count losing_shown_max = 20;

struct MoveOutlook {
    Count posts = 0;
    Count reports = 0;
    Count labels_left = 0;
    bool everybody_read = false;
    bool everybody_will_read = false;
    Count losing = 0;
    std::vector<people::Byline> losing_people;
};
FOLKMOOT_SHAPE(MoveOutlook, (posts, "How many go along"),
               (reports, "Reports that wait: they go to the other group's desk"),
               (labels_left, "Labels that the other group does not have: the topic loses them"),
               (everybody_read, "Whether everybody in the network but guests may read it now"),
               (everybody_will_read, "Whether they may read it then"),
               (losing, "People who sit in its group and may not read it then"),
               (losing_people, "The first 20 of them, by name"))

struct BeforeMove {
    using Answer = MoveOutlook;
    static constexpr Method method{
        "forum.before_move", Effect::read,
        "What moving a topic to another group would mean; for facilitators of both"};
    TopicId topic;
    GroupId to;
};
FOLKMOOT_SHAPE(BeforeMove, (topic, "Which"), (to, "The other group"))

struct MoveTopic {
    using Answer = people::Revised;
    static constexpr Method method{"forum.move_topic", Effect::change,
                                   "Move a topic to another group; for facilitators of both"};
    RequestId request;
    TopicId topic;
    GroupId from;
    GroupId to;
};
FOLKMOOT_SHAPE(MoveTopic, (request, "Made by the client"), (topic, "Which"),
               (from, "The group that it was looked at in"), (to, "The other group"))

struct MarkAnswer {
    using Answer = people::Revised;
    static constexpr Method method{
        "forum.mark_answer", Effect::change,
        "Mark a reply as the answer of a question, or none; for its author and facilitators"};
    RequestId request;
    TopicId topic;
    std::optional<PostId> post;
};
FOLKMOOT_SHAPE(MarkAnswer, (request, "Made by the client"), (topic, "The question"),
               (post, "The reply; absent for none"))

struct Thank {
    using Answer = Done;
    static constexpr Method method{"forum.thank", Effect::change,
                                   "Say thanks for somebody's post, or take it back"};
    RequestId request;
    PostId post;
    bool thanks = true;
};
FOLKMOOT_SHAPE(Thank, (request, "Made by the client"), (post, "Which"), (thanks, "Thanked"))

struct Follow {
    using Answer = Done;
    static constexpr Method method{"forum.follow", Effect::mark,
                                   "Follow a topic, mute it, or neither"};
    TopicId topic;
    Following following = Following::follow;
};
FOLKMOOT_SHAPE(Follow, (topic, "Which"), (following, "How from now on"))

struct MarkRead {
    using Answer = Done;
    static constexpr Method method{"forum.mark_read", Effect::mark,
                                   "Say up to which post one has read a topic; never goes back"};
    TopicId topic;
    Number number = 0;
};
FOLKMOOT_SHAPE(MarkRead, (topic, "Which"), (number, "The last post read"))

struct MarkGroupRead {
    using Answer = Done;
    static constexpr Method method{"forum.mark_group_read", Effect::mark,
                                   "Say that one has read a group up to an entry; never goes back"};
    GroupId group;
    Number entry = 0;
};
FOLKMOOT_SHAPE(MarkGroupRead, (group, "Which"), (entry, "A number of the group's feed"))

struct Reported {
    ReportId report;
};
FOLKMOOT_SHAPE(Reported, (report, "What the facilitators will look at"))

struct ReportPost {
    using Answer = Reported;
    static constexpr Method method{"forum.report", Effect::change,
                                   "Tell the facilitators that a post needs a look"};
    RequestId request;
    PostId post;
    Lines<1, 1'000> why;
};
FOLKMOOT_SHAPE(ReportPost, (request, "Made by the client"), (post, "Which"),
               (why, "What is wrong with it"))

struct ReportRow {
    ReportId report;
    people::Byline by;
    Instant at;
    std::string why;
    TopicRow topic;
    Post post;
};
FOLKMOOT_SHAPE(ReportRow, (report, "Which"), (by, "Who reports"), (at, "When"),
               (why, "What they say"), (topic, "Where the post is"), (post, "The post"))

struct ReportList {
    std::vector<ReportRow> reports;
};
FOLKMOOT_SHAPE(ReportList, (reports, "Those that wait, the oldest first"))

struct Reports {
    using Answer = ReportList;
    static constexpr Method method{"forum.reports", Effect::read,
                                   "Reported posts of a group; for facilitators"};
    GroupId group;
};
FOLKMOOT_SHAPE(Reports, (group, "Which"))

struct SettleReport {
    using Answer = Done;
    static constexpr Method method{"forum.settle_report", Effect::change,
                                   "Say that a report has been looked at; for facilitators"};
    RequestId request;
    ReportId report;
};
FOLKMOOT_SHAPE(SettleReport, (request, "Made by the client"), (report, "Which"))

struct Rendered {
    std::string html;
};
FOLKMOOT_SHAPE(Rendered, (html, "Safe to show"))

struct Preview {
    using Answer = Rendered;
    static constexpr Method method{"forum.preview", Effect::read, "How a text will look"};
    Markdown text;
};
FOLKMOOT_SHAPE(Preview, (text, "In Markdown"))

/// Where a draft belongs: exactly one of group (a new topic), topic (a reply) and post (an edit).
struct DraftPlace {
    std::optional<GroupId> group;
    std::optional<TopicId> topic;
    std::optional<PostId> post;
};
FOLKMOOT_SHAPE(DraftPlace, (group, "A new topic in this group"), (topic, "A reply in this topic"),
               (post, "An edit of this post"))

struct Draft {
    DraftPlace place;
    std::string title;
    std::string text;
    Instant at;
};
FOLKMOOT_SHAPE(Draft, (place, "Where it belongs"), (title, "For a new topic"),
               (text, "As far as written"), (at, "When it was kept"))

struct DraftList {
    std::vector<Draft> drafts;
};
FOLKMOOT_SHAPE(DraftList, (drafts, "The newest first"))

struct Drafts {
    using Answer = DraftList;
    static constexpr Method method{"forum.drafts", Effect::read,
                                   "One's own drafts, where one may still write"};
};
FOLKMOOT_EMPTY_SHAPE(Drafts)

struct SaveDraft {
    using Answer = Done;
    static constexpr Method method{"forum.save_draft", Effect::mark,
                                   "Keep a draft; one without title and text is thrown away"};
    DraftPlace place;
    Lines<0, 200> title;
    Lines<0, post_characters_max> text;
};
FOLKMOOT_SHAPE(SaveDraft, (place, "Where it belongs"), (title, "For a new topic"),
               (text, "As far as written"))

} // namespace folkmoot::protocol::forum
