#pragma once
// A place for as long as a subcommand works on it.

#include "storage/database.hpp"

namespace folkmoot::storage {

/// Open, and closed in good order after its connections.
class Opened {
public:
    Opened(DatabasePlace const& place, std::function<void(std::string_view)> const& log);
    ~Opened();
    Opened(Opened const&) = delete;
    Opened& operator=(Opened const&) = delete;

    Database* operator->() const { return database_.get(); }

private:
    std::unique_ptr<Database> database_;
};

/// One that holds a network with the schema of this program; to look makes nothing. Throws
/// std::runtime_error with a sentence for the operator.
class OpenedNetwork : public Opened {
public:
    OpenedNetwork(DatabasePlace const& place, std::function<void(std::string_view)> const& log);
};

} // namespace folkmoot::storage
