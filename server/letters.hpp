#pragma once
// Mails that were written into the outbox folder, for want of a mail server: each is a file that holds a
// name, an address and a link.

#include "protocol/values.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace folkmoot::server {

inline constexpr std::chrono::hours letters_kept{30 * 24};

/// "2026-11-22T23-06-11-000123-ID.eml": in the order they were written, and what each is about.
std::string letter_name(protocol::Uuid const& about);
/// Removes those that are older than `letters_kept`, and those about one of these; how many. A file that cannot
/// be removed stays.
std::size_t forget_letters(std::filesystem::path const& folder,
                           std::vector<protocol::Uuid> const& about);

} // namespace folkmoot::server
