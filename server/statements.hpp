#pragma once
// The pages /accessibility and /privacy: what the network says about itself, for everybody, without script
// and without a sign-in. Until an administrator writes them, they show ready words that fit what the program does,
// with marks where only the network's own people know what to say.

#include "protocol/statements.hpp"
#include "server/dispatch.hpp"
#include "server/page_answer.hpp"
#include "server/pages.hpp"

namespace folkmoot::server {

/// In Markdown.
std::string ready_statement(protocol::statements::Which which, std::string const& network_name);

/// The network's own words and the ready ones.
protocol::statements::Statement whole_statement(storage::Read& read,
                                                protocol::statements::Which which);

class Statements {
public:
    Statements(storage::Store& store, PageLook const& look) : store_(store), look_(look) {}

    static std::optional<protocol::statements::Which> at(std::string_view path);
    /// `done` is called on any thread.
    void show(protocol::statements::Which which, PageDone done) const;

private:
    storage::Store& store_;
    PageLook const& look_;
};

} // namespace folkmoot::server
