// Erasing people and what they wrote: from the rows, from the files, and once more after a restore.

#include "storage/audit.hpp"
#include "storage/erasure.hpp"
#include "storage/mail_changes.hpp"
#include "storage/person_export.hpp"
#include "storage/sweep.hpp"
#include "tests/storage/world.hpp"

#include <algorithm>
#include <fstream>

using namespace folkmoot::tests;

namespace {

constexpr char const* secret = "zqerased";

std::string marked(std::string const& words)
{
    return words + " " + secret;
}

/// A group where somebody wrote, in every place that takes words, and another member.
struct Room {
    World world;
    Somebody lead = world.person("Skills lead", world.northmere);
    Somebody writer = world.person(marked("Writer"), world.easthaven);
    Somebody boss = world.administrator();
    GroupId group = world.group(lead, groups::Kind::open);
    forum::TopicStarted mine;
    PostId others;

    Room()
    {
        world.seat(group, writer, world.easthaven);
        mine = writer.starts(group, marked("Title"), marked("First")).value();
        writer.edits(mine.post, 1, marked("Second")).value();
        others = lead.replies(mine.topic, "An answer").value().post;
        writer.thanks(others).value();
        writer.reports(others, marked("Why")).value();
        writer.drafts({.topic = mine.topic}, marked("Draft"));
        lead.replies(mine.topic, "[@Writer](/people/" + to_string(writer.person) + ")").value();
        world.store.change([&](Change& change) {
            ask_for_mail(change, writer.actor, Mail{marked("new@folkmoot.example")}).value();
            make_invitation(
                change,
                {.name = "A friend", .mail = "friend@folkmoot.example", .inviter = writer.person});
        });
    }

    Result<Done> erase(Writings writings)
    {
        return world.store.change(
            [&](Change& change) { return erase_person(change, writer, writings); });
    }
    std::vector<Erasure> erasures()
    {
        return world.store.read([](Read& read) { return erasures_since(read, Instant{}); });
    }
};

/// Files of a folder that hold these words.
std::vector<std::string> files_with(std::filesystem::path const& folder, std::string const& words)
{
    std::vector<std::string> found;
    for (auto const& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) {
            continue;
        }
        std::ifstream stream{entry.path(), std::ios::binary};
        std::string const bytes{std::istreambuf_iterator<char>{stream}, {}};
        if (bytes.find(words) != std::string::npos) {
            found.push_back(entry.path().filename());
        }
    }
    return found;
}

} // namespace

TEST_CASE("an erased person leaves the network, and their posts stay without their name")
{
    Room room;
    REQUIRE(room.erase(Writings::stay).has_value());
    CHECK(refusal(room.writer.asks(folkmoot::storage::me)) == ErrorName::sign_in_needed);
    auto const page = room.lead.looks_at(room.mine.topic).value();
    CHECK(page.posts[0].html.find("Second") != std::string::npos);
    CHECK(page.posts[0].by.name.empty());
    auto const left =
        room.world.store.read([&](Read& read) { return person_export(read, room.writer).value(); });
    CHECK(left.name.empty());
    CHECK(left.mails.empty());
    CHECK(left.drafts.empty());
    CHECK(left.reports.at(0).text.empty());
    CHECK(left.topics.at(0).title == marked("Title"));
    CHECK(left.thanks.empty());
    CHECK(left.mentions.empty());
    CHECK(left.changes.empty());
    CHECK(left.mail_changes.at(0).mail.empty());
    CHECK(room.erasures().size() == 1);
    CHECK(room.lead.hears(room.world.network.feed).back() == feeds::EntryKind::person_erased);
    auto const check = room.world.store.read([](Read& read) { return check_audit(read); });
    CHECK_FALSE(check.broken); // ids stay
}

TEST_CASE("with their writings erased a post leaves its place, who and when")
{
    Room room;
    REQUIRE(room.erase(Writings::erased).has_value());
    auto const page = room.lead.looks_at(room.mine.topic).value();
    REQUIRE(page.posts.size() == 3);
    CHECK(page.topic.title == "Erased");
    CHECK(page.posts[0].html.empty());
    CHECK(page.posts[0].deleted_at.has_value());
    CHECK(page.posts[0].by.authority_name == "Easthaven");
    CHECK(page.posts[1].html.find("An answer") != std::string::npos); // others' words stay
    CHECK(std::ranges::count(room.lead.hears(room.world.feeds(room.group).feed),
                             feeds::EntryKind::post_deleted) == 1);
}

TEST_CASE("a welcome text goes with its author's writings, and stays as long as a hold does")
{
    Room room;
    room.lead.welcomes(room.group, 0, marked("Welcome")).value();
    auto const held = [&](bool hold) {
        room.world.store.change([&](Change& change) {
            hold ? set_hold(change, {.group = room.group}, room.boss, "A complaint").value()
                 : lift_hold(change, {.group = room.group}).value();
        });
    };
    held(true);
    CHECK(refusal(room.lead.welcomes(room.group, 1, "Another")) == ErrorName::conflict);
    CHECK(room.writer.opens(room.group).value().welcome.has_value());
    held(false);
    room.world.store.change(
        [&](Change& change) { erase_person(change, room.lead, Writings::erased).value(); });
    CHECK_FALSE(room.writer.opens(room.group).value().welcome.has_value());
}

