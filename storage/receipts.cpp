#include "storage/receipts.hpp"

namespace folkmoot::storage {
namespace {

constexpr Sql receipt_of = R"sql(
    SELECT method, hash, result FROM receipts WHERE person = $1 AND request = $2
)sql";

constexpr Sql add_receipt = R"sql(
    INSERT INTO receipts (person, request, method, hash, result, at) VALUES ($1, $2, $3, $4, $5, $6)
)sql";

constexpr Sql delete_oldest = R"sql(
    DELETE FROM receipts WHERE (person, request) IN
        (SELECT person, request FROM receipts WHERE at < $1 ORDER BY at LIMIT $2)
)sql";

constexpr std::int64_t swept_at_once_max = 1'000;
constexpr std::int64_t microseconds_per_day = 24LL * 60 * 60 * 1'000'000;

} // namespace

Asked<Receipt> ask_receipt(Read& read, PersonId person, RequestId request)
{
    return read.ask<Receipt>(receipt_of, person, request);
}

Result<std::optional<std::string>> first_result(Asked<Receipt> const& asked,
                                                std::string_view method, ParametersHash const& hash)
{
    auto receipt = asked.row();
    if (!receipt) {
        return std::optional<std::string>{};
    }
    if (receipt->method != method || receipt->hash != hash) {
        return conflict("This request id was used for something else.");
    }
    return std::optional{std::move(receipt->result)};
}

void keep_receipt(Change& change, PersonId person, RequestId request, std::string_view method,
                  ParametersHash const& hash, std::string_view result)
{
    change.put(add_receipt, person, request, method, hash, result, change.now());
}

std::int64_t sweep_receipts(Change& change)
{
    Instant const before{change.now().microseconds - receipt_days * microseconds_per_day};
    return change.run(delete_oldest, before, swept_at_once_max);
}

} // namespace folkmoot::storage
