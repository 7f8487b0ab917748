#include "storage/inviting.hpp"

#include "storage/network.hpp"
#include "storage/outbox.hpp"
#include "storage/permission.hpp"
#include "storage/required.hpp"
#include "storage/standing.hpp"
#include "storage/succession.hpp"

#include <map>

namespace folkmoot::storage {

namespace {

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

constexpr Sql count_archived = R"sql(
SELECT count(*) FROM groups WHERE id = $1 AND archived_at IS NOT NULL
)sql";

constexpr Sql select_place = R"sql(
SELECT group_id, revoked_at FROM invitations
 WHERE id = $1 AND purpose = 'join' AND used_at IS NULL
)sql";

constexpr Sql count_open_authority = R"sql(
SELECT count(*) FROM authorities WHERE id = $1 AND closed_at IS NULL
)sql";

constexpr Sql select_authority_named = R"sql(
SELECT authority FROM authority_rows WHERE name = $1 AND closed = 0 ORDER BY authority LIMIT 1
)sql";

constexpr Sql count_seat = R"sql(
SELECT count(*) FROM seats
 WHERE group_id = $1 AND person = $2 AND authority = $3 AND until_at IS NULL
)sql";

constexpr Sql count_open_to_group = R"sql(
SELECT count(*) FROM invitations
 WHERE folded = $1 AND group_id = $2 AND purpose = 'join' AND used_at IS NULL
   AND revoked_at IS NULL AND expires_at > $3
)sql";

constexpr Sql count_open_to_network = R"sql(
SELECT count(*) FROM invitations
 WHERE folded = $1 AND group_id IS NULL AND purpose = 'join' AND used_at IS NULL
   AND revoked_at IS NULL AND expires_at > $2
)sql";

constexpr Sql select_listed = R"sql(
SELECT i.id AS invitation, i.name, i.mail, i.administrator, i.authority,
       COALESCE(a.short_name, '') AS authority_name, i.coordinator, i.group_id AS "group",
       COALESCE(g.name, '') AS group_name, i.role, COALESCE(p.name, '') AS invited_by, i.made_at,
       i.expires_at,
       CASE WHEN o.id IS NULL THEN 'link' WHEN o.failed_at IS NOT NULL THEN 'failed'
            WHEN o.sent_at IS NOT NULL THEN 'sent' ELSE 'waiting' END AS sending,
       o.sent_at, COALESCE(o.reply, 0) AS reply
  FROM invitations i
  LEFT JOIN authority_rows a ON a.authority = i.authority
  LEFT JOIN groups g ON g.id = i.group_id
  LEFT JOIN people p ON p.id = i.inviter
  LEFT JOIN outbox o ON o.invitation = i.id
 WHERE (i.group_id = $1 OR $2 = 1)
   AND i.purpose = 'join' AND i.used_at IS NULL AND i.revoked_at IS NULL
 ORDER BY i.made_at DESC, i.id DESC LIMIT 2000
)sql";

constexpr Sql select_short_name = R"sql(
SELECT short_name FROM authority_rows WHERE authority = $1
)sql";

// Withdrawn, it needs to know nobody any more.
constexpr Sql update_withdrawn = R"sql(
UPDATE invitations SET revoked_at = $2, name = '', mail = '', folded = ''
 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL
)sql";

constexpr Sql update_again = R"sql(
UPDATE invitations SET expires_at = $2, by_mail = 1
 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL AND mail <> ''
)sql";

constexpr Sql update_link = R"sql(
UPDATE invitations SET expires_at = $2, secret = $3, by_mail = 0
 WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL AND mail <> ''
)sql";

constexpr Sql select_mail_of = R"sql(
SELECT m.mail FROM mails m
  JOIN people p ON p.id = m.person
 WHERE m.person = $1 AND p.ended_at IS NULL
 ORDER BY m.confirmed_at NULLS LAST, m.folded LIMIT 1
)sql";

