#pragma once
// What a user can cause is a value, Result<T>; what nobody can foresee (a failed disk, a broken
// invariant) is thrown. The names below are the protocol's; a client shows its own words by name.

#include "protocol/shape.hpp"

#include <boost/system/result.hpp>

#include <optional>
#include <string>

namespace folkmoot::protocol {

enum class ErrorName {
    sign_in_needed, ///< nobody is signed in, or the sign-in has ended
    not_found,      ///< does not exist, or is not yours to see: the two answer alike, byte for byte
    forbidden,      ///< you see it and may not change it
    conflict,       ///< it changed since you looked, or a request id came again with other content
    invalid,        ///< a field does not hold what it must; `field` names it
    too_large,      ///< over a limit; `field` names it where there is one
    too_many,       ///< too often; wait
    unavailable,    ///< not just now (disk full, database away, stopping); a repetition finds out
    internal,       ///< our mistake; it is in the log
};
BOOST_DESCRIBE_ENUM(ErrorName, sign_in_needed, not_found, forbidden, conflict, invalid, too_large,
                    too_many, unavailable, internal)

struct Error {
    ErrorName name = ErrorName::internal;
    std::string message;              ///< one plain sentence for scripts and logs
    std::optional<std::string> field; ///< path of the field, e.g. "labels[2]"

    bool operator==(Error const&) const = default;
};

template <class T>
using Result = boost::system::result<T, Error>;

/// Thrown when value() is asked of a failed Result: a mistake of ours.
[[noreturn]] void throw_exception_from_error(Error const& error,
                                             boost::source_location const& where);

Error sign_in_needed();
Error not_found();
Error forbidden(std::string message);
Error conflict(std::string message);
Error invalid(std::string field, std::string message);
Error too_large(std::string field, std::string message);
Error too_many(std::string message);
Error unavailable();

} // namespace folkmoot::protocol
