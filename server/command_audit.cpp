#include "protocol/values.hpp"
#include "server/commands.hpp"
#include "storage/audit.hpp"

#include <fmt/format.h>

#include <iostream>

namespace folkmoot::server {
namespace {

using namespace protocol;

struct AuditWanted {
    std::string folder;
    std::string head;
};

constexpr Count lines_at_once = 500;

/// Runs a reading function beside a server that may be running.
template <class T>
T read_from(std::string const& folder, std::function<T(storage::Read&)> look)
{
    std::string network;
    auto place = place_of(folder);
    place.alone = false;
    auto const store = open_network({.place = std::move(place)}, network);
    return done_or_failed(
        store->read_now<T>([&](storage::Read& read) -> Result<T> { return look(read); }));
}

std::string in_hex(storage::LinkHash const& hash)
{
    std::string text;
    for (auto const byte : hash)
        text += fmt::format("{:02x}", byte);
    return text;
}

std::string head_of(storage::AuditCheck const& check)
{
    return std::to_string(check.links) + ":" + in_hex(check.head);
}

std::string sentence(audit::Line const& line)
{
    auto text = fmt::format("{} {} {}", line.number, to_string(line.at), line.kind);
    auto const add = [&](char const* what, std::string const& name) {
        if (!name.empty())
            text += fmt::format(" {}=\"{}\"", what, name);
    };
    add("by", line.by_name);
    add("person", line.person_name);
    add("authority", line.authority_name);
    add("group", line.group_name);
    add("role", line.role);
    return text;
}

void show(AuditWanted const& wanted)
{
    using Lines = std::vector<audit::Line>;
    for (Number before = std::numeric_limits<Number>::max();;) {
        auto const lines = read_from<Lines>(wanted.folder, [&](storage::Read& read) {
            return storage::audit_lines(read, before, lines_at_once);
        });
        for (auto const& line : lines)
            std::cout << sentence(line) << '\n';
        if (lines.empty())
            return;
        before = lines.back().number;
    }
}

void print_head(AuditWanted const& wanted)
{
    using Newest = std::optional<storage::AuditLink>;
    auto const newest = read_from<Newest>(
        wanted.folder, [](storage::Read& read) { return storage::newest_link(read); });
    std::cout << (newest ? std::to_string(newest->number) + ":" + in_hex(newest->hash) : "0:")
              << '\n';
}

/// A head that was printed earlier must still be a link of the chain.
void compare(AuditWanted const& wanted)
{
    auto const colon = wanted.head.find(':');
    Number number = 0;
    try {
        number = std::stoll(wanted.head.substr(0, colon));
    } catch (std::exception const&) {
        throw CommandFailed("A head is written like 17:0f3a…, as folkmoot audit head prints it.");
    }
    using Links = std::vector<storage::AuditLink>;
    auto const links = read_from<Links>(wanted.folder, [&](storage::Read& read) {
        return storage::links_after(read, number - 1, 1);
    });
    if (links.empty() || links[0].number != number ||
        in_hex(links[0].hash) != wanted.head.substr(colon + 1))
        throw CommandFailed("Link " + std::to_string(number) +
                            " is not the one that was kept: the trail was written anew.");
}

void verify(AuditWanted const& wanted)
{
    auto const check = read_from<storage::AuditCheck>(
        wanted.folder, [](storage::Read& read) { return storage::check_audit(read); });
    if (check.broken)
        throw CommandFailed("Link " + std::to_string(*check.broken) +
                            " is broken: it does not follow from those before it.");
    if (!wanted.head.empty())
        compare(wanted);
    std::cout << "All " << check.links << " links hold. Head: " << head_of(check) << '\n';
}

} // namespace

void add_audit(CLI::App& program)
{
    auto const wanted = std::make_shared<AuditWanted>();
    auto* const command = program.add_subcommand(
        "audit", "The audit trail of rights. A server may be running on the folder meanwhile.");
    command->require_subcommand(1);
    auto const add = [&](char const* name, char const* meaning, void (*run)(AuditWanted const&)) {
        auto* const sub = command->add_subcommand(name, meaning);
        sub->add_option("--data", wanted->folder, "The folder of the network")
            ->required()
            ->type_name("DIR");
        sub->callback([wanted, run] { run(*wanted); });
        return sub;
    };
    add("show", "Print every change of somebody's rights, the newest first", show);
    add("head", "Print the newest link; kept elsewhere it proves what was before it", print_head);
    add("verify", "Follow the whole chain; names the first broken link", verify)
        ->add_option("--head", wanted->head, "A head that was printed earlier; must still be there")
        ->type_name("N:HASH");
}

} // namespace folkmoot::server
