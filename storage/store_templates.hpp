#pragma once
// The templates of store.hpp. Include that.

#include "storage/store.hpp"

#include <future>
#include <utility>

namespace folkmoot::storage {

template <class On, class T>
struct Store::WorkGiving final : Work<On> {
    WorkGiving(std::function<Result<T>(On&)> work, std::function<void(Result<T>)> done)
        : work_(std::move(work)), done_(std::move(done))
    {
    }

    bool attempt(On& on) override
    {
        auto result = work_(on);
        bool const succeeded = result.has_value();
        result_.emplace(std::move(result));
        return succeeded;
    }
    void fail(Error error) override { result_.emplace(std::move(error)); }
    void complete() noexcept override
    {
        done_(result_ ? *std::move(result_)
                      : Result<T>{internal_failure()}); // never ran: our mistake
    }

private:
    std::function<Result<T>(On&)> work_;
    std::function<void(Result<T>)> done_;
    std::optional<Result<T>> result_;
};

template <class T>
void Store::change(std::function<Result<T>(Change&)> work, std::function<void(Result<T>)> done,
                   Uuid const& place)
{
    enqueue(std::make_unique<WorkGiving<Change, T>>(std::move(work), std::move(done)), place);
}

template <class T>
void Store::read(std::function<Result<T>(Read&)> work, std::function<void(Result<T>)> done)
{
    enqueue(std::make_unique<WorkGiving<Read, T>>(std::move(work), std::move(done)));
}

template <class T>
Result<T> Store::change_now(std::function<Result<T>(Change&)> work)
{
    std::promise<Result<T>> promise;
    auto answer = promise.get_future();
    change<T>(std::move(work), [&](Result<T> result) { promise.set_value(std::move(result)); });
    return answer.get();
}

template <class T>
Result<T> Store::read_now(std::function<Result<T>(Read&)> work)
{
    std::promise<Result<T>> promise;
    auto answer = promise.get_future();
    read<T>(std::move(work), [&](Result<T> result) { promise.set_value(std::move(result)); });
    return answer.get();
}

} // namespace folkmoot::storage
