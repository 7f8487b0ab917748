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

/// Makes databases as copies of one that has the schema: quicker than every step each time.
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
        auto const name = "network_" + std::to_string(++made_);
        make(name, template_name);
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

FreshPlace::~FreshPlace()
{
    try {
        if (!database_.empty()) {
            databases().drop(database_);
        }
    } catch (PostgresFailure const&) {
        // It goes with the cluster.
    }
}

} // namespace folkmoot::tests
