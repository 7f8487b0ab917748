#include "protocol/error.hpp"

#include <stdexcept>
#include <utility>

namespace folkmoot::protocol {

void throw_exception_from_error(Error const& error, boost::source_location const& where)
{
    throw std::logic_error(where.to_string() +
                           ": a refusal was taken for a value: " + error.message);
}

Error sign_in_needed()
{
    return {ErrorName::sign_in_needed, "Sign in first.", {}};
}

// One sentence for all: it must not tell what is hidden from what is not there.
Error not_found()
{
    return {ErrorName::not_found, "There is no such thing, or you may not see it.", {}};
}

Error forbidden(std::string message)
{
    return {ErrorName::forbidden, std::move(message), {}};
}

Error conflict(std::string message)
{
    return {ErrorName::conflict, std::move(message), {}};
}

Error invalid(std::string field, std::string message)
{
    return {ErrorName::invalid, std::move(message), std::move(field)};
}

Error too_large(std::string field, std::string message)
{
    return {ErrorName::too_large, std::move(message), std::move(field)};
}

Error too_many(std::string message)
{
    return {ErrorName::too_many, std::move(message), {}};
}

Error unavailable()
{
    return {
        ErrorName::unavailable,
        "This cannot be done just now. Try again soon: a repetition with the same request id is "
        "never done twice.",
        {}};
}

} // namespace folkmoot::protocol
