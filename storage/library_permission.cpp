// Who may do what in a library: the library's part of permission.hpp.

#include "storage/permission_rules.hpp"

#include <algorithm>

namespace folkmoot::storage {

using namespace rules;

namespace {

constexpr Sql select_resource_group = R"sql(
SELECT group_id FROM resources WHERE id = $1
)sql";

constexpr Sql select_resource_author = R"sql(
SELECT author FROM resources WHERE id = $1
)sql";

constexpr Sql select_version_group = R"sql(
SELECT r.group_id FROM versions v JOIN resources r ON r.id = v.resource WHERE v.id = $1
)sql";

constexpr Sql select_version_author = R"sql(
SELECT author FROM versions WHERE id = $1
)sql";

constexpr Sql select_author_of_whole = R"sql(
SELECT r.author FROM versions v JOIN resources r ON r.id = v.resource WHERE v.id = $1
)sql";

constexpr Sql select_origin_group = R"sql(
SELECT o.group_id FROM adaptation_rows w JOIN resources o ON o.id = w.origin WHERE w.resource = $1
)sql";

/// A guest changes nothing that is others'.
auto writes_beyond_own(PersonId person, Asked<PersonId> const& author)
{
    return [=](Standing const& standing) -> May {
        if (standing.role == groups::Role::guest && author.row() != person) {
            return forbidden("Guests change what they put in themselves.");
        }
        return writes(standing);
    };
}

May adopts(Standing const& standing)
{
    if (standing.role == groups::Role::guest) {
        return forbidden("Guests do not say what their authority uses.");
    }
    return writes(standing);
}

May adapts(Standing const& standing)
{
    if (standing.role == groups::Role::guest) {
        return forbidden("Guests do not adapt for their authority.");
    }
    return writes(standing);
}

/// Reads what it is made from, and is a member where it goes to. Whoever takes from one group into another holds the
/// two in the same order.
May read_there_and_write_here(Read& read, Actor const& actor, auto const& ask_there,
                              auto const& find_here)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    auto const there = ask_there().row();
    auto const here = find_here();
    if (!there || !here) {
        return not_found();
    }
    read.hold_group(std::min(*there, *here));
    read.hold_group(std::max(*there, *here));
    if (auto const may = if_read(read, actor, ask_there, always); may.has_error()) {
        return may;
    }
    return if_known(read, actor, *here, adapts);
}

} // namespace

May may_read_resource(Read& read, Actor const& actor, ResourceId resource)
{
    return if_read(read, actor, found_by(read, select_resource_group, resource), always);
}

May may_read_version(Read& read, Actor const& actor, VersionId version)
{
    return if_read(read, actor, found_by(read, select_version_group, version), always);
}

May may_add_version(Read& read, Actor const& actor, ResourceId resource)
{
    return if_read(read, actor, found_by(read, select_resource_group, resource), writes);
}

May may_change_resource(Read& read, Actor const& actor, ResourceId resource)
{
    return if_read(
        read, actor, found_by(read, select_resource_group, resource),
        writes_beyond_own(actor.person, read.ask<PersonId>(select_resource_author, resource)));
}

May may_release_version(Read& read, Actor const& actor, VersionId version)
{
    return if_read(
        read, actor, found_by(read, select_version_group, version),
        writes_beyond_own(actor.person, read.ask<PersonId>(select_author_of_whole, version)));
}

May may_remove_version(Read& read, Actor const& actor, VersionId version)
{
    return if_read(read, actor, found_by(read, select_version_group, version),
                   writes_as_author_or_leads(actor.person,
                                             read.ask<PersonId>(select_version_author, version)));
}

May may_adopt(Read& read, Actor const& actor, VersionId version)
{
    return if_read(read, actor, found_by(read, select_version_group, version), adopts);
}

May may_end_adoption(Read& read, Actor const& actor, ResourceId resource)
{
    return if_read(read, actor, found_by(read, select_resource_group, resource), adopts);
}

May may_adapt(Read& read, Actor const& actor, VersionId version, GroupId to)
{
    return read_there_and_write_here(read, actor, found_by(read, select_version_group, version),
                                     [to] { return std::optional{to}; });
}

May may_catch_up(Read& read, Actor const& actor, ResourceId resource, VersionId to)
{
    return read_there_and_write_here(
        read, actor, found_by(read, select_version_group, to),
        [&read, resource] { return read.ask<GroupId>(select_resource_group, resource).row(); });
}

May may_see_origin_changes(Read& read, Actor const& actor, ResourceId adaptation)
{
    if (auto const may = may_read_resource(read, actor, adaptation); may.has_error()) {
        return may;
    }
    return if_read(read, actor, found_by(read, select_origin_group, adaptation), always);
}

May may_undo_catch_up(Read& read, Actor const& actor, ResourceId resource)
{
    return if_read(read, actor, found_by(read, select_resource_group, resource), adapts);
}

} // namespace folkmoot::storage
