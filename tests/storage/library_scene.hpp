#pragma once
// What tests put into a library when it does not matter what.

#include "storage/library.hpp"
#include "tests/storage/world.hpp"

namespace folkmoot::tests {

/// A resource that is a link, with a draft of theirs.
inline library::ResourceAdded puts_link_in(Somebody const& who, GroupId group)
{
    return who
        .asks(may_write_in_group, group, add_resource,
              {.group = group,
               .title = {"Toolkit"},
               .language = {"en-GB"},
               .link = Link{"https://northmere.example/1"}})
        .value();
}

} // namespace folkmoot::tests
