#pragma once
// The methods that prove who somebody is. Passwords are checked between two transactions, on threads of
// their own; the second transaction looks again at what the first saw.

#include "protocol/people.hpp"
#include "server/routes.hpp"
#include "storage/sign_ins.hpp"

namespace folkmoot::server {

/// An unknown address answers like a known one with a wrong password, and takes as long.
void sign_in(Parts parts, Caller caller, std::shared_ptr<Listener> const& listener,
             protocol::people::SignIn request, OutcomeDone done);
void sign_out(Parts parts, Caller const& caller, std::shared_ptr<Listener> const& listener,
              protocol::people::SignOut request, OutcomeDone done);
void change_password(Parts parts, Caller const& caller, std::shared_ptr<Listener> const& listener,
                     protocol::people::ChangePassword request, OutcomeDone done);

/// 256 random bits as text, for a cookie or an access token, and the hash of it that is kept.
std::string fresh_secret(storage::Surroundings const& surroundings);
storage::SecretHash hash_of_secret(std::string_view secret);

} // namespace folkmoot::server
