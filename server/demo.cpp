#include "server/demo.hpp"

#include "server/demo_content.hpp"
#include "storage/feeds.hpp"
#include "storage/forum.hpp"
#include "storage/groups.hpp"
#include "storage/library.hpp"
#include "storage/network.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::Actor;
using storage::Change;

constexpr std::int64_t minute = 60'000'000;
constexpr std::int64_t day = std::int64_t{24} * 60 * minute;

template <class T>
T ok(Result<T> result)
{
    if (!result)
        throw std::runtime_error("the demonstration network: " + result.error().message);
    return *std::move(result);
}

/// What was made so far, by the names that the content uses.
struct Made {
    struct Topic {
        TopicId topic;
        std::vector<PostId> posts;
    };
    struct Group {
        GroupId group;
        FeedId feed;
        std::map<std::string_view, LabelId> labels;
        std::vector<std::string_view> people;
    };
    std::map<std::string_view, AuthorityId> authorities;
    std::map<std::string_view, PersonId> people;
    std::map<std::string_view, Group> groups;
    std::map<std::string_view, Topic> topics;
    struct Resource {
        ResourceId resource;
        std::vector<VersionId> versions;
    };
    std::map<std::string_view, Resource> resources;

    Actor actor(std::string_view person) const { return {people.at(person), {}}; }
};

/// One thing that happens at its time.
struct Happening {
    Instant at;
    std::function<void(Change&, Made&)> what;
};

class Diary {
public:
    explicit Diary(Instant now) : now_(now) {}

    /// Never later than now, and, for what came last, still after one another.
    void put(demo::When when, std::int64_t minutes_later, std::function<void(Change&, Made&)> what)
    {
        auto at = instant_of(when);
        at.microseconds = std::min(at.microseconds + minutes_later * minute, now_.microseconds);
        happenings_.push_back({at, std::move(what)});
    }

    std::vector<Happening> in_order() &&
    {
        std::ranges::stable_sort(happenings_, {}, &Happening::at);
        return std::move(happenings_);
    }

private:
    Instant instant_of(demo::When when) const
    {
        if (when.working_days_ago == 0)
            return Instant{now_.microseconds - when.minutes * minute};
        auto const midnight = working_day_before(now_, when.working_days_ago);
        return Instant{midnight.microseconds + when.minutes * minute};
    }

    Instant now_;
    std::vector<Happening> happenings_;
};

/// "{@skills.lead@northmere}" becomes what the editor writes when somebody picks that person.
std::string with_mentions(std::string_view text, Made const& made)
{
    std::string out;
    for (auto from = text.find("{@"); from != text.npos; from = text.find("{@")) {
        auto const to = text.find('}', from);
        auto const key = text.substr(from + 2, to - from - 2);
        auto const person = std::ranges::find(demo::people(), key, &demo::PersonContent::key);
        auto const authority = std::ranges::find(demo::authorities(), key.substr(key.find('@') + 1),
                                                 &demo::AuthorityContent::key);
        out += text.substr(0, from);
        out += "[@" + std::string{person->name} + ", " + std::string{authority->short_name} +
               "](/people/" + to_string(made.people.at(key)) + ")";
        text.remove_prefix(to + 1);
    }
    return out + std::string{text};
}

std::string mail_of(std::string_view person)
{
    return std::string{person} + ".example";
}

void put_network(Diary& diary, std::string const& password_hash)
{
    diary.put(demo::at(26, 8, 0), 0, [password_hash](Change& change, Made& made) {
        storage::make_network(change, demo::network_name, "");
        for (auto const& authority : demo::authorities())
            made.authorities[authority.key] = storage::add_authority(
                change, authority.kind, authority.name, authority.short_name);
        for (auto const& person : demo::people()) {
            auto const id = storage::add_person(change, {.name = std::string{person.name},
                                                         .mail = Mail{mail_of(person.key)},
                                                         .password_hash = password_hash,
                                                         .administrator = person.administrator});
            auto const authority = made.authorities.at(person.key.substr(person.key.find('@') + 1));
            storage::affiliate(change, id, authority, person.coordinator);
            made.people[person.key] = id;
        }
    });
}

void make_group(Change& change, Made& made, demo::GroupContent const& content)
{
    auto const maker = made.actor(content.facilitator);
    auto& group = made.groups[content.key];
    group.group =
        ok(storage::make_group(change, maker,
                               {.request = {},
                                .name = Name{std::string{content.name}},
                                .purpose = groups::Purpose{std::string{content.purpose}},
                                .kind = content.kind,
                                .welcome = groups::WelcomeText{std::string{content.welcome}}}))
            .group;
    group.feed = ok(storage::group_page(change, maker, {group.group})).feed;
    for (auto const label : content.labels)
        group.labels[label] =
            ok(storage::add_label(change, maker,
                                  {{}, group.group, Text<1, 40>{std::string{label}}}))
                .label;
    group.people.push_back(content.facilitator);
    for (auto const& seat : content.seats) {
        ok(storage::add_member(change, maker,
                               {{}, group.group, made.people.at(seat.person), {}, seat.role}));
        group.people.push_back(seat.person);
    }
    if (!content.settled)
        return;
    auto const put_away = [&](std::string_view person, groups::GroupPart part) {
        ok(storage::put_away(change, made.actor(person), {group.group, part, true}));
    };
    put_away(content.facilitator, groups::GroupPart::checklist);
    for (auto const person : group.people)
        put_away(person, groups::GroupPart::welcome);
}

