#include "protocol/html.hpp"
#include "protocol/json.hpp"
#include "protocol/markdown.hpp"
#include "server/commands.hpp"
#include "server/erasure_list.hpp"
#include "server/letters.hpp"
#include "storage/erasure.hpp"
#include "storage/network.hpp"
#include "storage/outbox.hpp"
#include "storage/person_export.hpp"
#include "storage/sweep.hpp"

#include <fstream>
#include <iostream>

namespace folkmoot::server {
namespace {

using namespace protocol;

struct PersonWanted {
    std::string folder;
    std::string who;
    std::string to;
    std::string writings;
    std::string group;
    std::string by;
    std::string why;
};

std::unique_ptr<storage::Store> open(PersonWanted const& wanted, bool alone)
{
    std::string network;
    auto place = place_of(wanted.folder);
    place.alone = alone;
    return open_network({.place = std::move(place)}, network);
}

/// By address, or by id: who has ended has no address any more.
Result<PersonId> person_named(storage::Read& read, std::string const& who)
{
    if (auto const id = uuid_from(who))
        return PersonId{*id};
    if (auto const person = storage::person_with_mail(read, Mail{who}))
        return *person;
    return Error{ErrorName::not_found, "Nobody in this network has the address " + who + ".", {}};
}

// --- export ------------------------------------------------------------------------------------------

std::string escaped(std::string_view words)
{
    std::string out;
    append_escaped(out, words);
    return out;
}

std::string row(std::vector<std::string> const& cells)
{
    std::string out = "<tr>";
    for (auto const& cell : cells)
        out += "<td>" + escaped(cell) + "</td>";
    return out + "</tr>\n";
}

std::string until(std::optional<Instant> const& at)
{
    return at ? to_string(*at) : "now";
}

std::string about(people::PersonExport const& all)
{
    std::string out = "<h1>" + escaped(all.name) + "</h1>\n<p>Everything this network holds of " +
                      escaped(all.name) + ". The same is in person.json.</p>\n<ul>\n";
    for (auto const& mail : all.mails)
        out += "<li>" + escaped(mail) + "</li>\n";
    out += "</ul>\n<h2>Authorities</h2>\n<table>\n";
    for (auto const& one : all.belongings)
        out += row({one.authority, one.coordinator ? "coordinator" : "", to_string(one.from_at),
                    until(one.until_at)});
    out += "</table>\n<h2>Groups</h2>\n<table>\n";
    for (auto const& one : all.seats)
        out += row({one.group, one.authority, boost::describe::enum_to_string(one.role, ""),
                    to_string(one.from_at), until(one.until_at)});
    out += "</table>\n<h2>Sign-ins</h2>\n<table>\n";
    for (auto const& one : all.sign_ins)
        out += row({one.label, to_string(one.made_at), to_string(one.used_at)});
    return out + "</table>\n";
}

std::string written(people::PersonExport const& all)
{
    std::string out = "<h2>Posts</h2>\n";
    for (auto const& post : all.posts)
        out += "<article>\n<h3>" + escaped(post.topic) + "</h3>\n<p>" + escaped(post.group) + ", " +
               escaped(post.authority) + ", " + to_string(post.at) + "</p>\n" +
               render_markdown(post.text) + "\n</article>\n";
    auto const texts = [&](char const* title, auto const& list) {
        out += "<h2>" + std::string{title} + "</h2>\n";
        for (auto const& one : list)
            out += "<p>" + to_string(one.at) + "</p>\n<pre>" + escaped(one.text) + "</pre>\n";
    };
    texts("Earlier texts", all.earlier_texts);
    texts("Drafts", all.drafts);
    texts("Requests to join", all.requests);
    texts("Reports", all.reports);
    texts("Welcome texts", all.welcomes);
    texts("Why you deleted posts", all.reasons);
    return out;
}

template <class Rows, class Cells>
std::string table(char const* title, Rows const& rows, Cells cells)
{
    std::string out = "<h2>" + std::string{title} + "</h2>\n<table>\n";
    for (auto const& one : rows)
        out += row(cells(one));
    return out + "</table>\n";
}

using Cells = std::vector<std::string>;

std::string marked(people::PersonExport const& all)
{
    auto const mark = [](people::ExportedMark const& one) {
        return Cells{to_string(one.at), one.topic};
    };
    return table("Topics", all.topics,
                 [](auto const& one) {
                     return Cells{to_string(one.at), one.group, one.title};
                 }) +
           table("Thanks", all.thanks, mark) + table("Mentions", all.mentions, mark) +
           table("Following", all.following, [](auto const& title) { return Cells{title}; }) +
           table("Read", all.reading,
                 [](auto const& one) {
                     return Cells{to_string(one.at), one.topic, std::to_string(one.number)};
                 }) +
           table("Marked as read", all.group_reading,
                 [](auto const& one) {
                     return Cells{one.group, one.read_at ? to_string(*one.read_at) : ""};
                 }) +
           table("Put out of sight", all.put_away, [](auto const& one) {
               return Cells{one.group, one.part};
           });
}

std::string given(people::PersonExport const& all)
{
    auto const invitation = [](people::ExportedInvitation const& one) {
        return Cells{to_string(one.made_at), one.purpose, one.name, one.mail, one.group,
                     one.authority};
    };
    return table("Invitations you made", all.invitations_made, invitation) +
           table("Invitations you got", all.invitations_got, invitation) +
           table("Addresses you asked for", all.mail_changes,
                 [](auto const& one) {
                     return Cells{to_string(one.made_at), one.mail};
                 }) +
           table("Rights", all.rights,
                 [](auto const& one) {
                     return Cells{to_string(one.at), one.kind, one.by_them ? "by you" : "for you",
                                  one.authority, one.group};
                 }) +
           table("Holds", all.holds,
                 [](auto const& one) {
                     return Cells{to_string(one.set_at), until(one.lifted_at), one.why};
                 }) +
           table("Changes of the last 90 days", all.changes, [](auto const& one) {
               return Cells{to_string(one.at), one.method};
           });
}

void write_file(std::filesystem::path const& file, std::string const& words)
{
    std::ofstream out{file, std::ios::binary};
    out << words;
    out.close();
    if (!out)
        throw CommandFailed("Cannot write " + file.string() + ".");
}

void export_person(PersonWanted const& wanted)
{
    std::filesystem::path const to{wanted.to};
    if (std::filesystem::exists(to) && !std::filesystem::is_empty(to))
        throw CommandFailed(wanted.to + " is not empty. Name a folder that is not there yet.");
    auto const store = open(wanted, false);
    using Found = people::PersonExport;
    auto const all =
        done_or_failed(store->read_now<Found>([&](storage::Read& read) -> Result<Found> {
            auto const person = person_named(read, wanted.who);
            if (!person)
                return person.error();
            auto found = storage::person_export(read, *person);
            if (!found)
                return Error{ErrorName::not_found, "There is no such person.", {}};
            return *std::move(found);
        }));
    std::filesystem::create_directories(to);
    std::filesystem::permissions(to, std::filesystem::perms::owner_all);
    write_file(to / "person.json", encode(all) + "\n");
    write_file(to / "index.html",
               "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
                   escaped(all.name) + "</title>\n</head>\n<body>\n" + about(all) + written(all) +
                   marked(all) + given(all) + "</body>\n</html>\n");
    std::cout << all.posts.size() << " posts and everything else of " << all.name << " are in "
              << wanted.to << ".\n";
}

// --- erase -------------------------------------------------------------------------------------------

/// Mails that were written for whom this network has erased, into the folder of this node. Others look for
/// themselves within an hour.
void forget_written_mails(storage::Store& store, PersonWanted const& wanted)
{
    using Ids = std::vector<Uuid>;
    auto const ids = done_or_failed(store.read_now<Ids>(
        [](storage::Read& read) -> Result<Ids> { return storage::things_of_erased(read); }));
    forget_letters(std::filesystem::path{wanted.folder} / "outbox", ids);
}

void erase_person(PersonWanted const& wanted)
{
    auto const place = place_of(wanted.folder);
    auto store = open(wanted, true);
    auto const writings =
        wanted.writings == "erase" ? storage::Writings::erased : storage::Writings::stay;
    done_or_failed(store->change_now<Done>([&](storage::Change& change) -> Result<Done> {
        auto const person = person_named(change, wanted.who);
        if (!person)
            return person.error();
        return storage::erase_person(change, *person, writings);
    }));
    forget_written_mails(*store, wanted);
    store.reset();
    storage::sweep_erased(place);
    std::cout
        << "Erased. Backups made before hold it still. The next backup writes down what was erased,\n"
        << "and folkmoot restore erases it again, whichever backup is restored.\n"
        << "What others wrote about them is theirs, and stays.\n";
}

// --- erasures after a restore -------------------------------------------------------------------------

void print_erasures(PersonWanted const& wanted)
{
    auto const store = open(wanted, false);
    using Rows = std::vector<storage::Erasure>;
    for (auto const& one :
         done_or_failed(store->read_now<Rows>([](storage::Read& read) -> Result<Rows> {
             return storage::erasures_since(read, Instant{});
         })))
        std::cout << erasure_line(one) << '\n';
}

void erase_again(PersonWanted const& wanted)
{
    auto const erasures = erasures_in(wanted.to);
    auto const place = place_of(wanted.folder);
    auto store = open(wanted, true);
    auto const done =
        done_or_failed(store->change_now<Count>([&](storage::Change& change) -> Result<Count> {
            return storage::erase_again(change, erasures);
        }));
    forget_written_mails(*store, wanted);
    store.reset();
    storage::sweep_erased(place);
    std::cout << done << " of " << erasures.size() << " erased again.\n";
}

// --- holds -------------------------------------------------------------------------------------------

Result<storage::HeldThing> held_thing(storage::Read& read, PersonWanted const& wanted)
{
    if (wanted.who.empty() == wanted.group.empty())
        return invalid("", "Name a person or a group, one of the two.");
    if (!wanted.group.empty()) {
        auto const id = uuid_from(wanted.group);
        if (!id)
            return invalid("", "A group's id is the last part of its address.");
        return storage::HeldThing{.group = GroupId{*id}};
    }
    auto const person = person_named(read, wanted.who);
    if (!person)
        return person.error();
    return storage::HeldThing{.person = *person};
}

void set_hold(PersonWanted const& wanted)
{
    auto const store = open(wanted, false);
    done_or_failed(store->change_now<Done>([&](storage::Change& change) -> Result<Done> {
        auto const thing = held_thing(change, wanted);
        if (!thing)
            return thing.error();
        auto const by = person_named(change, wanted.by);
        if (!by)
            return by.error();
        return storage::set_hold(change, *thing, *by, wanted.why);
    }));
    std::cout << "Held: nothing of it is erased until the hold is lifted.\n";
}

void lift_hold(PersonWanted const& wanted)
{
    auto const store = open(wanted, false);
    done_or_failed(store->change_now<Done>([&](storage::Change& change) -> Result<Done> {
        auto const thing = held_thing(change, wanted);
        if (!thing)
            return thing.error();
        if (!storage::lift_hold(change, *thing))
            return conflict("There is no hold on it.");
        return Done{};
    }));
    std::cout << "The hold is lifted.\n";
}

void list_holds(PersonWanted const& wanted)
{
    auto const store = open(wanted, false);
    using Rows = std::vector<storage::HoldRow>;
    for (auto const& hold : done_or_failed(store->read_now<Rows>(
             [](storage::Read& read) -> Result<Rows> { return storage::holds(read); })))
        std::cout << (hold.person_name.empty() ? "Group " + hold.group_name : hold.person_name)
                  << ": set by " << hold.set_by_name << ", " << to_string(hold.set_at) << ": "
                  << hold.why << '\n';
}

CLI::App* add(CLI::App& to, std::shared_ptr<PersonWanted> const& wanted, char const* name,
              char const* meaning, void (*run)(PersonWanted const&))
{
    auto* const command = to.add_subcommand(name, meaning);
    command->add_option("--data", wanted->folder, "The folder of the network")
        ->required()
        ->type_name("DIR");
    command->callback([wanted, run] { run(*wanted); });
    return command;
}

} // namespace

void add_person(CLI::App& program)
{
    auto const wanted = std::make_shared<PersonWanted>();
    auto* const command = program.add_subcommand("person", "Hand out or erase all of one person");
    command->require_subcommand(1);
    auto const who = [&](CLI::App* sub) {
        sub->add_option("person", wanted->who, "Their mail address, or their id")
            ->required()
            ->type_name("MAIL");
        return sub;
    };
    who(add(*command, wanted, "export",
            "Write everything of theirs into a folder. A server may be running meanwhile.",
            export_person))
        ->add_option("--to", wanted->to, "A folder that is not there yet, or is empty")
        ->required()
        ->type_name("FOLDER");
    who(add(*command, wanted, "erase",
            "Erase them for good: they leave, and their name, addresses, drafts and settings go. On "
            "SQLite stop the server first.",
            erase_person))
        ->add_option("--writings", wanted->writings,
                     "keep: what they wrote stays, without their name; erase: it goes too")
        ->required()
        ->check(CLI::IsMember({"keep", "erase"}));
    add(*command, wanted, "erasures",
        "Print what was erased, as ids and instants: keep the list away from the backups. A server "
        "may be running meanwhile.",
        print_erasures);
    add(*command, wanted, "erase-again",
        "Erase in a restored network what had been erased since. On SQLite stop the server first.",
        erase_again)
        ->add_option("--list", wanted->to, "What folkmoot person erasures printed")
        ->required()
        ->type_name("FILE");
}

void add_hold(CLI::App& program)
{
    auto const wanted = std::make_shared<PersonWanted>();
    auto* const command = program.add_subcommand(
        "hold",
        "Forbid the erasure of a person's or a group's writings for a time. A server may be "
        "running on the folder meanwhile.");
    command->require_subcommand(1);
    auto const thing = [&](CLI::App* sub) {
        sub->add_option("--person", wanted->who, "Their mail address, or their id")
            ->type_name("MAIL");
        sub->add_option("--group", wanted->group, "The group's id")->type_name("ID");
        return sub;
    };
    auto* const set = thing(add(*command, wanted, "set", "Set a hold", set_hold));
    set->add_option("--by", wanted->by, "Who sets it; shown to whoever wants to erase")
        ->required()
        ->type_name("MAIL");
    set->add_option("--why", wanted->why, "What for")->required()->type_name("WORDS");
    thing(add(*command, wanted, "lift", "Lift a hold", lift_hold));
    add(*command, wanted, "list", "Print the holds that stand", list_holds);
}

} // namespace folkmoot::server
