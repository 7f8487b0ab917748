#pragma once

#include "server/embedded.hpp"

// The tables that server/embed/generate.mjs writes from the built client.
namespace folkmoot::server::embed {

struct Name {
    std::string_view logical;
    std::string_view path;
};

std::span<EmbeddedFile const> files(); // sorted by path
std::span<Name const> names();

} // namespace folkmoot::server::embed
