#pragma once
// What a network says about itself to everybody, signed in or not: how accessible it is, and what becomes of
// what people tell it. The server shows them at /accessibility and /privacy.

#include "protocol/people.hpp"

namespace folkmoot::protocol::statements {

enum class Which { accessibility, privacy };
BOOST_DESCRIBE_ENUM(Which, accessibility, privacy)

/// In Markdown; empty for the one that comes with the program.
using Words = Lines<0, 10'000>;

struct Statement {
    Revision revision = 0;
    std::string text;
    std::string ready;
    std::optional<Instant> changed_at;
};
FOLKMOOT_SHAPE(Statement, (revision, "To be named when it is changed; 0 before the first change"),
               (text, "As it was written, in Markdown; empty while the ready one is shown"),
               (ready, "The one that comes with the program, in Markdown"),
               (changed_at, "When it was changed last"))

struct ShowStatement {
    using Answer = Statement;
    static constexpr Method method{"statements.statement", Effect::read,
                                   "One of the network's statements, to be changed; for "
                                   "administrators"};
    Which which = Which::accessibility;
};
FOLKMOOT_SHAPE(ShowStatement, (which, "Which one"))

struct ChangeStatement {
    using Answer = people::Revised;
    static constexpr Method method{
        "statements.change", Effect::change,
        "Write one of the network's statements anew; for administrators"};
    RequestId request;
    Which which = Which::accessibility;
    Revision revision = 0;
    Words text;
};
FOLKMOOT_SHAPE(ChangeStatement, (request, "Made by the client"), (which, "Which one"),
               (revision, "The revision of it that was looked at"),
               (text, "In Markdown, up to 10,000 characters; empty: the ready one again"))

} // namespace folkmoot::protocol::statements
