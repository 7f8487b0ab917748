#include "server/routes.hpp"

#include "protocol/markdown.hpp"
#include "protocol/methods.hpp"
#include "server/hub.hpp"
#include "server/inviting.hpp"
#include "server/mail_changes.hpp"
#include "server/origin_changes.hpp"
#include "server/sign_in.hpp"
#include "server/statements.hpp"
#include "storage/adapting.hpp"
#include "storage/adopting.hpp"
#include "storage/audit.hpp"
#include "storage/authorities.hpp"
#include "storage/endings.hpp"
#include "storage/feeds.hpp"
#include "storage/file_texts.hpp"
#include "storage/forum.hpp"
#include "storage/groups.hpp"
#include "storage/home.hpp"
#include "storage/inviting.hpp"
#include "storage/library.hpp"
#include "storage/logos.hpp"
#include "storage/mail_changes.hpp"
#include "storage/nearest_versions.hpp"
#include "storage/network.hpp"
#include "storage/people.hpp"
#include "storage/permission.hpp"
#include "storage/search.hpp"
#include "storage/statements.hpp"
#include "storage/which_version.hpp"

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/set.hpp>

#include <algorithm>
#include <tuple>

namespace folkmoot::server {
namespace {

using namespace protocol;
using storage::Actor;
using storage::Change;
using storage::Read;

// --- how a row is made ------------------------------------------------------------------------------

/// May whoever is signed in.
constexpr auto everybody = [](Read& read, Actor const& actor, auto const&) {
    return storage::is_signed_in(read, actor);
};

/// What a request is about, for the lane of its change.
Uuid place_of(Uuid const& id)
{
    return id;
}
Uuid place_of(forum::DraftPlace const& place)
{
    if (place.topic)
        return *place.topic;
    return place.post ? Uuid{*place.post} : Uuid{place.group.value_or(GroupId{})};
}
Uuid place_of(std::optional<groups::CopyOf> const& copied)
{
    return copied ? Uuid{copied->group} : Uuid{};
}

/// Asks `predicate` about the request's field.
template <auto Field, class Predicate>
struct Permit {
    Predicate predicate;

