#include "storage/search.hpp"

#include "protocol/markdown.hpp"
#include "storage/people.hpp"
#include "storage/search/words_in_files.hpp"
#include "storage/search_rows.hpp"
#include "storage/standing.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

namespace folkmoot::storage {

namespace {

/// Asked of the index at once; what was changed or lost since is left out, so it may be asked again.
constexpr std::size_t pieces_at_once = 32;
constexpr int rounds_max = 50;
constexpr std::size_t words_max = 40;

std::set<GroupId> readable_groups(Read& read, PersonId person, std::optional<GroupId> group)
{
    std::set<GroupId> readable;
    if (group) {
        auto const standing = standing_in(read, person, *group);
        if (standing && standing->reads()) {
            readable.insert(*group);
        }
        return readable;
    }
    for (auto const& standing : standings_of(read, person)) {
        if (standing.reads()) {
            readable.insert(standing.group_id);
        }
    }
    return readable;
}

std::optional<std::int64_t> number_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const* end = std::to_address(text.end());
    auto const read = std::from_chars(std::to_address(text.begin()), end, number);
    return read.ec == std::errc{} && read.ptr == end && number >= 0 ? std::optional{number}
                                                                    : std::nullopt;
}

class Finding {
public:
    Finding(Read& read, Actor const& actor, search::Find const& request)
        : read_(read), actor_(actor), request_(request), terms_(terms_in(request.words.value))
    {
    }

    Result<search::Hits> find()
    {
        if (auto const can = check(); can.has_error()) {
            return can.error();
        }
        bool const first_page = !request_.after;
        if (asks(search::Kind::person) && first_page && !request_.from && !request_.until) {
            find_people();
        }
        if (asks_pieces()) {
            readable_ = readable_groups(read_, actor_.person, request_.group);
            request_.order == search::Order::relevance ? find_best() : find_newest();
        }
        return std::move(hits_);
    }

private:
    bool asks(search::Kind kind) const
    {
        auto const& kinds = request_.kinds.values;
        return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    }

    bool asks_pieces() const
    {
        return asks(search::Kind::post) || asks(search::Kind::topic) ||
               asks(search::Kind::resource);
    }

    Result<void> check()
    {
        bool const filtered = request_.group || request_.person || request_.authority;
        if (terms_.empty() && (!filtered || !request_.words.value.empty())) {
            return invalid("words", "Write at least one word with letters or digits.");
        }
        std::size_t words = 0;
        for (auto const& term : terms_) {
            words += term.words.size();
        }
        if (terms_.size() > terms_max || words > words_max) {
            return invalid("words", "Write fewer words: at most 20 go together.");
        }
        if (request_.after) {
            auto const number = number_in(request_.after->value);
            if (!number) {
                return invalid("after", "Give back what the page before said in `next`.");
            }
            after_ = number;
        }
        return {};
    }

    PiecesWanted wanted(std::size_t limit) const
    {
        PiecesWanted wanted{.terms = terms_,
                            .groups = {readable_.begin(), readable_.end()},
                            .author = request_.person,
                            .authority = request_.authority,
                            .limit = limit};
        wanted.kinds = request_.kinds.values;
        std::erase(wanted.kinds, search::Kind::person); // who is looked up elsewhere
        if (request_.from) {
            wanted.from = first_place(*request_.from);
        }
        if (request_.until) {
            wanted.before = first_place(*request_.until);
        }
        return wanted;
    }

    std::vector<PieceFound> pieces(PiecesWanted const& wanted)
    {
        auto found = read_.pieces(wanted);
        hits_.complete = found.complete;
        return std::move(found.pieces);
    }

    // --- people --------------------------------------------------------------------------------------

    void find_people()
    {
        std::set<PersonId> sitting;
        if (request_.group) {
            auto seated = people_sitting(read_, actor_, *request_.group);
            if (seated.has_error()) {
                return; // nobody there, as far as one may see
            }
            sitting = *std::move(seated);
        }
        auto found = people_seen(
            read_, actor_,
            [&](people::PersonFound const& person) {
                return (!request_.group || sitting.contains(person.person)) &&
                       (!request_.person || *request_.person == person.person) && belongs(person) &&
                       holds_beginnings(person);
            },
            asks_pieces() ? search::people_beside : people::people_found_max);
        hits_.people = std::move(found.people);
        hits_.more_people = found.more;
    }

    bool belongs(people::PersonFound const& person) const
    {
        return !request_.authority ||
               std::any_of(person.affiliations.begin(), person.affiliations.end(),
                           [&](people::Affiliation const& affiliation) {
                               return affiliation.authority == *request_.authority;
                           });
    }

