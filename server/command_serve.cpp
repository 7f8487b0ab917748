#include "server/certificate.hpp"
#include "server/commands.hpp"
#include "server/config.hpp"
#include "server/endings.hpp"
#include "server/file_reader.hpp"
#include "server/files.hpp"
#include "server/hub.hpp"
#include "server/letters.hpp"
#include "server/listen.hpp"
#include "server/log.hpp"
#include "server/mail_sender.hpp"
#include "server/metrics.hpp"
#include "server/passwords.hpp"
#include "server/site.hpp"
#include "server/throttle.hpp"
#include "storage/mail_changes.hpp"
#include "storage/outbox.hpp"
#include "storage/receipts.hpp"

#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>

#include <unistd.h>

namespace folkmoot::server {
namespace {

constexpr std::chrono::microseconds sweep_every = std::chrono::hours{1};
constexpr std::chrono::seconds certificate_looked_at_every{10};

struct ServeWanted {
    std::string folder;
    std::string listen;
};

Config config_for(ServeWanted const& wanted)
{
    auto config = config_in(wanted.folder);
    if (!wanted.listen.empty())
        listen_at(config, wanted.listen, "--listen");
    check_safe(config);
    return config;
}

NetworkLimits limits_of(Config const& config)
{
    NetworkLimits limits;
    limits.connections_max = config.connections_max;
    limits.shared_addresses = config.trusted_proxies;
    return limits;
}

/// After a move to PostgreSQL the folder may still hold what the network was.
void warn_of_unused_file(ServeWanted const& wanted, Config const& config)
{
    auto const file = std::filesystem::path{wanted.folder} / "folkmoot.sqlite";
    if (!config.database.empty() && std::filesystem::exists(file))
        spdlog::warn("{} is not used: folkmoot.toml names a database", file.string());
}

std::filesystem::path outbox_in(ServeWanted const& wanted)
{
    return std::filesystem::path{wanted.folder} / "outbox";
}

/// Receipts are kept 90 days, as are invitations that ran out; the older ones go, a thousand at a time, as
/// long as the store is there. So do old mails that are files, and those of people who were erased, on this
/// node or another.
void sweep(std::weak_ptr<storage::Store> const& kept, std::weak_ptr<Strand> const& strand,
           std::weak_ptr<Files> const& folder, std::filesystem::path const& outbox)
{
    auto const store = kept.lock();
    auto const on = strand.lock();
    auto const files = folder.lock();
    if (!store || !on || !files)
        return;
    sweep_files(store, *files);
    store->change<std::int64_t>(
        [](storage::Change& change) -> protocol::Result<std::int64_t> {
            return storage::sweep_receipts(change) + storage::sweep_invitations(change) +
                   storage::sweep_mail_changes(change) + storage::sweep_release_letters(change);
        },
        [](protocol::Result<std::int64_t> const&) {});
    using Ids = std::vector<protocol::Uuid>;
    store->read<Ids>(
        [](storage::Read& read) -> protocol::Result<Ids> {
            return storage::things_of_erased(read);
        },
        [outbox](protocol::Result<Ids> const& ids) {
            if (ids)
                forget_letters(outbox, *ids);
        });
    on->post_after(sweep_every, [=] { sweep(kept, strand, folder, outbox); });
}

void watch(Metrics& metrics, storage::Store const& store, Listen const& listen,
           Certificate const* certificate)
{
    using Kind = Metrics::Kind;
    if (certificate)
        metrics.watch(Kind::gauge, "folkmoot_certificate_ends_timestamp_seconds",
                      "When the certificate of TLS runs out, in seconds since 1970",
                      [=] { return static_cast<double>(certificate->runs_out()); });
    metrics.watch(Kind::gauge, "folkmoot_connections", "Open connections",
                  [&] { return static_cast<double>(listen.connections()); });
    metrics.watch(Kind::counter, "folkmoot_entries_delivered_total",
                  "Entries of feeds that were sent to connections",
                  [&] { return static_cast<double>(listen.entries_delivered()); });
    metrics.watch(Kind::gauge, "folkmoot_changes_waiting", "Changes that wait for a writer",
                  [&] { return static_cast<double>(store.waiting().changes); });
    metrics.watch(Kind::gauge, "folkmoot_reads_waiting", "Reads that wait for a reader",
                  [&] { return static_cast<double>(store.waiting().reads); });
}

/// Blocks the signals that are for us, in every thread that begins after this, and waits for them.
class Signals {
public:
    Signals()
    {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        if (isatty(STDIN_FILENO) == 0) // a terminal that is closed ends us
            sigaddset(&set_, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }
    /// Until we are to end; meanwhile looks after the certificate, if there is one.
    void wait(Certificate* certificate) const
    {
        while (true) {
            timespec const pause{certificate_looked_at_every.count(), 0};
            int const signal = sigtimedwait(&set_, nullptr, &pause);
            if (signal == SIGTERM || signal == SIGINT)
                return;
            if (certificate && signal == SIGHUP)
                certificate->read_again();
            else if (certificate)
                certificate->read_again_if_changed();
        }
    }
    /// From here on they end the program at once: asked twice, somebody is in a hurry.
    void let_through() const { pthread_sigmask(SIG_UNBLOCK, &set_, nullptr); }

private:
    sigset_t set_{};
};

std::unique_ptr<Certificate> certificate_of(ServeWanted const& wanted, Config const& config)
{
    if (config.tls_certificate.empty())
        return nullptr;
    std::filesystem::path const folder{wanted.folder};
    return std::make_unique<Certificate>(CertificateFiles{
        folder / config.tls_certificate, folder / config.tls_key, public_host(config)});
}

std::shared_ptr<Files> files_of(ServeWanted const& wanted, Config const& config)
{
    constexpr std::int64_t mebibyte = 1024LL * 1024;
    return std::make_shared<Files>(std::filesystem::path{wanted.folder} / config.files,
                                   static_cast<std::int64_t>(config.file_size_max) * mebibyte);
}

std::string url_of(Config const& config, unsigned short port)
{
    bool const six = config.listen_address.find(':') != std::string::npos;
    auto const* const scheme = config.tls_certificate.empty() ? "http://" : "https://";
    return scheme + (six ? "[" + config.listen_address + "]" : config.listen_address) + ":" +
           std::to_string(port);
}

MailWay mail_way(ServeWanted const& wanted, Config const& config)
{
    if (!config.smtp.empty())
        return by_smtp(config.smtp);
    auto const folder = outbox_in(wanted);
    spdlog::info("no smtp in folkmoot.toml: mails are written to {}", folder.string());
    return into_folder(folder, [](std::filesystem::path const& path) {
        spdlog::info("a mail waits in {}", path.string());
    });
}

MailSender::Options mail_options(ServeWanted const& wanted, Config config, unsigned short port)
{
    config.listen_port = port;
    return {.address = address_for_browsers(config),
            .from = sender_address(config),
            .way = mail_way(wanted, config),
            .log = [](std::string_view line) { spdlog::warn(line); }};
}

void serve(ServeWanted const& wanted)
{
    Signals const signals;
    auto const config = config_for(wanted);
    start_log(config.log_level, config.log_format);
    auto const certificate = certificate_of(wanted, config);

    std::string network;
    warn_of_unused_file(wanted, config);
    Metrics metrics;
    Throttle throttle;
    Passwords passwords;
    Threads threads{config.threads};
    std::shared_ptr const store =
        open_network({.place = place_of(wanted.folder, config),
                      .readers = config.readers,
                      .writers = config.writers,
                      .search = true,
                      .log = [](std::string_view line) { spdlog::warn(line); },
                      .written =
                          [&metrics](storage::BatchWritten const& batch) {
                              metrics.committed(batch.changes, batch.took);
                          }},
                     network);
    Hub hub{feed_reader(*store), threads.strand()};
    store->listen(hub.commit_listener());
    auto const endings =
        std::make_shared<Endings>([](std::string_view line) { spdlog::warn(line); });
    endings->end_now(*store);
    auto const files = files_of(wanted, config);
    Dispatch const dispatch{{*store, hub, passwords, throttle, &metrics, files.get()}};
    Site site{dispatch,
              *store,
              {.network_name = network,
               .public_url = config.public_url,
               .port = config.listen_port,
               .trusted_proxies = config.trusted_proxies,
               .metrics_from = config.metrics_from,
               .metrics = &metrics,
               .files = files.get(),
               .file_of = storage::file_of}};
    std::shared_ptr const housekeeping = threads.strand();
    Listen listen{
        threads,          site, hub, config.listen_address, config.listen_port, limits_of(config),
        certificate.get()};
    site.listens_at(listen.port());
    watch(metrics, *store, listen, certificate.get());
    sweep(store, housekeeping, files, outbox_in(wanted));
    endings->keep(store, housekeeping);
    FileReader const reader{
        *store, files->blobs, {.log = [](std::string_view line) { spdlog::warn(line); }}};
    MailSender const mails{*store, mail_options(wanted, config, listen.port())};

    std::cout << "Listening on " << url_of(config, listen.port()) << std::endl;
    signals.wait(certificate.get());
    spdlog::info("stopping: no new connections, requests under way are finished");
    signals.let_through();
    listen.drain();
}

} // namespace

void add_serve(CLI::App& program)
{
    auto const wanted = std::make_shared<ServeWanted>();
    auto* const command =
        program.add_subcommand("serve", "Serve the network in a folder until SIGTERM or SIGINT");
    command->add_option("--data", wanted->folder, "The folder of the network")
        ->required()
        ->type_name("DIR");
    command
        ->add_option("--listen", wanted->listen,
                     "Where to listen instead of folkmoot.toml's; port 0 takes a free one")
        ->type_name("ADDRESS:PORT");
    command->footer(config_keys());
    command->callback([wanted] { serve(*wanted); });
}

} // namespace folkmoot::server