struct Place {
    std::optional<GroupId> group_id;
    std::optional<Instant> revoked_at;
};
BOOST_DESCRIBE_STRUCT(Place, (), (group_id, revoked_at))

Result<void> not_archived(Read& read, std::optional<GroupId> const& group)
{
    if (group && read.number(count_archived, *group) > 0) {
        return forbidden("This group is archived: nobody can be invited into it.");
    }
    return {};
}

Error gone()
{
    return conflict("This invitation was used or taken back meanwhile.");
}

Instant in_days(Change const& change, std::int64_t days)
{
    return Instant{change.now().microseconds + days * day};
}

/// The authority they come for, if any; made when it is new.
Result<std::optional<AuthorityId>> authority_for(Change& change, Actor const& actor,
                                                 invitations::Invite const& request)
{
    if (request.authority && request.new_authority) {
        return invalid("new_authority", "Say one authority, or the name of a new one.");
    }
    if (request.authority) {
        if (change.number(count_open_authority, *request.authority) == 0) {
            return invalid("authority", "There is no such authority, or it has closed.");
        }
        return request.authority;
    }
    if (!request.new_authority) {
        return std::optional<AuthorityId>{};
    }
    hold_authority_names(change);
    if (auto known = change.row<AuthorityId>(select_authority_named, *request.new_authority)) {
        return known;
    }
    if (request.role != groups::Role::guest && !is_administrator(change, actor.person)) {
        return invalid("new_authority",
                       "Only guests may come for an authority that is not in the network yet.");
    }
    auto const& name = request.new_authority->value;
    return std::optional{add_authority(change, authorities::Kind::other, name, name, actor.person)};
}

Result<void> fits_together(invitations::Invite const& request)
{
    bool const has_authority = request.authority || request.new_authority;
    if (request.group.has_value() != request.role.has_value()) {
        return invalid("role", "Say as what they come into which group.");
    }
    if (request.group && !has_authority) {
        return invalid("authority", "Say for which authority they come into the group.");
    }
    if (request.coordinator && !has_authority) {
        return invalid("authority", "Say which authority they coordinate.");
    }
    return {};
}

bool is_invited(Read& read, Mail const& mail, std::optional<GroupId> const& group, Instant now)
{
    return (group ? read.number(count_open_to_group, mail.folded(), *group, now)
                  : read.number(count_open_to_network, mail.folded(), now)) > 0;
}

/// Whoever belongs to an authority may still be invited as its coordinator.
Result<void> not_there_already(Change& change, invitations::Invite const& request,
                               std::optional<AuthorityId> const& authority)
{
    auto const known = there_already(change, request.mail, request.group, authority, change.now());
    if (known == Already::sits && request.group) {
        return conflict("They sit in this group for this authority already.");
    }
    if (known != Already::no && is_invited(change, request.mail, request.group, change.now())) {
        return conflict("This address is invited already: send that invitation again instead.");
    }
    return {};
}

/// For the authorities that theirs went on in, when they were merged since.
void follow_mergers(Read& read, std::vector<invitations::OpenInvitation>& list)
{
    std::map<AuthorityId, AuthorityId> followed;
    for (auto& one : list) {
        if (!one.authority) {
            continue;
        }
        auto const [place, fresh] = followed.try_emplace(*one.authority);
        if (fresh) {
            place->second = last_successor(read, *one.authority);
        }
        if (place->second != *one.authority) {
            one.authority = place->second;
            one.authority_name = required(read.row<std::string>(select_short_name, place->second));
        }
    }
}

} // namespace

Already there_already(Read& read, Mail const& mail, std::optional<GroupId> const& group,
                      std::optional<AuthorityId> const& authority, Instant now)
{
    auto const person = authority ? person_with_mail(read, mail) : std::nullopt;
    if (person && (group ? read.number(count_seat, *group, *person, *authority) > 0
                         : belongs_to(read, *person, *authority))) {
        return Already::sits;
    }
    return is_invited(read, mail, group, now) ? Already::invited : Already::no;
}

