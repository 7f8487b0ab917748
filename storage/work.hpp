#pragma once
// One waiting change (On = Change) or read (On = Read) without the type of its result.

#include "protocol/error.hpp"

namespace folkmoot::storage {

template <class On>
struct Work {
    virtual ~Work() = default;
    /// Runs it and keeps the result; whether it succeeded. Of several runs the last counts.
    virtual bool attempt(On& on) = 0;
    /// Makes this error the result.
    virtual void fail(protocol::Error error) = 0;
    /// Gives the result away; the last thing that happens to it.
    virtual void complete() noexcept = 0;
};

/// What people are told when a function threw; why is in the log.
inline protocol::Error internal_failure()
{
    return {protocol::ErrorName::internal, "Something went wrong on the server.", {}};
}

} // namespace folkmoot::storage
