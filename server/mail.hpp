#pragma once
// One mail as it goes out (RFC 5322): text and the same as simple HTML, with what tells other programs that a
// program wrote it. Pure, but for the boundary between the parts, which is random.

#include "protocol/values.hpp"
#include "storage/outbox.hpp"

#include <string>
#include <vector>

namespace folkmoot::server {

struct Letter {
    std::string id; ///< of its Message-ID, before the @
    protocol::Instant date;
    std::string from_name;
    std::string from;
    std::string to_name;
    std::string to;
    std::string subject;
    /// Paragraphs; one that is an address of http or https alone is a link.
    std::vector<std::string> paragraphs;
    /// Where one says that one wants no more of them (RFC 8058); empty of a mail that one asked for.
    std::string unsubscribe;
};
std::string mime_of(Letter const& letter);

/// The mail that carries a link: an invitation's, a new password's, a new address's or a newer version's. Two
/// carry none: an address was changed, or somebody wanted one that is taken. `address` is the network's.
Letter letter_of(storage::MailTaken const& mail, std::string const& address,
                 std::string const& secret);

} // namespace folkmoot::server
