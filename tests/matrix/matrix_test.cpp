// The permission matrix: every method of the protocol is asked in every role, of a group of every kind,
// over the real routes and a real store. Reading methods share their cells; others get a fresh one each.

#include "server/dispatch.hpp"
#include "server/files.hpp"
#include "server/hub.hpp"
#include "server/listen.hpp"
#include "server/passwords.hpp"
#include "server/throttle.hpp"
#include "tests/matrix/questions.hpp"
#include "tests/storage/fixture.hpp"

#include <doctest/doctest.h>
#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <sstream>

namespace folkmoot::tests {
namespace {

// --- the file ----------------------------------------------------------------------------------------

/// What follows a line's beginning: one word for each block, or a single one.
using LineWords = std::vector<std::string>;

std::map<std::string, LineWords> lines_of_matrix()
{
    std::map<std::string, LineWords> lines;
    std::istringstream text{std::string{matrix_text()}};
    for (std::string line; std::getline(text, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        auto end = line.find(" (");
        end = end == line.npos ? line.find(' ') : line.find(')') + 1;
        std::istringstream rest{line.substr(end)};
        auto& words = lines[line.substr(0, end)];
        REQUIRE_MESSAGE(words.empty(), "twice in matrix.txt: " << line);
        for (std::string word; rest >> word;)
            words.push_back(word);
    }
    return lines;
}

// --- asking ------------------------------------------------------------------------------------------

server::Passwords::Cost cheapest()
{
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
}

/// A connection that hears, but is not listened to here.
class Ear : public server::Listener {
public:
    explicit Ear(Actor actor) : actor_(actor) {}
    Actor actor() const override { return actor_; }
    void send(std::shared_ptr<std::string const>, std::size_t) override {}
    void close(int code) override { closed_with = code; }

    std::atomic<int> closed_with = 0;

private:
    Actor actor_;
};

/// A network with one cell for each role, block by block. Making it takes long: houses are copies of it.
class Plan {
public:
    Plan()
    {
        server::Passwords passwords{cheapest()};
        auto const hash = passwords.make_now(everybodys_password);
        cells_ = store_.change([&](Change& change) { return cells_on(change, hash); });
        store_.store().settle_search();
        store_.end();
    }
    FreshStore const& store() const { return store_; }
    std::vector<Cell> const& cells() const { return cells_; }

private:
    static std::vector<Cell> cells_on(Change& change, std::string const& hash)
    {
        auto const ground = make_ground(change, hash);
        std::vector<Cell> cells;
        int number = 0;
        for (auto const& block : blocks)
            for (std::size_t role = 0; role < standpoint_names.size(); ++role)
                cells.push_back(
                    make_cell(change, ground, static_cast<Standpoint>(role), block, ++number));
        return cells;
    }

    FreshStore store_{{.search = true}};
    std::vector<Cell> cells_;
};

/// A store of its own, as planned, and what stands before it.
class House {
public:
    explicit House(Plan const& plan) : store_{plan.store()} {}

    std::string ask(Cell const& cell, std::string_view method, std::string const& parameters)
    {
        auto const message = R"({"jsonrpc":"2.0","id":1,"method":")" + std::string{method} +
                             R"(","params":)" + parameters + "}";
        if (cell.actor &&
            (method == feeds::FollowFeeds::method.name || method == here::LookWho::method.name))
            return ask_on_a_connection(cell, message);
        return call(cell, {}, message);
    }

private:
    std::string call(Cell const& cell, std::shared_ptr<Ear> const& ear, std::string const& message)
    {
        // Many people, each at an address of their own: nobody is to be throttled.
        server::Caller caller{.actor = cell.actor, .address = cell.mail, .user_agent = ""};
        std::promise<std::string> promise;
        auto answer = promise.get_future();
        dispatch_.call(std::move(caller), ear, message,
                       [&](server::CallAnswer given) { promise.set_value(given.json); });
        return answer.get();
    }

    std::string ask_on_a_connection(Cell const& cell, std::string const& message)
    {
        auto const ear = std::make_shared<Ear>(*cell.actor);
        hub_.join(ear);
        auto answer = call(cell, ear, message);
        hub_.leave(ear.get());
        // Whoever has ended may be sent away before they are heard.
        if (ear->closed_with == feeds::close_sign_in_ended)
            return R"({"error":{"data":{"name":"sign_in_needed"}}})";
        return answer;
    }

    server::Threads threads_{1};
    FreshStore store_;
    server::Hub hub_{server::feed_reader(store_.store()), threads_.strand()};
    server::Passwords passwords_{cheapest()};
    server::Throttle throttle_;
    server::Files files_{store_.folder.path() / "files", 1'000};
    server::Dispatch dispatch_{{store_.store(), hub_, passwords_, throttle_, nullptr, &files_}};
};

// --- what an answer says -----------------------------------------------------------------------------

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != text.npos;
}
bool contains(std::string_view text, Uuid const& id)
{
    return contains(text, to_string(id));
}

