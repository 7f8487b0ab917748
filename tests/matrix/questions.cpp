#include "tests/matrix/questions.hpp"

#include "protocol/json.hpp"
#include "protocol/methods.hpp"

#include <boost/mp11/algorithm.hpp>

#include <tuple>

namespace folkmoot::tests {
namespace {

using namespace protocol;

constexpr std::string_view matrix =
#include "tests/matrix/matrix.txt"
    ;

/// A request id for each question and cell: asked once, so any that is not used twice will do.
RequestId fresh_request()
{
    static std::uint64_t count = 0;
    RequestId id;
    ++count;
    for (std::size_t byte = 0; byte < sizeof count; ++byte)
        id.bytes[15 - byte] = static_cast<std::uint8_t>(count >> (8 * byte));
    id.bytes[6] = 0x70;
    id.bytes[8] = 0x80;
    return id;
}

// --- how a row is made ------------------------------------------------------------------------------

struct NoMore {
    std::string operator()(Cell const&) const { return {}; }
};

template <class R, class Build, class Tells>
struct Row {
    using Request = R;
    std::string_view whose;
    Build build;
    Tells tells;
};

template <class R, class Build, class Tells = NoMore>
constexpr auto ask_about(std::string_view whose, Build build, Tells tells = {})
{
    return Row<R, Build, Tells>{whose, build, tells};
}
template <class R, class Build, class Tells = NoMore>
constexpr auto ask(Build build, Tells tells = {})
{
    return ask_about<R>({}, build, tells);
}
/// A request without fields that matter.
template <class R, class Tells = NoMore>
constexpr auto ask_plainly(Tells tells = {})
{
    return ask<R>([](Cell const&) { return R{}; }, tells);
}

/// Nothing when the role has no such thing.
template <class Thing, class Build>
auto with(std::optional<Thing> const& thing, Build build)
{
    using R = std::invoke_result_t<Build, Thing>;
    return thing ? std::optional<R>{build(*thing)} : std::nullopt;
}

constexpr auto the_group = [](Cell const& cell) { return to_string(cell.group); };
constexpr auto the_member = [](Cell const& cell) { return to_string(cell.member); };

// --- the table ---------------------------------------------------------------------------------------

constexpr std::tuple above_the_groups{
    ask<people::SignIn>([](Cell const& cell) {
        return people::SignIn{{cell.mail}, {everybodys_password}};
    }),
    ask_plainly<people::SignOut>(),
    ask_plainly<people::WhoAmI>(),
    ask<people::ChangeMe>([](Cell const&) {
        return people::ChangeMe{fresh_request(),     1, {"Renamed"}, {"en-GB"}, {"Europe/London"},
                                people::Theme::dark, {}};
    }),
    ask<people::ChangePassword>([](Cell const&) {
        return people::ChangePassword{{everybodys_password}, {"two unions behind one elm"}};
    }),
    ask_plainly<people::ShowAwaitedMail>(),
    ask<people::ChangeMail>([](Cell const&) {
        return people::ChangeMail{{"another@folkmoot.example"}, {everybodys_password}};
    }),
    ask_plainly<people::SendMailAgain>(),
    ask_plainly<people::KeepMail>(),
    ask_plainly<people::SignIns>(),
    ask_about<people::EndSignIn>(
        "own", [](Cell const& cell) { return people::EndSignIn{cell.own_sign_in}; }),
    ask_about<people::EndSignIn>(
        "another's", [](Cell const& cell) { return people::EndSignIn{cell.anothers_sign_in}; }),
    ask<people::ShowPerson>([](Cell const& cell) { return people::ShowPerson{cell.member}; }),
    ask<people::FindPeople>(
        [](Cell const& cell) {
            return people::FindPeople{{cell.words.people}, {}};
        },
        the_member),
    ask_about<people::FindPeople>(
        "in the group",
        [](Cell const& cell) {
            return people::FindPeople{{cell.words.people}, cell.group};
        },
        the_member),
    ask_plainly<authorities::Authorities>(
        [](Cell const& cell) { return to_string(cell.authority); }),
    ask<authorities::ShowPresence>(
        [](Cell const& cell) { return authorities::ShowPresence{cell.authority}; }, the_group),
};

groups::MakeGroup made_group(std::optional<groups::CopyOf> copy_of)
{
    groups::MakeGroup request{.request = fresh_request(), .name = {"Fresh"}};
    request.copy_of = std::move(copy_of);
    return request;
}

constexpr std::tuple about_authorities{
    ask<authorities::ShowAuthority>(
        [](Cell const& cell) { return authorities::ShowAuthority{cell.authority}; }, the_member),
    ask<authorities::Make>([](Cell const&) {
        auto const request = fresh_request();
        return authorities::Make{request,
                                 {"Fresh " + to_string(request)},
                                 {"F " + to_string(request)},
                                 {},
                                 {},
                                 {{{"fresh.example"}}}};
    }),
    ask<authorities::ChangeAuthority>([](Cell const& cell) {
        return authorities::ChangeAuthority{
            fresh_request(), cell.authority, 1, {"Theirs"}, {"Renamed"}, {}, {}, {}};
    }),
    ask<authorities::RemoveLogo>([](Cell const& cell) {
        return authorities::RemoveLogo{fresh_request(), cell.authority, 1};
    }),
    ask<authorities::Close>([](Cell const& cell) {
        return authorities::Close{fresh_request(), cell.authority, 1, false};
    }),
    ask<authorities::Merge>([](Cell const& cell) {
        return authorities::Merge{fresh_request(), cell.authority, 1, cell.other_authority};
    }),
    ask<authorities::Split>([](Cell const& cell) {
        return authorities::Split{fresh_request(), cell.authority, 1, {"Part"}, {"Part"}, {},
                                  {{cell.member}}};
    }),
    ask<authorities::SetCoordinator>([](Cell const& cell) {
        return authorities::SetCoordinator{fresh_request(), cell.authority, cell.member, true};
    }),
    ask<authorities::EndAffiliation>([](Cell const& cell) {
        return authorities::EndAffiliation{fresh_request(), cell.authority, cell.member, {}};
    }),
    ask_about<authorities::EndAffiliation>("on a day",
                                           [](Cell const& cell) {
                                               return authorities::EndAffiliation{
                                                   fresh_request(), cell.authority, cell.member,
                                                   cell.later};
                                           }),
    ask<people::EndPerson>([](Cell const& cell) {
        return people::EndPerson{fresh_request(), cell.member, {}};
    }),
    ask_about<people::EndPerson>(
        "on a day",
        [](Cell const& cell) {
            return people::EndPerson{fresh_request(), cell.member, cell.later};
        }),
    ask<people::UndoEnding>([](Cell const& cell) {
        return people::UndoEnding{fresh_request(), cell.member, cell.authority};
    }),
    ask<people::SetAdministrator>([](Cell const& cell) {
        return people::SetAdministrator{fresh_request(), cell.member, true};
    }),
    ask_plainly<audit::ShowTrail>(),
    ask_plainly<statements::ShowStatement>(),
    ask<statements::ChangeStatement>([](Cell const&) {
        return statements::ChangeStatement{.request = fresh_request(), .text = {"Ours"}};
    }),
};

constexpr std::tuple about_groups{
    ask_plainly<groups::Groups>(the_group),
    ask<groups::ShowGroup>([](Cell const& cell) { return groups::ShowGroup{cell.group}; }),
    ask<groups::MakeGroup>([](Cell const&) { return made_group({}); }),
    ask_about<groups::MakeGroup>("a copy",
                                 [](Cell const& cell) {
                                     return made_group(groups::CopyOf{cell.group, true, {}});
                                 }),
    ask<groups::ShowWelcome>([](Cell const& cell) { return groups::ShowWelcome{cell.group}; }),
    ask<groups::SetWelcome>([](Cell const& cell) {
        return groups::SetWelcome{fresh_request(), cell.group, 1, {"Changed"}};
    }),
    ask<groups::PutAway>([](Cell const& cell) {
        return groups::PutAway{cell.group, groups::GroupPart::welcome, true};
    }),
    ask<groups::ChangeGroup>([](Cell const& cell) {
        return groups::ChangeGroup{fresh_request(), cell.group,  cell.group_revision,
                                   {"Renamed"},     {"Changed"}, cell.block.kind};
    }),
    ask<groups::ArchiveGroup>([](Cell const& cell) {
        return groups::ArchiveGroup{fresh_request(), cell.group, !cell.block.archived};
    }),
    ask<groups::Members>([](Cell const& cell) { return groups::Members{cell.group}; }),
    ask<groups::Join>([](Cell const& cell) {
        return groups::Join{fresh_request(), cell.group, {}};
    }),
    ask<groups::AskToJoin>([](Cell const& cell) {
        return groups::AskToJoin{fresh_request(), cell.group, {}, {"May I?"}};
    }),
    ask<groups::JoinRequests>([](Cell const& cell) { return groups::JoinRequests{cell.group}; }),
    ask<groups::Decide>([](Cell const& cell) {
        return groups::Decide{fresh_request(), cell.join_request, true};
    }),
    ask<groups::AddMember>([](Cell const& cell) {
        return groups::AddMember{
            fresh_request(), cell.group, cell.newcomer, {}, groups::Role::member};
    }),
    ask<groups::SetRole>([](Cell const& cell) {
        return groups::SetRole{fresh_request(), cell.member_seat, groups::Role::facilitator};
    }),
    ask_about<groups::RemoveMember>("own",
                                    [](Cell const& cell) {
                                        auto const has = cell.standpoint != Standpoint::ended;
                                        auto const seat = has ? cell.own_seat : std::nullopt;
                                        return with(seat, [](SeatId seat) {
                                            return groups::RemoveMember{fresh_request(), seat};
                                        });
                                    }),
    ask_about<groups::RemoveMember>(
        "another's",
        [](Cell const& cell) {
            return groups::RemoveMember{fresh_request(), cell.member_seat};
        }),
    ask<groups::AddLabel>([](Cell const& cell) {
        return groups::AddLabel{fresh_request(), cell.group, {"Fresh"}};
    }),
    ask<groups::RemoveLabel>([](Cell const& cell) {
        return groups::RemoveLabel{fresh_request(), cell.label};
    }),
};

/// The asker's own thing of the cell; the ended cannot even name one.
template <class Thing>
std::optional<Thing> own(Cell const& cell, std::optional<Thing> const& thing)
{
    return cell.standpoint == Standpoint::ended ? std::nullopt : thing;
}

constexpr std::tuple about_posts{
    ask<forum::FindPost>([](Cell const& cell) { return forum::FindPost{cell.post}; }),
    ask<forum::Reply>([](Cell const& cell) {
        return forum::Reply{fresh_request(), cell.topic, {}, {"A reply"}};
    }),
    ask_about<forum::EditPost>(
        "own",
        [](Cell const& cell) {
            return with(own(cell, cell.own_post), [&](PostId post) {
                return forum::EditPost{fresh_request(), post, cell.own_post_revision, {"Better"}};
            });
        }),
    ask_about<forum::EditPost>(
        "another's",
        [](Cell const& cell) {
            return forum::EditPost{fresh_request(), cell.post, cell.post_revision, {"Better"}};
        }),
    ask_about<forum::DeletePost>("own",
                                 [](Cell const& cell) {
                                     return with(own(cell, cell.own_post), [](PostId post) {
                                         return forum::DeletePost{fresh_request(), post, {"Gone"}};
                                     });
                                 }),
    ask_about<forum::DeletePost>("another's",
                                 [](Cell const& cell) {
                                     return forum::DeletePost{fresh_request(), cell.post, {"Gone"}};
                                 }),
    ask<forum::Texts>([](Cell const& cell) { return forum::Texts{cell.post}; }),
    ask_about<forum::RemoveEarlierTexts>(
        "own",
        [](Cell const& cell) {
            return with(own(cell, cell.own_post), [](PostId post) {
                return forum::RemoveEarlierTexts{fresh_request(), post};
            });
        }),
    ask_about<forum::RemoveEarlierTexts>(
        "another's",
        [](Cell const& cell) {
            return forum::RemoveEarlierTexts{fresh_request(), cell.post};
        }),
    ask<forum::Thank>([](Cell const& cell) {
        return forum::Thank{fresh_request(), cell.post, true};
    }),
    ask<forum::ReportPost>([](Cell const& cell) {
        return forum::ReportPost{fresh_request(), cell.post, {"Have a look"}};
    }),
    ask<forum::Reports>([](Cell const& cell) { return forum::Reports{cell.group}; }),
    ask<forum::SettleReport>([](Cell const& cell) {
        return forum::SettleReport{fresh_request(), cell.report};
    }),
    ask<forum::Preview>([](Cell const&) { return forum::Preview{{"*Text*"}}; }),
};

forum::ChangeTopic changed_topic(TopicId topic, Revision revision)
{
    return {fresh_request(), topic, revision, {"Renamed"}, true, {}};
}

constexpr std::tuple about_topics{
    ask<forum::Topics>([](Cell const& cell) {
        return forum::Topics{cell.group, {}, {}, {}};
    }),
    ask<forum::ShowTopic>([](Cell const& cell) {
        return forum::ShowTopic{cell.topic, {}};
    }),
    ask<forum::StartTopic>([](Cell const& cell) {
        return forum::StartTopic{fresh_request(), cell.group, {}, {"Fresh"}, {"Fresh"}, false, {}};
    }),
    ask_about<forum::ChangeTopic>("own",
                                  [](Cell const& cell) {
                                      return with(own(cell, cell.own_topic), [&](TopicId topic) {
                                          return changed_topic(topic, cell.own_topic_revision);
                                      });
                                  }),
    ask_about<forum::ChangeTopic>(
        "another's",
        [](Cell const& cell) { return changed_topic(cell.topic, cell.topic_revision); }),
    ask<forum::Pin>([](Cell const& cell) {
        return forum::Pin{fresh_request(), cell.topic, true};
    }),
    ask<forum::Close>([](Cell const& cell) {
        return forum::Close{fresh_request(), cell.topic, true};
    }),
    ask<forum::BeforeMove>([](Cell const& cell) {
        return forum::BeforeMove{cell.topic, cell.second_group};
    }),
    ask<forum::MoveTopic>([](Cell const& cell) {
        return forum::MoveTopic{fresh_request(), cell.topic, cell.group, cell.second_group};
    }),
    ask_about<forum::MarkAnswer>(
        "own",
        [](Cell const& cell) {
            return with(own(cell, cell.own_topic), [&](TopicId topic) {
                return forum::MarkAnswer{fresh_request(), topic, cell.own_post};
            });
        }),
    ask_about<forum::MarkAnswer>(
        "another's",
        [](Cell const& cell) {
            return forum::MarkAnswer{fresh_request(), cell.topic, cell.post};
        }),
    ask<forum::Follow>([](Cell const& cell) {
        return forum::Follow{cell.topic, forum::Following::follow};
    }),
    ask<forum::MarkRead>([](Cell const& cell) {
        return forum::MarkRead{cell.topic, 2};
    }),
    ask<forum::MarkGroupRead>([](Cell const& cell) {
        return forum::MarkGroupRead{cell.group, 2};
    }),
    ask_plainly<forum::Drafts>(the_group),
    ask_about<forum::SaveDraft>(
        "new topic",
        [](Cell const& cell) {
            return forum::SaveDraft{{.group = cell.group}, {"A"}, {"draft"}};
        }),
    ask_about<forum::SaveDraft>("reply",
                                [](Cell const& cell) {
                                    return forum::SaveDraft{{.topic = cell.topic}, {""}, {"draft"}};
                                }),
    ask_about<forum::SaveDraft>("own post",
                                [](Cell const& cell) {
                                    return with(own(cell, cell.own_post), [](PostId post) {
                                        return forum::SaveDraft{{.post = post}, {""}, {"draft"}};
                                    });
                                }),
    ask_about<forum::SaveDraft>("another's post",
                                [](Cell const& cell) {
                                    return forum::SaveDraft{{.post = cell.post}, {""}, {"draft"}};
                                }),
};

library::ChangeResource changed_resource(ResourceId resource)
{
    return {fresh_request(), resource, 1, {"Renamed"}, {}, {}, {}, {}, {"en-GB"}, {}, {}};
}

constexpr auto the_resource = [](Cell const& cell) { return to_string(cell.resource); };

constexpr auto the_used_resource = [](Cell const& cell) { return to_string(cell.used); };

constexpr std::tuple about_the_library{
    ask<library::Resources>([](Cell const& cell) {
        return library::Resources{cell.group, {}, {}, {}, {}};
    }),
    ask<library::ShowResource>(
        [](Cell const& cell) { return library::ShowResource{cell.resource}; }),
    ask_about<library::WhichVersion>(
        "its link",
        [](Cell const& cell) {
            return library::WhichVersion{.link =
                                             Link{"https://" + cell.words.inside + ".example/"}};
        },
        the_resource),
    ask_about<library::WhichVersion>(
        "its code",
        [](Cell const& cell) { return library::WhichVersion{.code = code_of(cell.version)}; },
        the_resource),
    ask_about<library::ShowNearestVersions>(
        "a version that says the same",
        [](Cell const& cell) { return library::ShowNearestVersions{cell.own_upload}; },
        the_used_resource),
    ask<library::MarkSeen>([](Cell const& cell) {
        return library::MarkSeen{cell.group, 2};
    }),
    ask<library::AddResource>([](Cell const& cell) {
        return library::AddResource{.request = fresh_request(),
                                    .group = cell.group,
                                    .title = {"Fresh"},
                                    .language = {"en-GB"},
                                    .link = Link{"https://fresh.example/"}};
    }),
    ask_about<library::ChangeResource>(
        "own",
        [](Cell const& cell) { return with(own(cell, cell.own_resource), changed_resource); }),
    ask_about<library::ChangeResource>(
        "another's", [](Cell const& cell) { return changed_resource(cell.resource); }),
    ask<library::AddVersion>([](Cell const& cell) {
        return library::AddVersion{fresh_request(),
                                   cell.resource,
                                   {},
                                   {},
                                   {"Changed"},
                                   Link{"https://fresh.example/"},
                                   {}};
    }),
    ask_about<library::ReleaseVersion>(
        "own",
        [](Cell const& cell) {
            return with(own(cell, cell.own_version), [](VersionId version) {
                return library::ReleaseVersion{fresh_request(), version, 1, {}, {"Ready"}, {}};
            });
        }),
    ask_about<library::ReleaseVersion>("another's",
                                       [](Cell const& cell) {
                                           return library::ReleaseVersion{
                                               fresh_request(), cell.version, 1, {}, {"Ready"}, {}};
                                       }),
    ask_about<library::RemoveVersion>(
        "own",
        [](Cell const& cell) {
            return with(own(cell, cell.own_version), [](VersionId version) {
                return library::RemoveVersion{fresh_request(), version, {"A mistake"}};
            });
        }),
    ask_about<library::RemoveVersion>(
        "another's",
        [](Cell const& cell) {
            return library::RemoveVersion{fresh_request(), cell.version, {"A mistake"}};
        }),
    ask<library::Adoptions>([](Cell const& cell) { return library::Adoptions{cell.used}; }),
    ask<library::AdoptVersion>([](Cell const& cell) {
        return library::AdoptVersion{fresh_request(), cell.used_version, {}, {"For us"}};
    }),
    ask<library::EndAdoption>([](Cell const& cell) {
        return library::EndAdoption{fresh_request(), cell.used, {}, {"For nobody"}};
    }),
    ask<library::ShowAdaptation>(
        [](Cell const& cell) { return library::ShowAdaptation{cell.caught_up}; }),
    ask<library::AdaptVersion>([](Cell const& cell) {
        return library::AdaptVersion{fresh_request(), cell.used_version, cell.group, {}, {"Ours"}};
    }),
    ask<library::CatchUpWithOrigin>([](Cell const& cell) {
        return library::CatchUpWithOrigin{.request = fresh_request(),
                                          .resource = cell.adapted,
                                          .base = cell.used_version,
                                          .to = cell.current_version};
    }),
    ask<library::UndoCatchUp>([](Cell const& cell) {
        return library::UndoCatchUp{fresh_request(), cell.caught_up, cell.caught_up_entry};
    }),
    ask<library::ShowOriginChanges>(
        [](Cell const& cell) { return library::ShowOriginChanges{cell.adapted}; }),
    ask<library::TakeOriginChanges>([](Cell const& cell) {
        return library::TakeOriginChanges{.resource = cell.adapted, .base = cell.used_version};
    }),
    ask<library::ShowVersionText>([](Cell const& cell) {
        return library::ShowVersionText{cell.version, {}};
    }),
};

feeds::FollowFeeds following(FeedId feed)
{
    return {{{{feed, {}}}}};
}

constexpr std::tuple about_feeds{
    ask_about<feeds::FollowFeeds>(
        "the group's", [](Cell const& cell) { return following(cell.feed); },
        [](Cell const& cell) { return to_string(cell.feed); }),
    ask_about<feeds::FollowFeeds>(
        "its desk's", [](Cell const& cell) { return following(cell.desk); },
        [](Cell const& cell) { return to_string(cell.desk); }),
    ask_about<feeds::Entries>("the group's",
                              [](Cell const& cell) {
                                  return feeds::Entries{cell.feed, 0};
                              }),
    ask_about<feeds::Entries>("its desk's",
                              [](Cell const& cell) {
                                  return feeds::Entries{cell.desk, 0};
                              }),
    ask_about<feeds::Entries>("one's own",
                              [](Cell const& cell) {
                                  return feeds::Entries{cell.own_feed, 0};
                              }),
    ask_about<feeds::Entries>("another's own",
                              [](Cell const& cell) {
                                  return feeds::Entries{cell.anothers_feed, 0};
                              }),
    ask<here::LookWho>([](Cell const& cell) { return here::LookWho{cell.group}; }),
    ask_plainly<home::Show>(the_group),
};

search::Find finding(std::string const& words, std::vector<search::Kind> kinds,
                     std::optional<GroupId> group = {})
{
    search::Find find{.words = {words}, .group = group};
    find.kinds.values = std::move(kinds);
    return find;
}
constexpr auto the_topic = [](Cell const& cell) { return to_string(cell.topic); };

constexpr std::tuple about_searching{
    ask<search::Find>([](Cell const& cell) { return finding(cell.words.inside, {}); }, the_topic),
    ask_about<search::Find>(
        "in the group",
        [](Cell const& cell) {
            return finding("", {search::Kind::post, search::Kind::topic}, cell.group);
        },
        the_topic),
    ask_about<search::Find>(
        "library",
        [](Cell const& cell) { return finding(cell.words.inside, {search::Kind::resource}); },
        the_resource),
    ask_about<search::Find>(
        "library of the group",
        [](Cell const& cell) { return finding("", {search::Kind::resource}, cell.group); },
        the_resource),
    ask_about<search::Find>(
        "people",
        [](Cell const& cell) { return finding(cell.words.people, {search::Kind::person}); },
        the_member),
    ask_about<search::Find>(
        "people in the group",
        [](Cell const& cell) { return finding("", {search::Kind::person}, cell.group); },
        the_member),
};

/// An address that nobody was invited at.
invitations::Invite inviting(Cell const& cell)
{
    invitations::Invite invite;
    invite.request = fresh_request();
    invite.name = {"Invited"};
    invite.mail = {to_string(fresh_request()) + "@folkmoot.example"};
    invite.authority = cell.authority;
    return invite;
}

/// Of one line: "a@b.cd".
invitations::LookOver looking_over(std::optional<GroupId> group)
{
    invitations::LookOver look;
    look.group = group;
    look.list.emplace().value = "YUBiLmNk";
    return look;
}

constexpr std::tuple about_invitations{
    ask_about<invitations::Invitations>("all",
                                        [](Cell const&) { return invitations::Invitations{}; }),
    ask_about<invitations::Invitations>(
        "the group's", [](Cell const& cell) { return invitations::Invitations{cell.group}; }),
    ask_about<invitations::Invite>("to the network", inviting),
    ask_about<invitations::Invite>("to the group",
                                   [](Cell const& cell) {
                                       auto invite = inviting(cell);
                                       invite.group = cell.group;
                                       invite.role = groups::Role::member;
                                       return invite;
                                   }),
    ask_about<invitations::Invite>("as coordinator",
                                   [](Cell const& cell) {
                                       auto invite = inviting(cell);
                                       invite.group = cell.group;
                                       invite.role = groups::Role::member;
                                       invite.coordinator = true;
                                       return invite;
                                   }),
    ask<invitations::Withdraw>([](Cell const& cell) {
        return invitations::Withdraw{fresh_request(), cell.invitation};
    }),
    ask<invitations::SendAgain>([](Cell const& cell) {
        return invitations::SendAgain{fresh_request(), cell.invitation};
    }),
    ask<invitations::MakeLink>(
        [](Cell const& cell) { return invitations::MakeLink{cell.invitation}; }),
    ask<invitations::SendReset>([](Cell const& cell) {
        return invitations::SendReset{fresh_request(), cell.member};
    }),
    ask_about<invitations::LookOver>("to the network",
                                     [](Cell const&) { return looking_over({}); }),
    ask_about<invitations::LookOver>("to the group",
                                     [](Cell const& cell) { return looking_over(cell.group); }),
};

constexpr auto table =
    std::tuple_cat(above_the_groups, about_authorities, about_groups, about_topics, about_posts,
                   about_the_library, about_feeds, about_searching, about_invitations);

// --- every method is asked, and has a line -----------------------------------------------------------

constexpr bool has_line(std::string_view name)
{
    for (auto at = matrix.find(name); at != matrix.npos; at = matrix.find(name, at + 1))
        if (at > 0 && matrix[at - 1] == '\n' && matrix[at + name.size()] == ' ')
            return true;
    return false;
}

template <class... Rows>
constexpr boost::mp11::mp_list<typename Rows::Request...> requests_of(std::tuple<Rows...> const&);
using Asked = decltype(requests_of(table));
template <class Request>
using IsAsked = boost::mp11::mp_contains<Asked, Request>;
template <class Request>
using HasLine = std::bool_constant<has_line(Request::method.name)>;
static_assert(boost::mp11::mp_all_of<Methods, IsAsked>::value,
              "a method of protocol::Methods is not asked in tests/matrix/questions.cpp");
static_assert(boost::mp11::mp_all_of<Methods, HasLine>::value,
              "a method of protocol::Methods has no line in tests/matrix/matrix.txt");

template <class R>
std::optional<std::string> as_json(std::optional<R> const& request)
{
    return request ? std::optional{encode(*request)} : std::nullopt;
}
template <class R>
std::optional<std::string> as_json(R const& request)
{
    return encode(request);
}

template <class R, class Build, class Tells>
Question question(Row<R, Build, Tells> const& row)
{
    constexpr auto only_hears =
        std::is_same_v<R, feeds::FollowFeeds> || std::is_same_v<R, here::LookWho>;
    return {.method = R::method.name,
            .whose = row.whose,
            .changes = R::method.effect != Effect::read && !only_hears,
            .parameters = [&row](Cell const& cell) { return as_json(row.build(cell)); },
            .tells = row.tells};
}

} // namespace

std::string Question::line() const
{
    auto line = std::string{method};
    if (!whose.empty())
        line += " (" + std::string{whose} + ")";
    return line;
}

std::span<Question const> questions()
{
    static auto const all =
        std::apply([](auto const&... rows) { return std::vector{question(rows)...}; }, table);
    return all;
}

std::string_view matrix_text()
{
    return matrix;
}

} // namespace folkmoot::tests
