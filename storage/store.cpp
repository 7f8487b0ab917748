#include "storage/store.hpp"

#include "storage/reader.hpp"
#include "storage/search/keeper.hpp"
#include "storage/writer.hpp"

#include <algorithm>
#include <iostream>

namespace folkmoot::storage {
namespace {

void log_to_standard_error(std::string_view line)
{
    std::cerr << line << std::endl;
}

Store::Options checked(Store::Options options)
{
    if (!options.log) {
        options.log = log_to_standard_error;
    }
    return options;
}

/// With the schema as this program knows it.
std::unique_ptr<Database> open(Store::Options const& options, Surroundings const& surroundings)
{
    auto database = open_database(options.place, options.log);
    if (options.place.alone) {
        database->migrate(surroundings.now());
    } else if (!database->up_to_date()) {
        throw std::runtime_error(
            "This network is of an older Folkmoot. Start the server once: it upgrades it.");
    }
    return database;
}

} // namespace

/// The reading threads and what waits for them.
struct Readers {
    Readers(Database& database, SearchIndex* index, Store::Options const& options)
        : waiting(options.reads_waiting_max)
    {
        for (std::size_t i = 0; i < options.readers; ++i) {
            threads.push_back(
                std::make_unique<Reader>(database.reading(), index, waiting, options.log));
        }
    }
    ~Readers() { waiting.close(); }

    Reader::Reads waiting;
    std::vector<std::unique_ptr<Reader>> threads;
};

/// In the order in which they are needed: ended the other way round, but the writers first, whose
/// completions may still ask for reads.
struct Store::Threads {
    Threads(Options given, Surroundings surroundings_given)
        : options(checked(std::move(given))), surroundings(std::move(surroundings_given)),
          database(open(options, surroundings)), news(database->news()),
          index(options.search ? database->search_index() : nullptr),
          readers(*database, index.get(), options), among{.surroundings = surroundings,
                                                          .options = options,
                                                          .batch_max =
                                                              std::min(options.batch_max,
                                                                       database->batch_max()),
                                                          .sorts = database->writers_max() > 1,
                                                          .news = news.get()}
    {
        for (std::size_t i = 0; i < std::min(options.writers, database->writers_max()); ++i) {
            writers.push_back(std::make_unique<Writer>(database->writing(), among));
        }
        if (index) {
            keeper.emplace(*index, options.log);
        }
    }

    ~Threads()
    {
        for (auto const& writer : writers) {
            writer->finish();
        }
        writers.clear();
        readers.waiting.close();
        readers.threads.clear();
        keeper.reset();
        index.reset();
        news.reset();
        database->close();
    }

    bool add(std::unique_ptr<Work<Change>>& work, Uuid const& place)
    {
        ChangeWaiting change{std::move(work), place, place};
        if (among.sorts) {
            change.lane = among.lanes.lane_of(place);
        }
        auto const writer = UuidHash{}(change.lane) % writers.size();
        bool const added = writers[writer]->add(change);
        if (!added) {
            work = std::move(change.work);
        }
        return added;
    }

    Options options;
    Surroundings surroundings;
    std::unique_ptr<Database> database;
    std::unique_ptr<News> news;
    std::unique_ptr<SearchIndex> index;
    Readers readers;
    AmongWriters among;
    std::vector<std::unique_ptr<Writer>> writers;
    std::optional<SearchKeeper> keeper;
};

Store::Store(Options options, Surroundings surroundings)
    : threads_(std::make_unique<Threads>(std::move(options), std::move(surroundings)))
{
}

Store::~Store() = default;

void Store::listen(CommitListener listener)
{
    auto& threads = *threads_;
    if (threads.news) {
        threads.news->listen({listener.heard, listener.missed, listener.here});
    }
    threads.among.listener = std::move(listener);
}

bool Store::shared() const
{
    return threads_->news != nullptr;
}

void Store::tell(HereTold const& told)
{
    if (threads_->news) {
        threads_->news->tell(told);
    }
}

void Store::enqueue(std::unique_ptr<Work<Change>> work, Uuid const& place)
{
    if (!threads_->add(work, place)) {
        work->fail(unavailable());
        work->complete();
    }
}

void Store::enqueue(std::unique_ptr<Work<Read>> work)
{
    if (!threads_->readers.waiting.add(work)) {
        work->fail(unavailable());
        work->complete();
    }
}

QueueLengths Store::waiting() const
{
    QueueLengths lengths{0, threads_->readers.waiting.size()};
    for (auto const& writer : threads_->writers) {
        lengths.changes += writer->waiting();
    }
    return lengths;
}

void Store::settle_search()
{
    if (threads_->keeper) {
        threads_->keeper->settle();
    }
}

Surroundings const& Store::surroundings() const
{
    return threads_->surroundings;
}

} // namespace folkmoot::storage