void start_topic(Change& change, Made& made, demo::GroupContent const& group,
                 demo::TopicContent const& topic)
{
    auto const& first = topic.posts.front();
    forum::StartTopic request{.request = {},
                              .group = made.groups.at(group.key).group,
                              .authority = {},
                              .title = Title{std::string{topic.title}},
                              .text = Markdown{with_mentions(first.text, made)},
                              .question = topic.question,
                              .labels = {}};
    for (auto const label : topic.labels)
        request.labels.values.push_back(made.groups.at(group.key).labels.at(label));
    auto const started = ok(storage::start_topic(change, made.actor(first.by), request));
    made.topics[topic.title] = {started.topic, {started.post}};
}

void add_post(Change& change, Made& made, demo::TopicContent const& topic,
              demo::PostContent const& post)
{
    auto& known = made.topics.at(topic.title);
    auto const added =
        ok(storage::reply(change, made.actor(post.by),
                          {{}, known.topic, {}, Markdown{with_mentions(post.text, made)}}));
    known.posts.push_back(added.post);
}

void put_thanks_and_edit(Diary& diary, demo::TopicContent const& topic, std::size_t number)
{
    auto const& post = topic.posts[number];
    std::int64_t later = 0;
    for (auto const person : post.thanked_by)
        diary.put(post.when, later += 17, [&topic, number, person](Change& change, Made& made) {
            ok(storage::thank(change, made.actor(person),
                              {{}, made.topics.at(topic.title).posts.at(number), true}));
        });
    if (post.edited_to.empty())
        return;
    diary.put(post.when, 60, [&topic, &post, number](Change& change, Made& made) {
        ok(storage::edit_post(change, made.actor(post.by),
                              {{},
                               made.topics.at(topic.title).posts.at(number),
                               1,
                               Markdown{with_mentions(post.edited_to, made)}}));
    });
}

/// What the facilitator, or whoever asked, does with the topic as a whole, soon after its last post.
void put_marks(Diary& diary, demo::GroupContent const& group, demo::TopicContent const& topic)
{
    if (topic.pinned)
        diary.put(topic.posts.front().when, 5, [&](Change& change, Made& made) {
            ok(storage::pin(change, made.actor(group.facilitator),
                            {{}, made.topics.at(topic.title).topic, true}));
        });
    if (topic.answer)
        diary.put(topic.posts.at(*topic.answer).when, 70, [&](Change& change, Made& made) {
            auto const& known = made.topics.at(topic.title);
            ok(storage::mark_answer(change, made.actor(topic.posts.front().by),
                                    {{}, known.topic, known.posts.at(*topic.answer)}));
        });
    if (topic.closed)
        diary.put(topic.posts.back().when, 2, [&](Change& change, Made& made) {
            ok(storage::close(change, made.actor(group.facilitator),
                              {{}, made.topics.at(topic.title).topic, true}));
        });
}

void put_topic(Diary& diary, demo::GroupContent const& group, demo::TopicContent const& topic)
{
    diary.put(topic.posts.front().when, 0,
              [&](Change& change, Made& made) { start_topic(change, made, group, topic); });
    for (std::size_t number = 0; number < topic.posts.size(); ++number) {
        auto const& post = topic.posts[number];
        if (number > 0)
            diary.put(post.when, 0,
                      [&](Change& change, Made& made) { add_post(change, made, topic, post); });
        put_thanks_and_edit(diary, topic, number);
    }
    put_marks(diary, group, topic);
}

void put_group(Diary& diary, demo::GroupContent const& group)
{
    diary.put(demo::at(25, 9, 0), 0,
              [&](Change& change, Made& made) { make_group(change, made, group); });
    for (auto const& topic : group.topics)
        put_topic(diary, group, topic);
}

void put_in(Change& change, Made& made, demo::ResourceContent const& content, Day review_on)
{
    auto const& group = made.groups.at(content.group);
    auto const& first = content.versions.front();
    library::AddResource request{.request = {},
                                 .group = group.group,
                                 .authority = {},
                                 .title = Title{std::string{content.title}},
                                 .summary = {std::string{content.summary}},
                                 .kind = content.kind,
                                 .audience = {std::string{content.audience}},
                                 .licence = {std::string{content.licence}},
                                 .language = {"en-GB"},
                                 .review_on = review_on,
                                 .labels = {},
                                 .link = Link{std::string{first.link}}};
    for (auto const label : content.labels)
        request.labels.values.push_back(group.labels.at(label));
    auto const added = ok(storage::add_resource(change, made.actor(first.by), request));
    made.resources[content.title] = {added.resource, {added.version}};
}

