#include "storage/permission_rules.hpp"

namespace folkmoot::storage::rules {

May always(Standing const&)
{
    return {};
}

May not_archived(Standing const& standing)
{
    if (standing.archived) {
        return forbidden("This group is archived: it can be read, and not changed.");
    }
    return {};
}

May reads(Standing const& standing)
{
    if (!standing.reads()) {
        return forbidden("Only people who sit in this group may read it.");
    }
    return {};
}

May sees_seats(Standing const& standing)
{
    return standing.administrator ? May{} : reads(standing);
}

May writes(Standing const& standing)
{
    if (!standing.role) {
        return forbidden("Join the group to write in it.");
    }
    return not_archived(standing);
}

May facilitates(Standing const& standing)
{
    if (!standing.facilitates()) {
        return forbidden("This is for the facilitators of the group.");
    }
    return {};
}

May leads(Standing const& standing)
{
    auto const may = facilitates(standing);
    return may.has_error() ? may : not_archived(standing);
}

May manages(Standing const& standing)
{
    if (!standing.facilitates() && !standing.administrator) {
        return forbidden("This is for the facilitators of the group and administrators.");
    }
    return {};
}

May comes_in(Standing const& standing, groups::Kind kind, char const* otherwise)
{
    if (standing.kind != kind) {
        return forbidden(otherwise);
    }
    if (standing.guest) {
        return forbidden("Guests are invited into groups.");
    }
    return not_archived(standing);
}

May leads_at_desk(Standing const& standing)
{
    return standing.facilitates() ? not_archived(standing) : May{not_found()};
}

} // namespace folkmoot::storage::rules