char sign_of(std::string_view answer, std::string const& tells)
{
    constexpr std::pair<std::string_view, char> names[] = {
        {"sign_in_needed", '?'}, {"not_found", '.'}, {"forbidden", '!'},
        {"conflict", '='},       {"invalid", '~'},
    };
    if (contains(answer, R"("result":)"))
        return tells.empty() || contains(answer, tells) ? '+' : '0';
    for (auto const& [name, sign] : names)
        if (contains(answer, R"("name":")" + std::string{name} + '"'))
            return sign;
    return 'X';
}

/// What an answer holds of the group that its asker may not know.
std::vector<std::string> leaks(Cell const& cell, Question const& question, std::string_view answer)
{
    std::vector<std::string> found;
    auto const hidden = [&](std::string_view what, auto const&... parts) {
        if ((contains(answer, parts) || ...))
            found.emplace_back(what);
    };
    auto const sees_seats = cell.reads() || cell.standpoint == Standpoint::administrator;
    // Their own feed keeps that they sat there, by whose hand they came and went: no names of groups,
    // no words.
    auto const keeps_record = question.whose == "one's own" && cell.has_left();
    auto const coordinates =
        question.method == "authorities.seats" && cell.standpoint == Standpoint::coordinator;
    if (cell.standpoint != Standpoint::facilitator)
        hidden("the desk", cell.words.desk, cell.desk, cell.report, cell.join_request);
    if (!cell.reads())
        hidden("the forum", cell.words.inside, cell.topic, cell.post, cell.first_post, cell.label);
    if (!cell.knows() && !coordinates)
        hidden("the group's name", cell.words.group);
    if (!cell.knows() && !coordinates && !keeps_record)
        hidden("the group", cell.group, cell.feed);
    if (!sees_seats && !keeps_record)
        hidden("who sits there", cell.member_seat);
    auto const guest_of_others =
        cell.standpoint == Standpoint::other_guest || cell.standpoint == Standpoint::former_guest;
    if (!cell.actor || (guest_of_others && !keeps_record))
        hidden("its people", cell.words.people, cell.member, cell.facilitator, cell.authority);
    return found;
}

// --- the walk ----------------------------------------------------------------------------------------

struct Asked {
    std::string where; ///< "forum.reply, by request, a member of another group"
    char expected = 0;
    char got = 0;
    std::string answer;
    std::string answer_about_nothing; ///< only where the answer was not_found
    std::vector<std::string> leaks;
    bool told = false; ///< words of the forum: to who may read them
};

Asked asked_in(House& house, Cell const& cell, Question const& question, char expected)
{
    Asked asked{.where = question.line() + ", " + std::string{cell.block.name} + ", " +
                         std::string{standpoint_names[static_cast<std::size_t>(cell.standpoint)]},
                .expected = expected,
                .got = '-'};
    auto const parameters = question.parameters(cell);
    if (!parameters)
        return asked;
    asked.answer = house.ask(cell, question.method, *parameters);
    asked.got = sign_of(asked.answer, question.tells(cell));
    asked.leaks = leaks(cell, question, asked.answer);
    asked.told = contains(asked.answer, cell.words.inside);
    if (asked.got == '.') {
        auto const nothing = question.parameters(cell.of_nothing(7)).value();
        asked.answer_about_nothing = house.ask(cell, question.method, nothing);
    }
    return asked;
}

void walk_line(House& house, std::vector<Cell> const& cells, Question const& question,
               LineWords const& words, std::vector<Asked>& all)
{
    for (std::size_t at = 0; at < words.size() * standpoint_names.size(); ++at) {
        auto const& word = words[at / standpoint_names.size()];
        all.push_back(
            asked_in(house, cells.at(at), question, word.at(at % standpoint_names.size())));
    }
}

std::vector<Asked> walk()
{
    std::vector<Asked> all;
    Plan const plan;
    House shared{plan};
    for (auto const& [line, words] : lines_of_matrix()) {
        auto const question =
            std::ranges::find_if(questions(), [&](auto const& one) { return one.line() == line; });
        if (question == questions().end())
            continue; // the test of the file says so
        if (!question->changes) {
            walk_line(shared, plan.cells(), *question, words, all);
            continue;
        }
        House fresh{plan};
        walk_line(fresh, plan.cells(), *question, words, all);
    }
    return all;
}

std::vector<Asked> const& everything()
{
    static auto const all = walk();
    return all;
}

TEST_CASE("each question has one line in matrix.txt, and each line is of a question")
{
    auto const lines = lines_of_matrix();
    for (auto const& question : questions())
        CHECK_MESSAGE(lines.contains(question.line()),
                      "matrix.txt has no line " << question.line());
    for (auto const& [line, words] : lines) {
        auto const known =
            std::ranges::any_of(questions(), [&](auto const& one) { return one.line() == line; });
        CHECK_MESSAGE(known, "nobody asks what matrix.txt tells of: " << line);
        CHECK_MESSAGE((words.size() == 1 || words.size() == blocks.size()), line);
        for (auto const& word : words) {
            CHECK_MESSAGE(word.size() == standpoint_names.size(), line << ": " << word);
            CHECK_MESSAGE(word.find_first_not_of("+0?.!=~-") == word.npos, line << ": " << word);
        }
    }
}

TEST_CASE("every method answers every role, in a group of every kind, as the matrix says")
{
    CHECK(everything().size() > 4'000);
    for (auto const& asked : everything())
        CHECK_MESSAGE(asked.got == asked.expected,
                      asked.where << ": the matrix says " << std::string{asked.expected}
                                  << ", it was " << std::string{asked.got} << "\n  "
                                  << asked.answer.substr(0, 300));
}

TEST_CASE("what one may not see answers byte for byte as what does not exist")
{
    std::size_t compared = 0;
    for (auto const& asked : everything()) {
        if (asked.got != '.')
            continue;
        ++compared;
        CHECK_MESSAGE(asked.answer == asked.answer_about_nothing, asked.where);
    }
    CHECK(compared > 500);
}

TEST_CASE("no answer holds a byte of what its asker may not know")
{
    CHECK(std::ranges::count(everything(), true, &Asked::told) > 100); // they would be found
    for (auto const& asked : everything())
        for (auto const& what : asked.leaks)
            CHECK_MESSAGE(false, asked.where << " tells of " << what << "\n  "
                                             << asked.answer.substr(0, 2'000));
}

} // namespace
} // namespace folkmoot::tests
