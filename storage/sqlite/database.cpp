#include "storage/sqlite/database.hpp"

#include "storage/folder_claim.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/damage.hpp"
#include "storage/sqlite/migrate.hpp"
#include "storage/sqlite/search_index.hpp"

#include <optional>

namespace folkmoot::storage::sqlite {
namespace {

/// Larger batches gain nothing and keep the first of them waiting.
constexpr std::size_t changes_per_commit_max = 512;

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(std::filesystem::path const& folder, bool alone,
                   std::function<void(std::string_view)> log)
        : folder_(folder), log_(std::move(log))
    {
        if (alone) {
            make_folder(folder);
            claim_.emplace(folder);
        } else if (!std::filesystem::exists(file())) {
            throw std::runtime_error("There is no network in the folder " + folder.string() +
                                     " yet.");
        }
    }

    std::unique_ptr<Connection> writing() override
    {
        return std::make_unique<SqliteConnection>(file(), Access::write);
    }
    std::unique_ptr<Connection> reading() override
    {
        return std::make_unique<SqliteConnection>(file(), Access::read);
    }
    std::size_t writers_max() const override { return 1; }
    std::size_t batch_max() const override { return changes_per_commit_max; }

    void migrate(Instant now) override
    {
        SqliteConnection connection{file(), Access::write};
        sqlite::migrate(connection, sqlite_migrations(), now);
        sync_folder(folder_);
    }
    bool up_to_date() override
    {
        SqliteConnection connection{file(), Access::read};
        return missing_steps(connection, sqlite_migrations()).empty();
    }
    std::vector<std::string> damage() override { return damage_in(*reading()); }
    std::unique_ptr<News> news() override { return nullptr; }
    std::unique_ptr<SearchIndex> search_index() override
    {
        return open_search_index(folder_ / "search.sqlite", reading(), log_);
    }

    void close() noexcept override
    {
        if (!claim_) {
            return;
        }
        try {
            SqliteConnection{file(), Access::write}.empty_log();
        } catch (std::exception const& failure) {
            // Nothing is lost: the log is read at the next start.
            log_(std::string{"The database's log stays as it is: "} + failure.what());
        }
    }

private:
    std::filesystem::path file() const { return folder_ / "folkmoot.sqlite"; }

    std::filesystem::path const folder_;
    std::function<void(std::string_view)> log_;
    std::optional<FolderClaim> claim_;
};

} // namespace

std::unique_ptr<Database> open_folder(std::filesystem::path const& folder, bool alone,
                                      std::function<void(std::string_view)> log)
{
    return std::make_unique<SqliteDatabase>(folder, alone, std::move(log));
}

} // namespace folkmoot::storage::sqlite
