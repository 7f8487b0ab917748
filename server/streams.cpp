#include "server/streams.hpp"

#include "server/hub.hpp"

namespace folkmoot::server {

std::string Streams::add(std::shared_ptr<Listener> const& stream, protocol::Uuid const& fresh)
{
    auto name = protocol::to_string(fresh);
    std::lock_guard const lock{mutex_};
    std::erase_if(open_, [](auto const& one) { return one.second.expired(); });
    open_.emplace(name, stream);
    return name;
}

std::shared_ptr<Listener> Streams::find(std::string_view name, storage::Actor const& actor)
{
    std::lock_guard const lock{mutex_};
    auto const place = open_.find(name);
    auto const stream = place == open_.end() ? nullptr : place->second.lock();
    bool const theirs = stream && stream->actor().person == actor.person &&
                        stream->actor().sign_in == actor.sign_in;
    return theirs ? stream : nullptr;
}

} // namespace folkmoot::server
