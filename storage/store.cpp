#include "storage/store.hpp"

#include "storage/folder_claim.hpp"
#include "storage/reader.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/migrate.hpp"
#include "storage/writer.hpp"

#include <iostream>

namespace folkmoot::storage {
namespace {

using sqlite::Access;
using sqlite::SqliteConnection;

void log_to_standard_error(std::string_view line)
{
    std::cerr << line << std::endl;
}

Store::Options checked(Store::Options options)
{
    if (!options.log) {
        options.log = log_to_standard_error;
    }
    make_folder(options.folder);
    return options;
}

std::filesystem::path database_file(Store::Options const& options)
{
    return options.folder / "folkmoot.sqlite";
}

/// The writing connection, with the schema as this program knows it.
std::unique_ptr<SqliteConnection> open_database(Store::Options const& options,
                                                Surroundings const& surroundings)
{
    if (!options.alone && !std::filesystem::exists(database_file(options))) {
        throw std::runtime_error("There is no network in the folder " + options.folder.string() +
                                 " yet.");
    }
    auto connection = std::make_unique<SqliteConnection>(database_file(options), Access::write);
    if (options.alone) {
        sqlite::migrate(*connection, sqlite_migrations(), surroundings.now());
        sync_folder(options.folder);
    } else if (!sqlite::missing_steps(*connection, sqlite_migrations()).empty()) {
        throw std::runtime_error(
            "The folder " + options.folder.string() +
            " is of an older Folkmoot. Start the server once: it upgrades it.");
    }
    return connection;
}

} // namespace

/// The reading threads and what waits for them.
struct Readers {
    Readers(Store::Options const& options) : waiting(options.reads_waiting_max)
    {
        for (std::size_t i = 0; i < options.readers; ++i) {
            threads.push_back(std::make_unique<Reader>(
                std::make_unique<SqliteConnection>(database_file(options), Access::read), waiting,
                options.log));
        }
    }
    ~Readers() { waiting.close(); }

    Reader::Reads waiting;
    std::vector<std::unique_ptr<Reader>> threads;
};

/// In the order in which they are needed: ended the other way round, but the writer first, whose
/// completions may still ask for reads.
struct Store::Threads {
    Threads(Options given, Surroundings surroundings_given)
        : options(checked(std::move(given))), surroundings(std::move(surroundings_given))
    {
        if (options.alone) {
            claim.emplace(options.folder);
        }
        connection = open_database(options, surroundings);
        readers.emplace(options);
        writer.emplace(*connection, surroundings, options);
    }

    ~Threads()
    {
        writer->finish();
        readers->waiting.close();
        readers->threads.clear();
        if (options.alone) {
            empty_log();
        }
    }

    void empty_log()
    {
        try {
            connection->empty_log();
        } catch (std::exception const& failure) {
            // Nothing is lost: the log is read at the next start.
            options.log(std::string{"The database's log stays as it is: "} + failure.what());
        }
    }

    Options options;
    Surroundings surroundings;
    std::optional<FolderClaim> claim;
    std::unique_ptr<SqliteConnection> connection;
    std::optional<Readers> readers;
    std::optional<Writer> writer;
};

Store::Store(Options options, Surroundings surroundings)
    : threads_(std::make_unique<Threads>(std::move(options), std::move(surroundings)))
{
}

Store::~Store() = default;

void Store::listen(CommitListener listener)
{
    threads_->writer->listen(std::move(listener));
}

void Store::enqueue(std::unique_ptr<Work<Change>> work)
{
    if (!threads_->writer->add(work)) {
        work->fail(unavailable());
        work->complete();
    }
}

void Store::enqueue(std::unique_ptr<Work<Read>> work)
{
    if (!threads_->readers->waiting.add(work)) {
        work->fail(unavailable());
        work->complete();
    }
}

Surroundings const& Store::surroundings() const
{
    return threads_->surroundings;
}

} // namespace folkmoot::storage
