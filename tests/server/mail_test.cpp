// Mails as they go out, where they go, and that each goes once.

#include "server/letters.hpp"
#include "server/mail.hpp"
#include "server/mail_sender.hpp"
#include "storage/outbox.hpp"
#include "tests/server/doors_scene.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace folkmoot;
using namespace folkmoot::tests;
using server::Letter;

namespace {

std::size_t times(std::string_view text, std::string_view part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

Letter const letter{.id = "1",
                    .date = Instant{1'790'845'200'000'000},
                    .from_name = "Bildung für alle",
                    .from = "moot@vale.example",
                    .to_name = "Zoë \"Z\" <x@evil.example>",
                    .to = "zoe@folkmoot.example",
                    .subject = "Émile invites you\r\nBcc: everybody@evil.example",
                    .paragraphs = {"Hello <Zoë>,", "https://vale.example/invitations/x"}};

struct Posting : Doors {
    Somebody facilitator = world.person("Facilitator", world.northmere);
    GroupId group = world.group(facilitator, groups::Kind::by_invitation, "Measures");
    std::mutex mutex;
    std::condition_variable came;
    std::vector<std::pair<std::string, std::string>> mails; ///< to whom, and all of it
    server::MailOutcome outcome{.sent = true};

    void invites(std::string mail)
    {
        world.store.change([&](Change& change) {
            auto const made = make_invitation(change, {.name = "Newcomer",
                                                       .mail = std::move(mail),
                                                       .by_mail = true,
                                                       .authority = world.easthaven,
                                                       .group = group,
                                                       .role = Role::member,
                                                       .inviter = facilitator.person});
            queue_mail(change, made.invitation);
        });
    }
    std::unique_ptr<server::MailSender> sender()
    {
        return std::make_unique<server::MailSender>(
            world.store.store(),
            server::MailSender::Options{
                .address = "https://vale.example",
                .from = "moot@vale.example",
                .way =
                    [this](server::Envelope const& envelope, std::string const& mime) {
                        std::lock_guard const lock{mutex};
                        mails.emplace_back(envelope.to, mime);
                        came.notify_all();
                        return outcome;
                    },
                .log = [](std::string_view) {},
                .look_every = std::chrono::milliseconds{5}});
    }
    bool waits_for(std::size_t count)
    {
        std::unique_lock lock{mutex};
        return came.wait_for(lock, std::chrono::seconds{10}, [&] { return mails.size() >= count; });
    }
    std::string link_in(std::string mime)
    {
        // Quoted-printable breaks long lines and writes = as =3D.
        for (auto at = mime.find("=\r\n"); at != mime.npos; at = mime.find("=\r\n"))
            mime.erase(at, 3);
        auto const at = mime.find("/invitations/");
        return at == mime.npos ? "" : mime.substr(at + 13, 43);
    }
};

} // namespace

TEST_CASE(
    "a mail is plain text and HTML, says that a program wrote it, and has no header of others")
{
    auto const mime = server::mime_of(letter);
    auto const head = mime.substr(0, mime.find("\r\n\r\n") + 2);
    CHECK(contains(head, "From: Bildung =?"));
    CHECK(std::ranges::all_of(head, [](unsigned char byte) { return byte < 0x80; }));
    CHECK(contains(head, "<moot@vale.example>\r\n"));
    CHECK(contains(head, "<zoe@folkmoot.example>\r\n"));
    CHECK(contains(head, "Message-ID: <1@vale.example>\r\n") +
              contains(head, "Message-Id: <1@vale.example>\r\n") ==
          1);
    CHECK(contains(head, "Auto-Submitted: auto-generated\r\n"));
    CHECK(contains(head, "Date: Thu, 01 Oct 2026 09:00:00 +0000\r\n"));
    CHECK(contains(head, "MIME-Version: 1.0\r\n") + contains(head, "Mime-Version: 1.0\r\n") == 1);
    CHECK(!contains(head, "\r\nBcc:"));
    CHECK(!contains(head, "\nBcc:"));
    CHECK(times(mime, "Content-Type: text/plain; charset=utf-8\r\n") == 1);
    CHECK(times(mime, "Content-Type: text/html; charset=utf-8\r\n") == 1);
    CHECK(times(mime, "quoted-printable") == 2);
    CHECK(contains(mime, "Hello <Zo=C3=AB>,"));
    CHECK(contains(mime, "Hello &lt;Zo=C3=AB&gt;,"));
    for (std::size_t at = mime.find('\n'); at != mime.npos; at = mime.find('\n', at + 1))
        CHECK(mime[at - 1] == '\r');
    for (char const byte : mime)
        REQUIRE(static_cast<unsigned char>(byte) < 0x80);
}

TEST_CASE("a name that looks like an address makes no link of the words that it begins")
{
    auto from = letter;
    from.paragraphs = {"https://evil.example invites you.", "https://vale.example/invitations/x"};
    auto const mime = server::mime_of(from);
    CHECK(times(mime, "<a href") == 1);
    CHECK(contains(mime, "<p>https://evil.example invites you.</p>"));
}

TEST_CASE("an address that would be more than one recipient is not sent to")
{
    CHECK(server::can_be_sent_to("a@b.example"));
    CHECK(server::can_be_sent_to("zoë@bücher.example"));
    for (auto const* address :
         {"", "a", "@b", "a@", "a@b@c", "a b@c.example", "a@b.example>,<c@d.example",
          "\"a\"@b.example", "a@b.example\r\nRCPT TO:<c@d.example>"})
        CHECK(!server::can_be_sent_to(address));
}

TEST_CASE_FIXTURE(Posting,
                  "each mail is sent once, though several nodes send, with a link that works")
{
    for (int i = 0; i < 6; ++i)
        invites("new" + std::to_string(i) + "@folkmoot.example");
    {
        auto const one = sender();
        auto const other = sender();
        REQUIRE(waits_for(6));
    }
    CHECK(mails.size() == 6);
    std::set<std::string> recipients;
    for (auto const& [to, mime] : mails) {
        recipients.insert(to);
        auto const hash = server::hash_of_secret(link_in(mime));
        auto const shown = world.store.read([&](Read& read) {
            return show_way_in(read, hash, WayInPurpose::join, world.store.clock.now());
        });
        REQUIRE(std::holds_alternative<InvitationShown>(shown));
        CHECK(std::get<InvitationShown>(shown).row.mail == to);
    }
    CHECK(recipients.size() == 6);
    CHECK(contains(mails[0].second, "Subject: Facilitator invites you to Skills of the Vale"));
}

TEST_CASE_FIXTURE(Posting, "what a mail server puts off is sent later, what it refuses is not")
{
    outcome = {.reply = 451};
    invites("new@folkmoot.example");
    auto const sending = sender();
    REQUIRE(waits_for(1));
    // While somebody has it in hand it would be due again in ten minutes; put off, in one.
    auto const due_within = [&](std::chrono::minutes time) {
        return world.store.read([&](Read& read) {
            auto const at = world.store.clock.now().microseconds;
            return mails_due(read, Instant{at + std::chrono::microseconds{time}.count()});
        });
    };
    while (due_within(std::chrono::minutes{2}) != 1)
        std::this_thread::yield();
    {
        std::lock_guard const lock{mutex};
        outcome = {.reply = 550, .for_good = true};
    }
    world.store.clock.pass(std::chrono::minutes{2});
    REQUIRE(waits_for(2));
    while (due_within(std::chrono::hours{48}) != 0)
        std::this_thread::yield();
    std::lock_guard const lock{mutex};
    CHECK(mails.size() == 2);
}

TEST_CASE("without a mail server mails become files, and one is told where")
{
    TemporaryFolder const folder;
    std::vector<std::filesystem::path> told;
    auto const way = server::into_folder(
        folder.path() / "outbox", [&](std::filesystem::path const& path) { told.push_back(path); });
    CHECK(way({"a@b.example", "c@d.example", {}}, "words\r\n").sent);
    CHECK(way({"a@b.example", "c@d.example", {}}, "more\r\n").sent);
    REQUIRE(told.size() == 2);
    CHECK(told[0] < told[1]);
    CHECK(told[0].extension() == ".eml");
    std::ostringstream text;
    text << std::ifstream{told[0]}.rdbuf();
    CHECK(text.str() == "words\r\n");
    auto const mode = std::filesystem::status(folder.path() / "outbox").permissions();
    CHECK(mode == std::filesystem::perms::owner_all);
}

TEST_CASE(
    "a mail that became a file goes after thirty days, and at once when it is to be forgotten")
{
    namespace fs = std::filesystem;
    TemporaryFolder const folder;
    auto const outbox = folder.path() / "outbox";
    CHECK(server::forget_letters(outbox, {}) == 0); // not there yet
    auto const way = server::into_folder(outbox, [](fs::path const&) {});
    auto const about = [](std::uint8_t number) {
        Uuid id;
        id.bytes[15] = number;
        return id;
    };
    for (std::uint8_t const number : {1, 2, 3, 3})
        CHECK(way({"a@b.example", "c@d.example", about(number)}, "words\r\n").sent);
    std::ofstream{outbox / "of the operator.txt"} << "kept";
    CHECK(server::forget_letters(outbox, {}) == 0);
    for (auto const& file : fs::directory_iterator{outbox}) {
        auto const age = server::letters_kept + std::chrono::hours{1};
        if (file.path().string().find(to_string(about(1))) != std::string::npos ||
            file.path().extension() == ".txt")
            fs::last_write_time(file, fs::file_time_type::clock::now() - age);
    }
    CHECK(server::forget_letters(outbox, {}) == 1);
    CHECK(server::forget_letters(outbox, {about(3), about(7)}) == 2);
    CHECK(std::distance(fs::directory_iterator{outbox}, fs::directory_iterator{}) == 2);
}
