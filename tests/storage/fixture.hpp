#pragma once
// A fresh store in a folder or a database of its own (fresh_place.hpp), with a clock that stands until it is told to go on and
// randomness that repeats. Each test case makes its own.
//
//   FreshStore store;
//   auto topic = store.change([&](Change& change) { return start_topic(change, anna, request); });
//   store.clock.pass(std::chrono::hours{1});

#include "storage/store.hpp"
#include "tests/storage/fresh_place.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <type_traits>

namespace folkmoot::tests {

using namespace folkmoot::storage;

/// Made empty, removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "folkmoot-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) {
            throw std::runtime_error("no temporary folder");
        }
        path_ = pattern;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    std::filesystem::path const& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Stands at 1 October 2026, 09:00 UTC, until told otherwise. Any thread.
class StandingClock {
public:
    Instant now() const { return Instant{microseconds_}; }
    void pass(std::chrono::microseconds time) { microseconds_ += time.count(); }
    void set(Instant instant) { microseconds_ = instant.microseconds; }

private:
    std::atomic<std::int64_t> microseconds_{1'790'845'200'000'000};
};

/// The same bytes in each run. Any thread.
class RepeatedRandomness {
public:
    explicit RepeatedRandomness(std::uint64_t seed = 1) : engine_(seed) {}
    void fill(std::span<std::uint8_t> bytes)
    {
        std::lock_guard const lock{mutex_};
        for (auto& byte : bytes) {
            byte = static_cast<std::uint8_t>(engine_());
        }
    }

private:
    std::mutex mutex_;
    std::mt19937_64 engine_; // under mutex_
};

class FreshStore {
public:
    explicit FreshStore(Store::Options options = {})
    {
        options.place = place.place();
        if (!options.log) {
            options.log = [](std::string_view) {};
        }
        options_ = options;
        open();
    }
    /// A copy of one that has ended. Its randomness is another, so that no id comes twice.
    explicit FreshStore(FreshStore const& ended)
        : place{ended.place, folder.path()}, randomness{2}, options_{ended.options_}
    {
        options_.place = place.place();
        open();
    }

    /// Ends the store and opens it again on the same network, as a restart does.
    void restart()
    {
        store_.reset();
        open();
    }
    /// Ends the store; for tests that look at the folder.
    void end() { store_.reset(); }

    Store& store() { return *store_; }
    Surroundings surroundings()
    {
        return {[this] { return clock.now(); },
                [this](std::span<std::uint8_t> bytes) { randomness.fill(bytes); }};
    }

    /// Runs a function in a change of its own and gives what it gives: a Result as it is; anything else
    /// when the change succeeded, or throws.
    template <class Work>
    auto change(Work work)
    {
        return now<Change>(std::move(work));
    }
    template <class Work>
    auto read(Work work)
    {
        return now<Read>(std::move(work));
    }

    TemporaryFolder folder;
    FreshPlace place{folder.path()};
    StandingClock clock;
    RepeatedRandomness randomness;

private:
    template <class T>
    struct IsResult : std::false_type {
    };
    template <class T>
    struct IsResult<Result<T>> : std::true_type {
    };

    void open() { store_ = std::make_unique<Store>(options_, surroundings()); }

    template <class On, class T>
    Result<T> waited(std::function<Result<T>(On&)> work)
    {
        if constexpr (std::is_same_v<On, Change>) {
            return store_->change_now<T>(std::move(work));
        } else {
            return store_->read_now<T>(std::move(work));
        }
    }

    template <class On, class Work>
    auto now(Work work)
    {
        using Given = std::invoke_result_t<Work&, On&>;
        if constexpr (IsResult<Given>::value) {
            return waited<On, typename Given::value_type>(std::move(work));
        } else if constexpr (std::is_void_v<Given>) {
            waited<On, void>([work](On& on) mutable -> Result<void> {
                work(on);
                return {};
            }).value();
        } else {
            return waited<On, Given>([work](On& on) mutable -> Result<Given> { return work(on); })
                .value();
        }
    }

    Store::Options options_;
    std::unique_ptr<Store> store_;
};

} // namespace folkmoot::tests