    Result<void> operator()(Read& read, Actor const& actor, auto const& request) const
    {
        return predicate(read, actor, request.*Field);
    }
    Uuid place(auto const& request) const { return place_of(request.*Field); }
};
template <auto Field, class Predicate>
constexpr Permit<Field, Predicate> permit(Predicate predicate)
{
    return {predicate};
}
/// The same for a predicate that is about nobody's thing in particular.
template <class Predicate>
constexpr auto permit(Predicate predicate)
{
    return
        [predicate](Read& read, Actor const& actor, auto const&) { return predicate(read, actor); };
}
/// A topic and where it goes.
constexpr auto moves = [](Read& read, Actor const& actor, auto const& request) {
    return storage::may_move_topic(read, actor, request.topic, request.to);
};

/// A version and where what is made from it goes.
constexpr auto adapts = [](Read& read, Actor const& actor, auto const& request) {
    return storage::may_adapt(read, actor, request.version, request.group);
};
constexpr auto catches_up = [](Read& read, Actor const& actor, auto const& request) {
    return storage::may_catch_up(read, actor, request.resource, request.to);
};

template <class R, class Permission, class Function>
struct Row {
    using Request = R;
    static constexpr bool for_strangers = false;
    Permission permission;
    Function function;
};
template <class R, class Permission, class Function>
constexpr Row<R, Permission, Function> route(Permission permission, Function function)
{
    return {permission, function};
}

enum class Asked { by_everybody, by_strangers_too };
template <class R, Asked by, class Function>
struct OwnRow {
    using Request = R;
    static constexpr bool for_strangers = by == Asked::by_strangers_too;
    Function function;
};
template <class R, Asked by, class Function>
constexpr OwnRow<R, by, Function> own_way(Function function)
{
    return {function};
}

// --- methods that are no functions of storage --------------------------------------------------------

Result<forum::Rendered> preview(Read&, Actor const&, forum::Preview const& request)
{
    return forum::Rendered{render_markdown(request.text.value)};
}

Result<statements::Statement> statement(Read& read, Actor const&,
                                        statements::ShowStatement const& request)
{
    return whole_statement(read, request.which);
}

void follow_feeds(Parts parts, Caller const&, std::shared_ptr<Listener> const& listener,
                  feeds::FollowFeeds request, OutcomeDone done)
{
    if (!listener)
        return done(
            invalid("", "Entries are heard on /ws or /events; over HTTP ask feeds.entries."));
    parts.hub.follow(listener, std::move(request), [done = std::move(done)](auto followed) {
        if (followed)
            return done(Outcome{.json = encode(*followed)});
        done(followed.error());
    });
}

void look_who(Parts parts, Caller const&, std::shared_ptr<Listener> const& listener,
              here::LookWho request, OutcomeDone done)
{
    if (!listener)
        return done(invalid("", "Who is here is heard on /ws or /events."));
    parts.hub.look_who(listener, request.group, [done = std::move(done)](auto now) {
        if (now)
            return done(Outcome{.json = encode(*now)});
        done(now.error());
    });
}

// --- the table ---------------------------------------------------------------------------------------

constexpr std::tuple table{
    own_way<people::SignIn, Asked::by_strangers_too>(sign_in),
    own_way<people::SignOut, Asked::by_everybody>(sign_out),
    route<people::WhoAmI>(everybody, storage::me),
    route<people::ChangeMe>(everybody, storage::change_me),
    own_way<people::ChangePassword, Asked::by_everybody>(change_password),
    route<people::SignIns>(everybody, storage::sign_ins),
    route<people::EndSignIn>(permit<&people::EndSignIn::sign_in>(storage::may_end_sign_in),
                             storage::end_own_sign_in),
    route<people::ShowPerson>(permit<&people::ShowPerson::person>(storage::may_see_person),
                              storage::person_page),
    route<people::FindPeople>(everybody, storage::find_people),

    route<people::ShowAwaitedMail>(everybody, storage::awaited_mail),
    own_way<people::ChangeMail, Asked::by_everybody>(change_mail),
    own_way<people::SendMailAgain, Asked::by_everybody>(send_mail_again),
    route<people::KeepMail>(everybody, storage::keep_mail),

    route<authorities::Authorities>(everybody, storage::authorities_list),
    route<authorities::ShowPresence>(
        permit<&authorities::ShowPresence::authority>(storage::may_see_presence),
        storage::presence_of),
    route<authorities::ShowAuthority>(permit(storage::may_administer), storage::authority_page),
    route<authorities::Make>(permit(storage::may_administer), storage::make_authority),
    route<authorities::ChangeAuthority>(permit(storage::may_administer), storage::change_authority),
    route<authorities::RemoveLogo>(permit(storage::may_administer), storage::remove_logo),
    route<authorities::Close>(permit(storage::may_administer), storage::close_authority),
    route<authorities::Merge>(permit(storage::may_administer), storage::merge_authority),
    route<authorities::Split>(permit(storage::may_administer), storage::split_authority),
    route<authorities::SetCoordinator>(permit(storage::may_administer), storage::set_coordinator),
    route<authorities::EndAffiliation>(permit(storage::may_administer), storage::end_belonging),
    route<people::EndPerson>(permit(storage::may_administer), storage::end_somebody),
    route<people::UndoEnding>(permit(storage::may_administer), storage::undo_ending),
    route<people::SetAdministrator>(permit(storage::may_administer),
                                    storage::appoint_administrator),
    route<audit::ShowTrail>(permit(storage::may_administer), storage::audit_trail),

    route<groups::Groups>(everybody, storage::groups_list),
    route<groups::ShowGroup>(permit<&groups::ShowGroup::group>(storage::may_see_group),
                             storage::group_page),
    route<groups::MakeGroup>(permit<&groups::MakeGroup::copy_of>(storage::may_make_group),
                             storage::make_group),
    route<groups::ChangeGroup>(permit<&groups::ChangeGroup::group>(storage::may_facilitate),
                               storage::change_group),
    route<groups::ShowWelcome>(permit<&groups::ShowWelcome::group>(storage::may_read_group),
                               storage::welcome_of),
    route<groups::SetWelcome>(permit<&groups::SetWelcome::group>(storage::may_facilitate),
                              storage::set_welcome),
    route<groups::PutAway>(permit<&groups::PutAway::group>(storage::may_read_group),
                           storage::put_away),
    route<groups::ArchiveGroup>(permit<&groups::ArchiveGroup::group>(storage::may_manage_group),
                                storage::archive_group),
    route<groups::Members>(permit<&groups::Members::group>(storage::may_see_seats),
                           storage::members_of),
    route<groups::Join>(permit<&groups::Join::group>(storage::may_join), storage::join),
    route<groups::AskToJoin>(permit<&groups::AskToJoin::group>(storage::may_ask_to_join),
                             storage::ask_to_join),
    route<groups::JoinRequests>(permit<&groups::JoinRequests::group>(storage::may_read_desk),
                                storage::join_requests),
    route<groups::Decide>(permit<&groups::Decide::join_request>(storage::may_decide),
                          storage::decide),
    route<groups::AddMember>(permit<&groups::AddMember::group>(storage::may_manage_group),
                             storage::add_member),
    route<groups::SetRole>(permit<&groups::SetRole::seat>(storage::may_change_seat),
                           storage::set_role),
    route<groups::RemoveMember>(permit<&groups::RemoveMember::seat>(storage::may_end_seat),
                                storage::remove_member),
    route<groups::AddLabel>(permit<&groups::AddLabel::group>(storage::may_facilitate),
                            storage::add_label),
    route<groups::RemoveLabel>(permit<&groups::RemoveLabel::label>(storage::may_remove_label),
                               storage::remove_label),

    route<forum::Topics>(permit<&forum::Topics::group>(storage::may_read_group),
                         storage::topics_of),
    route<forum::ShowTopic>(permit<&forum::ShowTopic::topic>(storage::may_read_topic),
                            storage::topic_page),
    route<forum::FindPost>(permit<&forum::FindPost::post>(storage::may_read_post),
                           storage::find_post),
    route<forum::StartTopic>(permit<&forum::StartTopic::group>(storage::may_write_in_group),
                             storage::start_topic),
    route<forum::Reply>(permit<&forum::Reply::topic>(storage::may_write_in_topic), storage::reply),
    route<forum::EditPost>(permit<&forum::EditPost::post>(storage::may_edit_post),
                           storage::edit_post),
    route<forum::DeletePost>(permit<&forum::DeletePost::post>(storage::may_remove_post),
                             storage::delete_post),
    route<forum::Texts>(permit<&forum::Texts::post>(storage::may_read_post), storage::texts_of),
    route<forum::RemoveEarlierTexts>(
        permit<&forum::RemoveEarlierTexts::post>(storage::may_remove_post),
        storage::remove_earlier_texts),
    route<forum::ChangeTopic>(permit<&forum::ChangeTopic::topic>(storage::may_change_topic),
                              storage::change_topic),
    route<forum::Pin>(permit<&forum::Pin::topic>(storage::may_facilitate_topic), storage::pin),
    route<forum::Close>(permit<&forum::Close::topic>(storage::may_facilitate_topic),
                        storage::close),
    route<forum::BeforeMove>(moves, storage::before_move),
    route<forum::MoveTopic>(moves, storage::move_topic),
    route<forum::MarkAnswer>(permit<&forum::MarkAnswer::topic>(storage::may_change_topic),
                             storage::mark_answer),
    route<forum::Thank>(permit<&forum::Thank::post>(storage::may_write_beside_post),
                        storage::thank),
    route<forum::Follow>(permit<&forum::Follow::topic>(storage::may_read_topic), storage::follow),
    route<forum::MarkRead>(permit<&forum::MarkRead::topic>(storage::may_read_topic),
                           storage::mark_read),
    route<forum::MarkGroupRead>(permit<&forum::MarkGroupRead::group>(storage::may_read_group),
                                storage::mark_group_read),
    route<forum::ReportPost>(permit<&forum::ReportPost::post>(storage::may_report_post),
                             storage::report_post),
    route<forum::Reports>(permit<&forum::Reports::group>(storage::may_read_desk),
                          storage::reports_of),
    route<forum::SettleReport>(permit<&forum::SettleReport::report>(storage::may_settle),
                               storage::settle_report),
    route<forum::Preview>(everybody, preview),
    route<forum::Drafts>(everybody, storage::drafts_of),
    route<forum::SaveDraft>(permit<&forum::SaveDraft::place>(storage::may_draft_at),
                            storage::save_draft),

    route<library::Resources>(permit<&library::Resources::group>(storage::may_read_group),
                              storage::resources_of),
    route<library::ShowResource>(
        permit<&library::ShowResource::resource>(storage::may_read_resource),
        storage::resource_page),
    route<library::MarkSeen>(permit<&library::MarkSeen::group>(storage::may_read_group),
                             storage::mark_library_seen),
    route<library::AddResource>(permit<&library::AddResource::group>(storage::may_write_in_group),
                                storage::add_resource),
    route<library::ChangeResource>(
        permit<&library::ChangeResource::resource>(storage::may_change_resource),
        storage::change_resource),
    route<library::AddVersion>(permit<&library::AddVersion::resource>(storage::may_add_version),
                               storage::add_version),
    route<library::ReleaseVersion>(
        permit<&library::ReleaseVersion::version>(storage::may_release_version),
        storage::release_version),
    route<library::RemoveVersion>(
        permit<&library::RemoveVersion::version>(storage::may_remove_version),
        storage::remove_version),
    route<library::Adoptions>(permit<&library::Adoptions::resource>(storage::may_read_resource),
                              storage::adoptions_of),
    route<library::AdoptVersion>(permit<&library::AdoptVersion::version>(storage::may_adopt),
                                 storage::adopt_version),
    route<library::EndAdoption>(permit<&library::EndAdoption::resource>(storage::may_end_adoption),
                                storage::end_adoption),

    route<library::ShowAdaptation>(
        permit<&library::ShowAdaptation::resource>(storage::may_read_resource),
        storage::adaptation_page),
    route<library::AdaptVersion>(adapts, storage::adapt_version),
    route<library::CatchUpWithOrigin>(catches_up, storage::catch_up),
    route<library::UndoCatchUp>(permit<&library::UndoCatchUp::resource>(storage::may_undo_catch_up),
                                storage::undo_catch_up),

    own_way<library::ShowOriginChanges, Asked::by_everybody>(show_origin_changes),
    own_way<library::TakeOriginChanges, Asked::by_everybody>(take_origin_changes),

    route<library::WhichVersion>(everybody, storage::which_version),
    route<library::ShowNearestVersions>(everybody, storage::nearest_versions),
    route<library::ShowVersionText>(
        permit<&library::ShowVersionText::version>(storage::may_read_version),
        storage::version_text),

    own_way<feeds::FollowFeeds, Asked::by_everybody>(follow_feeds),
    route<feeds::Entries>(permit<&feeds::Entries::feed>(storage::may_read_feed), storage::entries),

    // permission: storage::group_here(), asked then and each time something is told
    own_way<here::LookWho, Asked::by_everybody>(look_who),

    route<home::Show>(everybody, storage::home_page),

    route<search::Find>(everybody, storage::find),

    route<invitations::Invitations>(storage::may_see_invitations, storage::invitations_list),
    route<invitations::Invite>(storage::may_invite, storage::invite),
    route<invitations::Withdraw>(permit<&invitations::Withdraw::invitation>(storage::may_withdraw),
                                 storage::withdraw),
    route<invitations::SendAgain>(permit<&invitations::SendAgain::invitation>(storage::may_send),
                                  storage::send_again),
    own_way<invitations::MakeLink, Asked::by_everybody>(make_link),
    route<invitations::SendReset>(permit(storage::may_administer), storage::send_reset),
    own_way<invitations::LookOver, Asked::by_everybody>(look_list_over),

    route<statements::ShowStatement>(permit(storage::may_administer), statement),
    route<statements::ChangeStatement>(permit(storage::may_administer), storage::change_statement),
};

// --- the table without types -------------------------------------------------------------------------

template <class... Rows>
constexpr boost::mp11::mp_list<typename Rows::Request...> requests_of(std::tuple<Rows...> const&);
using Routed = decltype(requests_of(table));
template <class Request>
using IsRouted = boost::mp11::mp_contains<Routed, Request>;
template <class Request>
using IsMethod = boost::mp11::mp_contains<Methods, Request>;
static_assert(boost::mp11::mp_all_of<Methods, IsRouted>::value,
              "a method of protocol::Methods has no row");
static_assert(boost::mp11::mp_all_of<Routed, IsMethod>::value,
              "a row is for no method of protocol::Methods");
static_assert(boost::mp11::mp_is_set<Routed>::value, "a method has two rows");

template <class Answer>
Result<std::string> as_json(Result<Answer> const& answer)
{
    if (!answer)
        return answer.error();
    return encode(*answer);
}

template <class Request>
ReadWork read_work(Request request, auto const& row)
{
    return {[request = std::move(request), &row](Read& read,
                                                 Actor const& actor) -> Result<std::string> {
        if (auto const in = storage::is_signed_in(read, actor); !in)
            return in.error();
        if (auto const may = row.permission(read, actor, request); !may)
            return may.error();
        return as_json(row.function(read, actor, request));
    }};
}

template <class Request>
ChangeWork change_work(Request decoded, auto const& row)
{
    constexpr bool has_receipt = Request::method.effect == Effect::change;
    ChangeWork work;
    auto const request = std::make_shared<Request const>(std::move(decoded));
    if constexpr (has_receipt) {
        work.request = request->request;
        work.parameters = encode(*request);
    }
    if constexpr (requires { row.permission.place(*request); })
        work.place = row.permission.place(*request);
    work.permission = [request, &row](Read& read, Actor const& actor) -> Result<void> {
        return row.permission(read, actor, *request);
    };
    work.run = [request, &row](Change& change, Actor const& actor) -> Result<std::string> {
        return as_json(row.function(change, actor, *request));
    };
    return work;
}

template <class R, class Permission, class Function>
Prepared prepared(R request, Row<R, Permission, Function> const& row)
{
    if constexpr (R::method.effect == Effect::read)
        return read_work(std::move(request), row);
    else
        return change_work(std::move(request), row);
}

template <class R, Asked by, class Function>
Prepared prepared(R request, OwnRow<R, by, Function> const& row)
{
    auto const kept = std::make_shared<R>(std::move(request));
    return OwnWay{[kept, &row](Parts parts, Caller const& caller,
                               std::shared_ptr<Listener> const& listener, OutcomeDone done) {
        row.function(parts, caller, listener, std::move(*kept), std::move(done));
    }};
}

template <std::size_t I>
Result<Prepared> prepare(Json const& parameters)
{
    using Request = typename std::tuple_element_t<I, decltype(table)>::Request;
    auto request = decode<Request>(parameters);
    if (!request)
        return request.error();
    return prepared(*std::move(request), std::get<I>(table));
}

template <std::size_t... I>
auto without_types(std::index_sequence<I...>)
{
    std::array all{Route{std::tuple_element_t<I, decltype(table)>::Request::method,
                         std::tuple_element_t<I, decltype(table)>::for_strangers, prepare<I>}...};
    std::ranges::sort(all, {}, [](Route const& route) { return route.method.name; });
    return all;
}

} // namespace

std::span<Route const> routes()
{
    static auto const all =
        without_types(std::make_index_sequence<std::tuple_size_v<decltype(table)>>{});
    return all;
}

Route const* find_route(std::string_view name)
{
    auto const all = routes();
    auto const found = std::ranges::lower_bound(
        all, name, {}, [](Route const& route) { return route.method.name; });
    return found != all.end() && found->method.name == name ? &*found : nullptr;
}

} // namespace folkmoot::server