void add_version(Change& change, Made& made, demo::ResourceContent const& content,
                 demo::VersionContent const& version)
{
    auto& known = made.resources.at(content.title);
    auto const added = ok(storage::add_version(change, made.actor(version.by),
                                               {{},
                                                known.resource,
                                                {},
                                                known.versions.back(),
                                                {std::string{version.changed}},
                                                Link{std::string{version.link}},
                                                {}}));
    known.versions.push_back(added.version);
}

void release_version(Change& change, Made& made, demo::ResourceContent const& content,
                     std::size_t number)
{
    auto const& known = made.resources.at(content.title);
    auto const& version = content.versions[number];
    auto const actor = made.actor(version.released_by);
    auto const page = ok(storage::resource_page(change, actor, {known.resource}));
    ok(storage::release_version(change, actor,
                                {{},
                                 known.versions.at(number),
                                 page.resource.revision,
                                 {},
                                 {std::string{version.note}},
                                 page.resource.review_on}));
}

void put_resource(Diary& diary, demo::ResourceContent const& content, Instant now)
{
    Day const review_on{now.microseconds / day + content.review_in_days};
    for (std::size_t number = 0; number < content.versions.size(); ++number) {
        auto const& version = content.versions[number];
        diary.put(version.added, 0, [&content, review_on, number](Change& change, Made& made) {
            if (number == 0)
                put_in(change, made, content, review_on);
            else
                add_version(change, made, content, content.versions[number]);
        });
        if (version.released)
            diary.put(*version.released, 0, [&content, number](Change& change, Made& made) {
                release_version(change, made, content, number);
            });
    }
}

/// They looked at everything, and marked it as read.
void put_visits(Diary& diary)
{
    for (auto const& person : demo::people())
        diary.put(person.last_visit, 0, [&person](Change& change, Made& made) {
            for (auto const& [key, group] : made.groups) {
                if (std::ranges::find(group.people, person.key) == group.people.end())
                    continue;
                ok(storage::mark_group_read(
                    change, made.actor(person.key),
                    {group.group, storage::last_number(change, group.feed)}));
            }
        });
}

void put_what_waits(Diary& diary)
{
    for (auto const& ask : demo::asks())
        diary.put(ask.when, 0, [&ask](Change& change, Made& made) {
            ok(storage::ask_to_join(
                change, made.actor(ask.person),
                {{}, made.groups.at(ask.group).group, {}, {std::string{ask.message}}}));
        });
    for (auto const& report : demo::reports())
        diary.put(report.when, 0, [&report](Change& change, Made& made) {
            auto const post = made.topics.at(report.topic).posts.at(report.post);
            ok(storage::report_post(change, made.actor(report.person),
                                    {{}, post, {std::string{report.why}}}));
        });
    for (auto const& draft : demo::drafts())
        diary.put(draft.when, 0, [&draft](Change& change, Made& made) {
            forum::DraftPlace place;
            place.topic = made.topics.at(draft.topic).topic;
            ok(storage::save_draft(change, made.actor(draft.person),
                                   {place, {}, {std::string{draft.text}}}));
        });
}

void refuse_network(storage::Store& store)
{
    auto const found = store.read_now<bool>(
        [](storage::Read& read) -> Result<bool> { return storage::the_network(read).has_value(); });
    if (found.value())
        throw std::runtime_error("There is a network already. The demonstration network needs an "
                                 "empty database of its own.");
}

} // namespace

Instant working_day_before(Instant now, int days)
{
    auto number = now.microseconds / day; // 1 January 1970 was a Thursday
    while (days > 0) {
        --number;
        auto const weekday = (number + 3) % 7; // 0 is Monday
        if (weekday < 5)
            --days;
    }
    return Instant{number * day};
}

void make_demo(storage::DatabasePlace const& place, std::string const& password_hash, Instant now,
               std::function<void(std::span<std::uint8_t>)> random)
{
    std::vector const groups{demo::impact_group(), demo::digital_group(),
                             demo::representatives_group()};
    Diary diary{now};
    put_network(diary, password_hash);
    for (auto const& group : groups)
        put_group(diary, group);
    for (auto const& resource : demo::resources())
        put_resource(diary, resource, now);
    put_visits(diary);
    put_what_waits(diary);

    std::atomic<Instant> clock{now};
    storage::Store store{{.place = place}, {[&clock] { return clock.load(); }, std::move(random)}};
    refuse_network(store);
    Made made;
    for (auto const& happening : std::move(diary).in_order()) {
        clock = happening.at;
        ok(store.change_now<Done>([&](Change& change) -> Result<Done> {
            happening.what(change, made);
            return Done{};
        }));
    }
}

} // namespace folkmoot::server
