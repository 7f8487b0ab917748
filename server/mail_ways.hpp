#pragma once
// Where a written mail goes: to a mail server, or into a folder. From one thread at a time.

#include "protocol/values.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace folkmoot::server {

/// Whether a mail server would take the address as one, and nothing else.
bool can_be_sent_to(std::string_view address);

/// What became of one mail.
struct MailOutcome {
    bool sent = false;
    int reply = 0;         ///< the mail server's, like 550; 0 when there was none
    bool for_good = false; ///< no use in trying again
    std::string words;     ///< for the log; nobody's address in it
};
struct Envelope {
    std::string from;
    std::string to;
    protocol::Uuid about; ///< the invitation or change of address
};
/// Takes the whole mail.
using MailWay = std::function<MailOutcome(Envelope const& envelope, std::string const& mime)>;

/// By libcurl. TLS always, but to this machine itself.
MailWay by_smtp(std::string const& url);
/// As one .eml file each (server/letters.hpp), readable for us alone, whose path is told.
MailWay into_folder(std::filesystem::path folder,
                    std::function<void(std::filesystem::path const&)> told);

} // namespace folkmoot::server
