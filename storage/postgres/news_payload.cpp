#include "storage/postgres/news_payload.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace folkmoot::storage::postgres {
namespace {

constexpr std::string_view version = "1";

// In the order of RightChange::Kind.
constexpr std::array<std::string_view, 4> kinds{"feed_ended", "feed_begun", "sign_in_ended",
                                                "person_ended"};

template <class IdType>
std::string word_of(std::optional<IdType> const& id)
{
    return id ? to_string(*id) : "-";
}

std::string word_of(RightChange const& change)
{
    return "r:" + std::string{kinds.at(static_cast<std::size_t>(change.kind))} + ":" +
           std::to_string(change.rights) + ":" + word_of(change.person) + ":" +
           word_of(change.feed) + ":" + word_of(change.sign_in);
}

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    for (;;) {
        auto const end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

bool read_number(std::string_view text, Number& number)
{
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc{} && end == text.data() + text.size() && number >= 0;
}

/// False when it is neither an id nor "-".
template <class IdType>
bool read_id(std::string_view text, std::optional<IdType>& id)
{
    if (text == "-") {
        return true;
    }
    if (auto const read = uuid_from(text)) {
        id = IdType{*read};
    }
    return id.has_value();
}

bool read_entry(std::vector<std::string_view> const& parts, Committed& into)
{
    std::optional<FeedId> feed;
    EntryNumbered entry;
    if (parts.size() != 3 || !read_id(parts[1], feed) || !feed ||
        !read_number(parts[2], entry.number)) {
        return false;
    }
    entry.feed = *feed;
    into.entries.push_back(entry);
    return true;
}

bool read_right_change(std::vector<std::string_view> const& parts, Committed& into)
{
    RightChange change;
    if (parts.size() != 6) {
        return false;
    }
    auto const kind = std::ranges::find(kinds, parts[1]);
    if (kind == kinds.end() || !read_number(parts[2], change.rights) ||
        !read_id(parts[3], change.person) || !read_id(parts[4], change.feed) ||
        !read_id(parts[5], change.sign_in)) {
        return false;
    }
    change.kind = static_cast<RightChange::Kind>(kind - kinds.begin());
    into.right_changes.push_back(change);
    return true;
}

bool read_person(std::vector<std::string_view> const& parts, std::vector<PersonId>& into)
{
    std::optional<PersonId> person;
    if (parts.size() != 2 || !read_id(parts[1], person) || !person) {
        return false;
    }
    into.push_back(*person);
    return true;
}

bool read_word(std::string_view word, Payload& into)
{
    auto const parts = split(word, ':');
    if (parts.front() == "e") {
        return read_entry(parts, into.committed);
    }
    if (parts.front() == "r") {
        return read_right_change(parts, into.committed);
    }
    if (parts.front() == "h") {
        return read_person(parts, into.here.here);
    }
    if (parts.front() == "g") {
        return read_person(parts, into.here.gone);
    }
    into.here.asks = true;
    return word == "a";
}

/// Words in as many payloads as they need.
class Payloads {
public:
    explicit Payloads(Uuid const& node) : head_(std::string{version} + " " + to_string(node)) {}

    void add(std::string const& word)
    {
        if (all_.empty() || all_.back().size() + 1 + word.size() > payload_bytes_max) {
            all_.push_back(head_);
        }
        all_.back() += " " + word;
    }
    std::vector<std::string> take() { return std::move(all_); }

private:
    std::string const head_;
    std::vector<std::string> all_;
};

} // namespace

void Telling::add(Committed const& committed)
{
    for (auto const& entry : committed.entries) {
        auto& number = newest[entry.feed];
        number = std::max(number, entry.number);
    }
    std::ranges::copy(committed.right_changes, std::back_inserter(right_changes));
}

std::vector<std::string> payloads_of(Uuid const& node, Telling const& telling)
{
    Payloads payloads(node);
    for (auto const& change : telling.right_changes) {
        payloads.add(word_of(change));
    }
    for (auto const& [feed, number] : telling.newest) {
        payloads.add("e:" + to_string(feed) + ":" + std::to_string(number));
    }
    return payloads.take();
}

void HereTelling::add(HereTold const& told)
{
    for (auto const person : told.here) {
        people[person] = true;
    }
    for (auto const person : told.gone) {
        people[person] = false;
    }
    asks = asks || told.asks;
}

std::vector<std::string> payloads_of(Uuid const& node, HereTelling const& telling)
{
    Payloads payloads(node);
    if (telling.asks) {
        payloads.add("a");
    }
    for (auto const& [person, here] : telling.people) {
        payloads.add((here ? "h:" : "g:") + to_string(person));
    }
    return payloads.take();
}

std::optional<Payload> payload_from(std::string_view text)
{
    auto const words = split(text, ' ');
    if (words.size() < 2 || words[0] != version) {
        return std::nullopt;
    }
    auto const node = uuid_from(words[1]);
    if (!node) {
        return std::nullopt;
    }
    Payload payload{.node = *node, .committed = {}, .here = {}};
    payload.here.node = *node;
    for (std::size_t i = 2; i < words.size(); ++i) {
        if (!read_word(words[i], payload)) {
            return std::nullopt;
        }
    }
    return payload;
}

} // namespace folkmoot::storage::postgres
