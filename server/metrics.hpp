#pragma once
// What the program does, in numbers, for Prometheus. Nothing about any person: names of methods and of
// outcomes, counts and times. All members on any thread.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace folkmoot::server {

class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(Metrics const&) = delete;
    Metrics& operator=(Metrics const&) = delete;

    /// `method` must be one of the protocol's; `outcome` is "ok" or an error's name.
    void answered(std::string_view method, std::string_view outcome);
    /// A batch of changes was written and committed.
    void committed(std::size_t changes, std::chrono::microseconds took);

    enum class Kind { gauge, counter };
    /// `value` is asked each time somebody reads.
    void watch(Kind kind, std::string const& name, std::string const& help,
               std::function<double()> value);

    /// In Prometheus' text form, with the memory of this process.
    std::string text();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace folkmoot::server
