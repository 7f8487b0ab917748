#include "tests/storage/fresh_place.hpp"

#include "tests/storage/postgres_fixture.hpp"

#include <cstdlib>
#include <mutex>
#include <stdexcept>

namespace folkmoot::tests {
namespace {

constexpr auto role = "node"; // owns its databases and no more, as an operator would have it
constexpr auto template_name = "network";

void ignore(std::string_view) {}

/// Takes every row away; checks of constraints would want an order.
constexpr auto empty_all = R"(
    SET session_replication_role = replica;
    DO $$ DECLARE tables RECORD; BEGIN
        FOR tables IN SELECT tablename FROM pg_tables
                       WHERE schemaname = 'folkmoot' AND tablename <> 'schema_version' LOOP
            EXECUTE format('DELETE FROM folkmoot.%I', tables.tablename);
        END LOOP;
    END $$)";

/// Databases with the schema and nothing in it. They are copies of one, and emptied after each use:
/// both are much quicker than every step, or a new copy, each time.
class Databases {
public:
    Databases()
    {
        master_.run_script(std::string{"CREATE ROLE "} + role + " LOGIN");
        make(template_name, "template0");
        storage::open_database({.url = url(template_name)}, ignore)->migrate(protocol::Instant{1});
    }

    std::string fresh()
    {
        std::lock_guard const lock{mutex_};
        if (!free_.empty()) {
            auto name = std::move(free_.back());
            free_.pop_back();
            return name;
        }
        auto name = "network_" + std::to_string(++made_);
        make(name, template_name);
        return name;
    }
    void give_back(std::string const& name)
    {
        PostgresDatabase{PostgresCluster::shared(), name}.run_script(empty_all);
        std::lock_guard const lock{mutex_};
        free_.push_back(name);
    }
    std::string copy(std::string const& of)
    {
        std::lock_guard const lock{mutex_};
        auto name = "network_" + std::to_string(++made_);
        make(name, of);
        return name;
    }
    void drop(std::string const& name)
    {
        std::lock_guard const lock{mutex_};
        master_.run_script("DROP DATABASE " + name + " WITH (FORCE)");
    }
    static std::string url(std::string const& name)
    {
        return PostgresCluster::shared().url(name, role);
    }

private:
    void make(std::string const& name, std::string const& like)
    {
        master_.run_script("CREATE DATABASE " + name + " OWNER " + role + " TEMPLATE " + like +
                           " STRATEGY FILE_COPY");
    }

    std::mutex mutex_;
    PostgresDatabase master_{PostgresCluster::shared()}; // under mutex_
    std::vector<std::string> free_;                      // under mutex_
    int made_ = 0;                                       // under mutex_
};

Databases& databases()
{
    static Databases databases;
    return databases;
}

} // namespace

bool on_postgres()
{
    auto const* const said = std::getenv("DATABASE");
    std::string const engine = said ? said : "";
    if (engine != "" && engine != "sqlite" && engine != "postgres") {
        throw std::runtime_error("DATABASE is " + engine +
                                 ". Say postgres, or sqlite, or nothing.");
    }
    return engine == "postgres";
}

FreshPlace::FreshPlace(std::filesystem::path folder)
{
    if (on_postgres()) {
        database_ = databases().fresh();
        place_.url = Databases::url(database_);
    } else {
        place_.folder = std::move(folder);
    }
}

FreshPlace::FreshPlace(FreshPlace const& of, std::filesystem::path folder) : is_copy_{true}
{
    if (on_postgres()) {
        database_ = databases().copy(of.database_);
        place_.url = Databases::url(database_);
    } else {
        std::filesystem::copy(of.place_.folder, folder, std::filesystem::copy_options::recursive);
        place_.folder = std::move(folder);
    }
}

FreshPlace::~FreshPlace()
{
    try {
        if (database_.empty()) {
            return;
        }
        // What was deleted stays in the way of whoever is next, and a copy is of much.
        if (is_copy_) {
            databases().drop(database_);
        } else {
            databases().give_back(database_);
        }
    } catch (PostgresFailure const&) {
        // Nobody uses it again; it goes with the cluster.
    }
}

} // namespace folkmoot::tests