Result<void> may_invite(Read& read, Actor const& actor, invitations::Invite const& request)
{
    if (!request.group) {
        return may_administer(read, actor);
    }
    if (auto const may = may_manage_group(read, actor, *request.group); may.has_error()) {
        return may;
    }
    if (request.administrator || request.coordinator) {
        if (auto const may = may_administer(read, actor); may.has_error()) {
            return may;
        }
    }
    return not_archived(read, request.group);
}

Result<void> may_see_invitations(Read& read, Actor const& actor,
                                 invitations::Invitations const& request)
{
    return request.group ? may_manage_group(read, actor, *request.group)
                         : may_administer(read, actor);
}

Result<void> may_withdraw(Read& read, Actor const& actor, InvitationId invitation)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may;
    }
    auto const place = read.row<Place>(select_place, invitation);
    if (!place) {
        return not_found();
    }
    bool may = is_administrator(read, actor.person);
    if (place->group_id) {
        read.hold_group(*place->group_id);
        auto const standing = standing_in(read, actor.person, *place->group_id);
        may = may || (standing && standing->facilitates());
    }
    return may ? Result<void>{} : not_found();
}

Result<void> may_send(Read& read, Actor const& actor, InvitationId invitation)
{
    if (auto const may = may_withdraw(read, actor, invitation); may.has_error()) {
        return may;
    }
    return not_archived(read, read.row<Place>(select_place, invitation).value_or(Place{}).group_id);
}

Result<invitations::Invited> invite(Change& change, Actor const& actor,
                                    invitations::Invite const& request)
{
    if (auto const fits = fits_together(request); fits.has_error()) {
        return fits.error();
    }
    auto const authority = authority_for(change, actor, request);
    if (authority.has_error()) {
        return authority.error();
    }
    if (auto const fresh = not_there_already(change, request, *authority); fresh.has_error()) {
        return fresh.error();
    }
    auto const made = make_invitation(change, {.name = request.name.value,
                                               .mail = request.mail.value,
                                               .by_mail = request.by_mail,
                                               .administrator = request.administrator,
                                               .authority = *authority,
                                               .coordinator = request.coordinator,
                                               .group = request.group,
                                               .role = request.role,
                                               .inviter = actor.person});
    if (request.by_mail) {
        queue_mail(change, made.invitation);
    }
    return invitations::Invited{made.invitation};
}

Result<invitations::InvitationList> invitations_list(Read& read, Actor const&,
                                                     invitations::Invitations const& request)
{
    bool const everywhere = !request.group;
    invitations::InvitationList list{read.rows<invitations::OpenInvitation>(
        select_listed, request.group.value_or(GroupId{}), everywhere)};
    follow_mergers(read, list.invitations);
    return list;
}

Result<Done> withdraw(Change& change, Actor const&, invitations::Withdraw const& request)
{
    if (change.run(update_withdrawn, request.invitation, change.now()) == 0) {
        return gone();
    }
    forget_mail(change, request.invitation);
    return Done{};
}

Result<Done> send_again(Change& change, Actor const&, invitations::SendAgain const& request)
{
    if (change.run(update_again, request.invitation,
                   in_days(change, invitations::invitation_days)) == 0) {
        return gone();
    }
    queue_mail(change, request.invitation);
    return Done{};
}

Result<Instant> make_link(Change& change, InvitationId invitation, SecretHash const& secret)
{
    auto const until = in_days(change, invitations::invitation_days);
    if (change.run(update_link, invitation, until, secret) == 0) {
        return gone();
    }
    forget_mail(change, invitation);
    return until;
}

Result<Done> send_reset(Change& change, Actor const& actor, invitations::SendReset const& request)
{
    auto const mail = change.row<Mail>(select_mail_of, request.person);
    if (!mail) {
        return not_found();
    }
    make_reset(change, {request.person, ""}, *mail, actor.person);
    return Done{};
}

} // namespace folkmoot::storage
