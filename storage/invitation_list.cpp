#include "storage/invitation_list.hpp"

#include "protocol/mail_address.hpp"
#include "protocol/unicode.hpp"
#include "storage/fold.hpp"
#include "storage/inviting.hpp"
#include "storage/network.hpp"
#include "storage/permission.hpp"
#include "storage/standing.hpp"

#include <algorithm>
#include <map>

namespace folkmoot::storage {

namespace {

using invitations::LineFault;
using invitations::LineField;
using invitations::LineLooked;

constexpr Sql select_authorities = R"sql(
SELECT authority AS id, name, short_name, closed FROM authority_rows ORDER BY closed, authority
)sql";

constexpr Sql select_groups = R"sql(
SELECT id, name FROM groups ORDER BY id
)sql";

struct AuthorityNamed {
    AuthorityId id;
    std::string name;
    std::string short_name;
    bool closed = false;
};
BOOST_DESCRIBE_STRUCT(AuthorityNamed, (), (id, name, short_name, closed))

struct GroupNamed {
    GroupId id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(GroupNamed, (), (id, name))

struct Place {
    GroupId group;
    bool archived = false;
    bool may_invite = false;
};

constexpr std::array roles{std::pair{"facilitator", groups::Role::facilitator},
                           std::pair{"member", groups::Role::member},
                           std::pair{"guest", groups::Role::guest}};

class Looking {
public:
    Looking(Read& read, Actor const& actor, invitations::LookOver const& request, Instant now)
        : read_(read), request_(request), now_(now)
    {
        for (auto const& one : read.rows<AuthorityNamed>(select_authorities)) {
            for (auto const& name : {one.name, one.short_name}) {
                authorities_.try_emplace(folded(name), one);
            }
        }
        learn_groups(actor);
    }

    LineLooked look(invitations::ListLine const& line)
    {
        LineLooked looked{.said = line, .role = request_.role.value_or(groups::Role::member)};
        look_at_name(looked);
        look_at_role(looked);
        look_at_authority(looked);
        look_at_groups(looked);
        look_at_mail(looked);
        return looked;
    }

private:
    using Target = std::optional<GroupId>;

    static void found(LineLooked& looked, LineField field, LineFault fault, std::string about = {},
                      std::optional<Count> line = {})
    {
        looked.problems.push_back({field, fault, std::move(about), line});
    }

    void learn_groups(Actor const& actor)
    {
        std::map<GroupId, Standing> known;
        for (auto const& standing : standings_of(read_, actor.person)) {
            if (standing.knows()) {
                known.emplace(standing.group_id, standing);
            }
        }
        for (auto const& one : read_.rows<GroupNamed>(select_groups)) {
            auto const standing = known.find(one.id);
            if (standing == known.end()) {
                continue;
            }
            auto const& [group, stands] = *standing;
            Place const place{group, stands.archived, stands.administrator || stands.facilitates()};
            auto const [there, fresh] = groups_.try_emplace(folded(one.name), place);
            // Of two with one name, the one they may invite to is meant.
            if (!fresh && (!there->second.may_invite || there->second.archived)) {
                there->second = place;
            }
        }
    }

    static void look_at_name(LineLooked& looked)
    {
        auto const& name = looked.said.name.value;
        if (!shows_something(name)) {
            found(looked, LineField::name, LineFault::missing);
        } else if (count_characters(name) > Name::characters_max) {
            found(looked, LineField::name, LineFault::too_long);
        }
    }

    static void look_at_role(LineLooked& looked)
    {
        auto const said = folded(looked.said.role.value);
        if (said.empty()) {
            return;
        }
        auto const* const role =
            std::ranges::find_if(roles, [&](auto const& one) { return said == one.first; });
        if (role == roles.end()) {
            return found(looked, LineField::role, LineFault::unknown, looked.said.role.value);
        }
        looked.role = role->second;
    }

    void look_at_authority(LineLooked& looked) const
    {
        auto const& said = looked.said.authority.value;
        if (said.empty()) {
            looked.authority = request_.authority;
            if (!looked.authority) {
                found(looked, LineField::authority, LineFault::missing);
            }
            return;
        }
        auto const known = authorities_.find(folded(said));
        if (known == authorities_.end()) {
            return found(looked, LineField::authority, LineFault::unknown, said);
        }
        if (known->second.closed) {
            return found(looked, LineField::authority, LineFault::closed, said);
        }
        looked.authority = known->second.id;
    }

