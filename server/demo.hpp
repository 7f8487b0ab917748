#pragma once
// Writes the demonstration network: every row through the functions that people's requests use, with a
// clock that runs through five weeks of work up to now. Nothing is forged, so whatever the pages show of
// it, they would show of real weeks.

#include "storage/store.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace folkmoot::server {

/// Throws std::runtime_error with a sentence for the operator when there is a network already, or none
/// can be written there.
void make_demo(storage::DatabasePlace const& place, std::string const& password_hash,
               protocol::Instant now, std::function<void(std::span<std::uint8_t>)> random);

/// The Nth working day before the day of `now`, at midnight.
protocol::Instant working_day_before(protocol::Instant now, int days);

} // namespace folkmoot::server
