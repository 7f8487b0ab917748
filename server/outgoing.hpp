#pragma once
// What waits to be written to a connection, within bounds: what the hub tells may wait up to
// connection_queue_*; a connection past that is closed and never slows another. On the connection's strand.

#include "server/hub.hpp"

#include <memory>
#include <string>

namespace folkmoot::server {

struct Outgoing {
    std::shared_ptr<std::string const> text;
    std::size_t entries = 0; ///< 0: an answer
};

struct Waiting {
    std::size_t answer_bytes = 0;
    std::size_t told_bytes = 0;
    std::size_t told_entries = 0;

    void add(Outgoing const& one)
    {
        (one.entries == 0 ? answer_bytes : told_bytes) += one.text->size();
        told_entries += one.entries;
    }
    void remove(Outgoing const& one)
    {
        (one.entries == 0 ? answer_bytes : told_bytes) -= one.text->size();
        told_entries -= one.entries;
    }
    bool has_room_for(Outgoing const& one) const
    {
        return told_entries == 0 || (told_bytes + one.text->size() <= connection_queue_bytes_max &&
                                     told_entries + one.entries <= connection_queue_entries_max);
    }
};

} // namespace folkmoot::server
