#pragma once
// A PostgreSQL 15 of the test's own: a cluster in a temporary folder, reached only by a socket in it,
// ended and removed with the object.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

struct pg_conn;
struct pg_result;

namespace folkmoot::tests {

struct PostgresFailure : std::runtime_error {
    using runtime_error::runtime_error;
};

class PostgresCluster {
public:
    /// Throws PostgresFailure, saying what to install when PostgreSQL is not there.
    PostgresCluster();
    ~PostgresCluster();
    PostgresCluster(PostgresCluster const&) = delete;
    PostgresCluster& operator=(PostgresCluster const&) = delete;

    /// Made at its first use and ended with the program: starting one takes a second.
    static PostgresCluster& shared();

    std::string connection_words() const;
    /// What `database = …` says in a configuration.
    std::string url(std::string const& database = "postgres",
                    std::string const& user = "folkmoot") const;

private:
    void make_folder();
    void make_cluster();
    void start();
    void wait_until_it_answers();
    void end();

    std::filesystem::path folder_;
    pid_t server_ = -1;
};

/// What PostgreSQL makes of a statement without running it; types by their names ("bigint").
struct PreparedStatement {
    std::vector<std::string> parameter_types;
    std::vector<std::string> column_types;
};

class PostgresDatabase {
public:
    explicit PostgresDatabase(PostgresCluster const& cluster,
                              std::string const& database = "postgres");
    ~PostgresDatabase();
    PostgresDatabase(PostgresDatabase const&) = delete;
    PostgresDatabase& operator=(PostgresDatabase const&) = delete;

    /// Several statements; throw PostgresFailure with PostgreSQL's own words.
    void run_script(std::string const& sql);
    std::vector<std::vector<std::string>> rows(std::string const& sql);
    PreparedStatement prepare(std::string const& sql);

private:
    struct ClearResult {
        void operator()(pg_result* result) const;
    };
    using Answer = std::unique_ptr<pg_result, ClearResult>;
    Answer checked(pg_result* result) const;
    std::string type_name(unsigned int type);

    pg_conn* connection_;
};

/// An empty database of the shared cluster, for one test case; dropped at its end, whoever is connected.
class FreshDatabase {
public:
    FreshDatabase();
    ~FreshDatabase();
    FreshDatabase(FreshDatabase const&) = delete;
    FreshDatabase& operator=(FreshDatabase const&) = delete;

    std::string const& name() const { return name_; }
    std::string url() const { return PostgresCluster::shared().url(name_); }
    /// A superuser's connection to it, made when first asked for.
    PostgresDatabase& superuser();

private:
    std::string name_;
    std::unique_ptr<PostgresDatabase> superuser_;
};

} // namespace folkmoot::tests