    void look_at_groups(LineLooked& looked) const
    {
        auto const named = invitations::groups_named(looked.said.groups.value);
        if (named.empty() && request_.group) {
            looked.groups.push_back(*request_.group);
        }
        for (auto const& name : named) {
            auto const known = groups_.find(folded(name));
            if (known == groups_.end()) {
                found(looked, LineField::groups, LineFault::unknown, name);
            } else if (!known->second.may_invite) {
                found(looked, LineField::groups, LineFault::no_right, name);
            } else if (known->second.archived) {
                found(looked, LineField::groups, LineFault::closed, name);
            } else if (std::ranges::find(looked.groups, known->second.group) ==
                       looked.groups.end()) {
                looked.groups.push_back(known->second.group);
            }
        }
    }

    /// Last, for whether somebody is there already depends on where.
    void look_at_mail(LineLooked& looked)
    {
        auto const& said = looked.said.mail.value;
        if (said.empty()) {
            return found(looked, LineField::mail, LineFault::missing);
        }
        if (!looks_like_mail(said) || count_characters(said) > Mail::characters_max ||
            count_characters(said) < Mail::characters_min) {
            return found(looked, LineField::mail, LineFault::wrong);
        }
        bool const to_network = looked.said.groups.value.empty() && !request_.group;
        if (looked.groups.empty() && !to_network) {
            return; // nowhere to look
        }
        std::vector<Target> targets{looked.groups.begin(), looked.groups.end()};
        if (targets.empty()) {
            targets.emplace_back();
        }
        leave_out_earlier(looked, targets);
        leave_out_known(looked, targets);
        looked.groups.clear();
        for (auto const& target : targets) {
            if (target) {
                looked.groups.push_back(*target);
            }
        }
    }

    /// What an earlier line of the list asks for.
    void leave_out_earlier(LineLooked& looked, std::vector<Target>& targets)
    {
        auto const mail = Mail{looked.said.mail.value}.folded();
        std::optional<Count> earlier;
        std::erase_if(targets, [&](Target const& target) {
            auto const [there, fresh] = seen_.try_emplace({mail, target}, looked.said.line);
            if (!fresh) {
                earlier = there->second;
            }
            return !fresh;
        });
        if (targets.empty()) {
            found(looked, LineField::mail, LineFault::twice, {}, earlier);
        }
    }

    void leave_out_known(LineLooked& looked, std::vector<Target>& targets)
    {
        if (targets.empty()) {
            return;
        }
        bool invited = false;
        std::erase_if(targets, [&](Target const& target) {
            auto const already =
                there_already(read_, {looked.said.mail.value}, target, looked.authority, now_);
            invited = invited || already == Already::invited;
            return already != Already::no;
        });
        if (targets.empty()) {
            found(looked, LineField::mail,
                  invited ? LineFault::invited_already : LineFault::sits_there);
        }
    }

    Read& read_;
    invitations::LookOver const& request_;
    Instant now_;
    std::map<std::string, AuthorityNamed> authorities_; ///< by folded name, the open ones first
    std::map<std::string, Place> groups_;               ///< those the actor knows, by folded name
    std::map<std::pair<std::string, Target>, Count> seen_;
};

Result<std::vector<invitations::ListLine>> lines_of(invitations::LookOver const& request)
{
    if (request.list.has_value() == request.lines.has_value()) {
        return invalid("list", "Say the list, or its lines.");
    }
    if (request.lines) {
        return request.lines->values;
    }
    auto const text = invitations::text_of_list(request.list->value);
    if (text.has_error()) {
        return text.error();
    }
    return invitations::lines_of_list(*text);
}

} // namespace

Result<void> may_look_over(Read& read, Actor const& actor, invitations::LookOver const& request)
{
    invitations::Invite asked;
    asked.group = request.group;
    return may_invite(read, actor, asked);
}

Result<invitations::ListLooked> look_over(Read& read, Actor const& actor,
                                          invitations::LookOver const& request, Instant now)
{
    auto const lines = lines_of(request);
    if (lines.has_error()) {
        return lines.error();
    }
    Looking looking{read, actor, request, now};
    invitations::ListLooked looked;
    for (auto const& line : *lines) {
        looked.lines.push_back(looking.look(line));
    }
    return looked;
}

} // namespace folkmoot::storage
