#pragma once
// Who is let in: rules about Host, Origin, Sec-Fetch-Site, cookie and Bearer, before anything is read
// from the database. Pure functions, any thread.
//
// - Host must be one of ours: 400 when it is missing or doubled, 421 when it is another's.
// - An Origin that is there must be ours, and Sec-Fetch-Site, where present, `same-origin`: else 403.
// - /rpc with a cookie, and every /ws handshake without Bearer, need an Origin. Without a word of where
//   a request comes from, a foreign page could send it with our cookie.
// - A form of one of our pages always needs an Origin: what it does, it may do for nobody in particular.
// - A GET of /events or of a logo changes nothing, and only our own pages can read its answer: browsers
//   send no Origin with it, so none is needed; one that is there must be ours.
// - With Bearer the cookie is not looked at. Two secrets of one kind are no secret.
// - So do HEAD and OPTIONS of uploads; whatever changes one follows the rules of /rpc. A link to a file may be
//   followed from anywhere, and no page can read what is saved: only its Host is looked at.
// - GETs of pages change nothing and hold nothing of anybody's: only their Host is looked at.

#include "server/address_ranges.hpp"
#include "server/http.hpp"

#include <boost/system/result.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::server {

/// Where we live, as browsers name it.
struct Address {
    std::vector<std::string> origins; ///< "https://moot.example", "http://localhost:8080"
    std::vector<std::string> hosts;   ///< "moot.example", "localhost:8080"
    bool https = false;               ///< cookies are Secure, browsers are told to stay on https

    /// `__Host-sid` with https, which no other site or port can set; `sid` on loopback.
    std::string_view cookie_name() const { return https ? "__Host-sid" : "sid"; }
};

/// From a public_url that config.hpp has checked; without one, loopback at the port we listen on.
Address address_of(std::string_view public_url, unsigned short port);

enum class Entrance { page, form, rpc, socket, events };

/// What somebody brought to show who they are. Whose it is, the store knows.
struct Credentials {
    enum class Kind { none, cookie, bearer };
    Kind kind = Kind::none;
    std::string secret;
};

struct Refusal {
    int status = 0;
    std::string message; ///< one plain sentence
};
[[noreturn]] void throw_exception_from_error(Refusal const& refusal,
                                             boost::source_location const& where);
using Passed = boost::system::result<Credentials, Refusal>;

Passed pass_gate(Address const& address, HttpRequest const& request, Entrance entrance);

/// 256 bits in base64url, 43 characters: the form of every secret we give out.
bool looks_like_a_secret(std::string_view text);

/// The cookie that carries a secret for 30 days, and the one that takes it away.
inline constexpr int cookie_days = 30;
std::string cookie_with(Address const& address, std::string_view secret);
std::string cookie_without(Address const& address);

/// The address somebody calls from: the peer's; when that is a proxy of ours, the one it saw, which it
/// wrote last into X-Forwarded-For; when that is a proxy of ours too, the one before, and so on. What
/// stands before the first that is not ours is whatever the caller made up.
std::string caller_address(HttpRequest const& request, AddressRanges const& proxies);

/// "Firefox on Windows", for the list of somebody's sign-ins; "A browser" when we cannot tell.
std::string browser_label(std::string_view user_agent);

} // namespace folkmoot::server
