#include "storage/postgres/database.hpp"

#include "storage/postgres/connection.hpp"
#include "storage/postgres/migrate.hpp"
#include "storage/postgres/news.hpp"
#include "storage/postgres/search_index.hpp"
#include "storage/rows.hpp"

namespace folkmoot::storage::postgres {
namespace {

/// As many as folkmoot.toml may ask for. A node needs few: more wait for each other at the disk.
constexpr std::size_t writers_at_most = 16;
/// Larger batches would hold more of the locks that all nodes share, and keep the first of them waiting.
constexpr std::size_t changes_per_commit_max = 50;

constexpr Sql server_settings = R"sql(
    SELECT getdatabaseencoding() AS encoding,
           (SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit') AS synchronous_commit,
           current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
           (SELECT count(*) FROM pg_roles WHERE rolname = current_user AND rolsuper) AS superuser
)sql";

ServerSettings settings_of(Connection& connection)
{
    ServerSettings settings;
    RowReader<ServerSettings> reader;
    connection.run(server_settings.text(), {},
                   [&](Columns const& row) { settings = reader.read(row); });
    return settings;
}

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(Address address, Patience patience, std::function<void(std::string_view)> log)
        : address_(std::move(address)), patience_(patience), log_(std::move(log))
    {
        PostgresConnection connection{address_};
        for (auto const& sentence : checked(settings_of(connection))) {
            log_(sentence);
        }
    }

    std::unique_ptr<Connection> writing() override
    {
        return std::make_unique<PostgresConnection>(address_, patience_);
    }
    std::unique_ptr<Connection> reading() override { return writing(); }
    std::size_t writers_max() const override { return writers_at_most; }
    std::size_t batch_max() const override { return changes_per_commit_max; }

    void migrate(Instant now) override
    {
        PostgresConnection connection{address_, Patience::upgrading};
        postgres::migrate(connection, postgres_migrations(), now, log_);
    }
    bool up_to_date() override
    {
        PostgresConnection connection{address_};
        return missing_steps(connection, postgres_migrations()).empty();
    }
    std::vector<std::string> damage() override { return {}; }
    std::unique_ptr<News> news() override { return open_news(address_, log_); }
    std::unique_ptr<SearchIndex> search_index() override
    {
        return open_search_index(writing(), log_);
    }

private:
    Address const address_;
    Patience const patience_;
    std::function<void(std::string_view)> const log_;
};

} // namespace

std::vector<std::string> checked(ServerSettings const& settings)
{
    if (settings.encoding != "UTF8") {
        throw std::runtime_error("The database's encoding is " + settings.encoding +
                                 "; Folkmoot needs UTF8. Make it again: CREATE DATABASE NAME "
                                 "ENCODING 'UTF8' TEMPLATE template0.");
    }
    if (settings.synchronous_commit != "on" && settings.synchronous_commit != "remote_apply") {
        throw std::runtime_error(
            "PostgreSQL's synchronous_commit is \"" + settings.synchronous_commit +
            "\": it could lose what people were told is stored. Set it to on (in postgresql.conf, and "
            "with ALTER ROLE and ALTER DATABASE where they say otherwise), then start again.");
    }
    std::vector<std::string> warnings;
    if (settings.fsync != "on" || settings.full_page_writes != "on") {
        warnings.emplace_back(
            "PostgreSQL's fsync or full_page_writes is off: when its machine fails, "
            "the whole network may be lost. Only for tests.");
    }
    if (settings.superuser != 0) {
        warnings.emplace_back(
            "Folkmoot signs in to PostgreSQL as a superuser, which is more than it "
            "needs. A role that owns the schema \"folkmoot\" is enough.");
    }
    return warnings;
}

std::unique_ptr<Database> open_server(std::string const& url, bool patient,
                                      std::function<void(std::string_view)> log)
{
    return std::make_unique<PostgresDatabase>(
        Address{url}, patient ? Patience::upgrading : Patience::serving, std::move(log));
}

} // namespace folkmoot::storage::postgres
