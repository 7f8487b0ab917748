#pragma once
// The retry rule: a person repeating a request id gets the first result, even if the thing was since
// changed or their right has ended; with other content, `conflict`. Kept 90 days, in the change's own
// transaction. Results hold ids and numbers only, never anybody's words.

#include "storage/change.hpp"

#include <array>

namespace folkmoot::storage {

inline constexpr std::int64_t receipt_days = 90;

using ParametersHash = std::array<std::uint8_t, 32>;

struct Receipt {
    std::string method;
    ParametersHash hash{};
    std::string result;
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (method, hash, result))

/// The receipt of a request id, if there is one.
Asked<Receipt> ask_receipt(Read& read, PersonId person, RequestId request);
/// The first result as JSON text; nothing if the request id is new; `conflict` if it was used for
/// another method or other parameters.
Result<std::optional<std::string>> first_result(Asked<Receipt> const& receipt,
                                                std::string_view method,
                                                ParametersHash const& hash);
void keep_receipt(Change& change, PersonId person, RequestId request, std::string_view method,
                  ParametersHash const& hash, std::string_view result);
/// Deletes receipts older than 90 days, at most 1,000 at once; how many.
std::int64_t sweep_receipts(Change& change);

} // namespace folkmoot::storage
