#include "server/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <unistd.h>

#include <fstream>
#include <mutex>
#include <vector>

namespace folkmoot::server {
namespace {

using prometheus::Histogram;

/// In seconds: a commit on a good disk takes 1 ms, on a bad day a second.
Histogram::BucketBoundaries const times{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02,
                                        0.05,   0.1,   0.2,   0.5,   1,    5};
Histogram::BucketBoundaries const sizes{1, 2, 5, 10, 20, 50, 100, 200, 512};

double resident_bytes()
{
    std::ifstream file{"/proc/self/statm"};
    double pages = 0;
    double resident = 0;
    file >> pages >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

prometheus::MetricFamily family_of(std::string const& name, std::string const& help,
                                   Metrics::Kind kind, double value)
{
    prometheus::ClientMetric metric;
    bool const gauge = kind == Metrics::Kind::gauge;
    (gauge ? metric.gauge.value : metric.counter.value) = value;
    return {name,
            help,
            gauge ? prometheus::MetricType::Gauge : prometheus::MetricType::Counter,
            {metric}};
}

} // namespace

struct Metrics::Inside {
    struct Watched {
        Kind kind;
        std::string name;
        std::string help;
        std::function<double()> value;
    };

    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter()
            .Name("folkmoot_requests_total")
            .Help("Requests answered, by method and outcome")
            .Register(registry);
    prometheus::Counter& changes = prometheus::BuildCounter()
                                       .Name("folkmoot_changes_total")
                                       .Help("Changes that were asked for and written or refused")
                                       .Register(registry)
                                       .Add({});
    Histogram& batches = prometheus::BuildHistogram()
                             .Name("folkmoot_commit_changes")
                             .Help("How many changes share one commit")
                             .Register(registry)
                             .Add({}, sizes);
    Histogram& commits = prometheus::BuildHistogram()
                             .Name("folkmoot_commit_seconds")
                             .Help("How long a batch of changes takes, commit and all")
                             .Register(registry)
                             .Add({}, times);
    std::mutex mutex;
    std::vector<Watched> watched; // under mutex
};

Metrics::Metrics() : inside_(std::make_unique<Inside>()) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view method, std::string_view outcome)
{
    inside_->requests.Add({{"method", std::string{method}}, {"outcome", std::string{outcome}}})
        .Increment();
}

void Metrics::committed(std::size_t changes, std::chrono::microseconds took)
{
    inside_->changes.Increment(static_cast<double>(changes));
    inside_->batches.Observe(static_cast<double>(changes));
    inside_->commits.Observe(std::chrono::duration<double>(took).count());
}

void Metrics::watch(Kind kind, std::string const& name, std::string const& help,
                    std::function<double()> value)
{
    std::lock_guard const lock{inside_->mutex};
    inside_->watched.push_back({kind, name, help, std::move(value)});
}

std::string Metrics::text()
{
    auto families = inside_->registry.Collect();
    {
        std::lock_guard const lock{inside_->mutex};
        for (auto const& [kind, name, help, value] : inside_->watched)
            families.push_back(family_of(name, help, kind, value()));
    }
    families.push_back(family_of("process_resident_memory_bytes", "Memory of this process",
                                 Kind::gauge, resident_bytes()));
    return prometheus::TextSerializer{}.Serialize(families);
}

} // namespace folkmoot::server