    /// Each word begins a word of the person's name or of an authority's.
    bool holds_beginnings(people::PersonFound const& person) const
    {
        std::string text = person.name;
        for (auto const& affiliation : person.affiliations) {
            text += '\n' + affiliation.name + '\n' + affiliation.short_name;
        }
        auto const names = words_in(text);
        for (auto const& term : terms_) {
            for (auto const& word : term.words) {
                if (std::none_of(names.begin(), names.end(),
                                 [&](WordAt const& name) { return name.word.starts_with(word); })) {
                    return false;
                }
            }
        }
        return true;
    }

    // --- posts, topics and resources -----------------------------------------------------------------

    void find_newest()
    {
        auto wanted = this->wanted(pieces_at_once);
        wanted.before = std::min(wanted.before, after_.value_or(wanted.before));
        std::int64_t last_shown = 0;
        for (int round = 0; round < rounds_max; ++round) {
            auto const found = pieces(wanted);
            for (auto const& thing : things_found(read_, found, readable_)) {
                auto hit = hit_if_any(thing);
                if (!hit) {
                    continue;
                }
                if (hits_.hits.size() == search::hits_page) {
                    hits_.next = std::to_string(last_shown);
                    return;
                }
                last_shown = thing.place;
                hits_.hits.push_back(*std::move(hit));
            }
            if (found.size() < pieces_at_once) {
                return;
            }
            wanted.before = found.back().place;
        }
    }

    void find_best()
    {
        auto const found = pieces(wanted(static_cast<std::size_t>(search::ranked_max)));
        auto const best = ranked(read_, found, readable_, terms_);
        auto const skip =
            std::min<std::size_t>(static_cast<std::size_t>(after_.value_or(0)), best.size());
        auto const end = std::min(skip + search::hits_page, best.size());
        std::vector<PieceFound> page;
        for (auto place = skip; place < end; ++place) {
            page.push_back(best[place].piece);
        }
        for (auto const& thing : things_found(read_, page, readable_)) {
            if (auto hit = hit_if_any(thing)) {
                hits_.hits.push_back(*std::move(hit));
            }
        }
        if (end < best.size()) {
            hits_.next = std::to_string(end);
        }
    }

    std::optional<search::Hit> hit_if_any(ThingFound const& thing)
    {
        if (thing.kind == search::Kind::resource) {
            return resource_hit(thing);
        }
        return is_said_by_its_first_post(thing) ? std::nullopt : std::optional{hit_of(thing)};
    }

    /// The index does not know in which order a file has its words, and of labels it hears only with the next entry
    /// about their resource: so each term is looked for, first in what is said, then in the file.
    std::optional<search::Hit> resource_hit(ThingFound const& thing)
    {
        auto const said = words_in(thing.title + '\n' + thing.text);
        auto missing = terms_;
        std::erase_if(missing, [&](Term const& term) { return holds(term, said); });
        auto hit = hit_of(thing);
        if (!missing.empty()) {
            auto const words = in_files_.find(thing.file_sha256, std::move(missing));
            if (!words) {
                return std::nullopt;
            }
            hit.snippet = snippet_parts(terms_, *words);
            hit.resource->in_file = true;
        }
        return hit;
    }

    /// A topic is no hit of its own beside its first post, which shows the title too.
    bool is_said_by_its_first_post(ThingFound const& thing) const
    {
        return thing.kind == search::Kind::topic && asks(search::Kind::post) && !thing.text_gone &&
               holds_all(terms_, words_in(plain_text(thing.text)));
    }

    search::Hit hit_of(ThingFound const& thing) const
    {
        search::Hit hit{.kind = thing.kind,
                        .group = thing.group_id,
                        .group_name = thing.group_name,
                        .topic = thing.topic,
                        .resource = thing.resource,
                        .number = thing.number,
                        .by = thing.by,
                        .at = thing.at};
        if (thing.kind == search::Kind::post) {
            hit.post = PostId{thing.thing};
        }
        hit.title = line_parts(terms_, thing.title);
        bool const is_resource = thing.kind == search::Kind::resource;
        hit.snippet = snippet_parts(terms_, is_resource ? thing.text : plain_text(thing.text));
        return hit;
    }

    Read& read_;
    Actor const& actor_;
    search::Find const& request_;
    std::vector<Term> const terms_;
    std::optional<std::int64_t> after_;
    std::set<GroupId> readable_;
    WordsInFiles in_files_{read_};
    search::Hits hits_;
};

} // namespace

Result<search::Hits> find(Read& read, Actor const& actor, search::Find const& request)
{
    try {
        return Finding{read, actor, request}.find();
    } catch (GaveWay const&) {
        return invalid("words", "That finds too much at once. Write whole words, or more of them.");
    }
}

} // namespace folkmoot::storage
