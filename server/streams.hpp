#pragma once
// Which streams of server-sent events are open at this node, so that a request by POST can be about one
// (`Folkmoot-Stream`). A stream's name is no secret that gives rights: only the sign-in that opened it
// finds it. Any thread.

#include "storage/change.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace folkmoot::server {

class Listener;

class Streams {
public:
    /// Its name.
    std::string add(std::shared_ptr<Listener> const& stream, protocol::Uuid const& fresh);
    /// Nothing when there is none of this name that the actor opened.
    std::shared_ptr<Listener> find(std::string_view name, storage::Actor const& actor);

private:
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<Listener>, std::less<>> open_; // under mutex_
};

} // namespace folkmoot::server