TEST_SUITE("only SQLite")
{
    TEST_CASE("nothing of an erased person's words is left in any file of the folder")
    {
        Room room;
        auto const folder = room.world.store.folder.path();
        REQUIRE(room.erase(Writings::erased).has_value());
        room.world.store.end();
        sweep_erased({.folder = folder});
        CHECK(files_with(folder, secret) == std::vector<std::string>{});
        CHECK(files_with(folder, "An answer").size() == 1); // it would be found
    }
}

TEST_CASE("a swept network can be opened and used")
{
    Room room;
    REQUIRE(room.erase(Writings::erased).has_value());
    room.world.store.end();
    sweep_erased(room.world.store.place.place());
    room.world.store.restart();
    CHECK(room.lead.looks_at(room.mine.topic).has_value());
}

TEST_CASE("a hold on the person, or on a group they wrote in, keeps it and says who set it")
{
    Room room;
    auto const hold = [&](HeldThing const& thing) {
        return room.world.store.change(
            [&](Change& change) { return set_hold(change, thing, room.boss, "A claim"); });
    };
    auto const lift = [&](HeldThing const& thing) {
        return room.world.store.change(
            [&](Change& change) { return lift_hold(change, thing, room.boss.person); });
    };
    SUBCASE("the person")
    {
        HeldThing const thing{.person = room.writer.person};
        REQUIRE(hold(thing).has_value());
        CHECK(refusal(hold(thing)) == ErrorName::conflict);
        auto const refused = room.erase(Writings::stay);
        CHECK(refusal(refused) == ErrorName::conflict);
        CHECK(refused.error().message.find("Administrator") != std::string::npos);
        CHECK(refusal(room.writer.deletes(room.mine.post)) == ErrorName::conflict);
        CHECK(room.lead.deletes(room.others).has_value()); // another's
        REQUIRE(lift(thing).has_value());
        CHECK(refusal(lift(thing)) == ErrorName::not_found);
    }
    SUBCASE("the group")
    {
        HeldThing const thing{.group = room.group};
        REQUIRE(hold(thing).has_value());
        CHECK(refusal(room.erase(Writings::erased)) == ErrorName::conflict);
        CHECK(refusal(room.lead.deletes(room.others)) == ErrorName::conflict);
        CHECK(room.world.store.read([](Read& read) { return holds(read); }).size() == 1);
        REQUIRE(lift(thing).has_value());
    }
    CHECK(room.erase(Writings::erased).has_value());
}

TEST_CASE("the last administrator is not erased")
{
    Room room;
    auto const erase = [&](PersonId person) {
        return room.world.store.change(
            [&](Change& change) { return erase_person(change, person, Writings::stay); });
    };
    CHECK(refusal(erase(room.boss)) == ErrorName::conflict);
    room.world.administrator();
    CHECK(erase(room.boss).has_value());
    CHECK(refusal(erase(PersonId{})) == ErrorName::not_found);
}

TEST_CASE("what was erased since a backup is erased again in what was restored from it")
{
    Room kept; // the same network, as a backup has it: the same clock and randomness
    Room room;
    REQUIRE(kept.mine.post == room.mine.post);
    room.lead.deletes(room.others).value();
    REQUIRE(room.erase(Writings::erased).has_value());
    auto const erasures = room.erasures();
    CHECK(erasures.size() == 2);
    auto const again = [&] {
        return kept.world.store.change(
            [&](Change& change) { return erase_again(change, erasures); });
    };
    CHECK(again() == 2);
    auto const page = kept.lead.looks_at(kept.mine.topic).value();
    CHECK(page.posts[0].html.empty());
    CHECK(page.posts[1].html.empty());
    CHECK(page.posts[0].by.name.empty());
}

TEST_CASE("everything of a person is handed out")
{
    Room room;
    auto const all =
        room.world.store.read([&](Read& read) { return person_export(read, room.writer).value(); });
    CHECK(all.name == marked("Writer"));
    CHECK(all.mails.size() == 1);
    CHECK(all.belongings.at(0).authority == "Easthaven Borough Council");
    CHECK(all.seats.at(0).group == "Measures");
    CHECK(all.posts.at(0).text == marked("Second"));
    CHECK(all.earlier_texts.at(0).text == marked("First"));
    CHECK(all.drafts.at(0).text == marked("Draft"));
    CHECK(all.reports.at(0).text == marked("Why"));
    CHECK(all.sign_ins.size() == 1);
    CHECK(all.topics.at(0).group == "Measures");
    CHECK(all.topics.at(0).title == marked("Title"));
    CHECK(all.thanks.at(0).post == room.others);
    CHECK(all.mentions.size() == 1);
    CHECK(!all.rights.empty());
    CHECK(all.mail_changes.at(0).mail == marked("new@folkmoot.example"));
    CHECK(all.invitations_made.at(0).mail == "friend@folkmoot.example");
}
