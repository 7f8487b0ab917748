#include "server/commands.hpp"
#include "server/sign_in.hpp"
#include "storage/network.hpp"

#include <iostream>

namespace folkmoot::server {
namespace {

using namespace protocol;

struct TokenWanted {
    std::string folder;
    std::string mail;
    std::string purpose = "Made at the terminal";
    int days = 90;
};

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

Result<Done> begin(storage::Change& change, TokenWanted const& wanted, std::string const& secret)
{
    auto const person = storage::person_with_mail(change, Mail{wanted.mail});
    if (!person)
        return Error{ErrorName::not_found,
                     "Nobody in this network has the address " + wanted.mail + ".",
                     {}};
    storage::begin_sign_in(change,
                           {.person = *person,
                            .kind = people::SignInKind::token,
                            .label = wanted.purpose,
                            .secret = hash_of_secret(secret),
                            .expires_at = Instant{change.now().microseconds + wanted.days * day}});
    return Done{};
}

void make_token(TokenWanted const& wanted)
{
    std::string network;
    auto place = place_of(wanted.folder);
    place.alone = false;
    auto const store = open_network({.place = std::move(place)}, network);
    auto const secret = fresh_secret(store->surroundings());
    done_or_failed(store->change_now<Done>(
        [&](storage::Change& change) { return begin(change, wanted, secret); }));
    std::cout << secret << '\n';
}

} // namespace

void add_token(CLI::App& program)
{
    auto const wanted = std::make_shared<TokenWanted>();
    auto* const command = program.add_subcommand(
        "token",
        "Print an access token of a person, for \"Authorization: Bearer\" on /rpc and /ws. "
        "A server may be running on the folder meanwhile.");
    command->add_option("--data", wanted->folder, "The folder of the network")
        ->required()
        ->type_name("DIR");
    command->add_option("--person", wanted->mail, "Whose token it is")
        ->required()
        ->type_name("MAIL");
    command->add_option("--days", wanted->days, "After how many days it ends, 1 to 3650")
        ->check(CLI::Range(1, 3650))
        ->capture_default_str()
        ->type_name("N");
    command
        ->add_option("--purpose", wanted->purpose,
                     "What it is for, as its person sees it in their sign-ins")
        ->check([](std::string const& text) {
            return text.empty() || text.size() > 200
                       ? "Say what it is for in at most 200 characters."
                       : "";
        })
        ->type_name("WORDS");
    command->callback([wanted] { make_token(*wanted); });
}

} // namespace folkmoot::server
