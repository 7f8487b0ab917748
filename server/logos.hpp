#pragma once
// Logos of authorities at /authorities/ID/logo: GET for whoever may see the authority, PUT for
// administrators, with the picture as the whole body and the authority's revision in the header
// Folkmoot-Revision. What is sent back is what was found in the picture itself, in no other's name.

#include "server/http.hpp"
#include "storage/store.hpp"

namespace folkmoot::server {

class Logos {
public:
    /// What is given outlives every request under way.
    explicit Logos(storage::Store& store) : store_(store) {}

    static bool at(std::string_view path);

    /// A request that the gate let through: GET, HEAD or PUT. `done` is called once, on any thread.
    using LogoDone = std::function<void(protocol::Result<HttpAnswer>)>;
    void answer(HttpRequest request, Caller const& caller, LogoDone done) const;

private:
    void take(HttpRequest request, storage::Actor const& actor, protocol::AuthorityId authority,
              LogoDone done) const;

    storage::Store& store_;
};

} // namespace folkmoot::server
