#include "server/inviting.hpp"

#include "protocol/json.hpp"
#include "server/invitations.hpp"
#include "server/sign_in.hpp"
#include "storage/invitation_list.hpp"
#include "storage/inviting.hpp"

namespace folkmoot::server {

using namespace protocol;

void make_link(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
               invitations::MakeLink request, OutcomeDone done)
{
    if (!caller.actor)
        return done(sign_in_needed());
    auto const secret = fresh_secret(parts.store.surroundings());
    parts.store.change<std::string>(
        [actor = *caller.actor, request, secret](storage::Change& change) -> Result<std::string> {
            if (auto const may = storage::may_send(change, actor, request.invitation); !may)
                return may.error();
            auto const until =
                storage::make_link(change, request.invitation, hash_of_secret(secret));
            if (!until)
                return until.error();
            return encode(invitations::LinkMade{Invitations::path_of(secret), *until});
        },
        [done = std::move(done)](Result<std::string> json) {
            if (!json)
                return done(json.error());
            done(Outcome{.json = *std::move(json)});
        });
}

void look_list_over(Parts parts, Caller const& caller, std::shared_ptr<Listener> const&,
                    invitations::LookOver request, OutcomeDone done)
{
    if (!caller.actor)
        return done(sign_in_needed());
    auto const now = parts.store.surroundings().now();
    parts.store.read<std::string>(
        [actor = *caller.actor, request = std::move(request),
         now](storage::Read& read) -> Result<std::string> {
            if (auto const may = storage::may_look_over(read, actor, request); !may)
                return may.error();
            auto const looked = storage::look_over(read, actor, request, now);
            if (!looked)
                return looked.error();
            return encode(*looked);
        },
        [done = std::move(done)](Result<std::string> json) {
            if (!json)
                return done(json.error());
            done(Outcome{.json = *std::move(json)});
        });
}

} // namespace folkmoot::server
