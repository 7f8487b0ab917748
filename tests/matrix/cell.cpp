#include "tests/matrix/cell.hpp"

#include "storage/adapting.hpp"
#include "storage/adopting.hpp"
#include "storage/endings.hpp"
#include "storage/file_texts.hpp"
#include "storage/forum.hpp"
#include "storage/invitations.hpp"
#include "storage/library.hpp"
#include "storage/network.hpp"
#include "storage/seats.hpp"
#include "storage/uploads.hpp"

#include <random>

namespace folkmoot::tests {
namespace {

using groups::Role;

std::string marked(char const* mark, int number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%s%06dz", mark, number);
    return text;
}

struct Somebody {
    PersonId person;
    std::string mail;
    Actor actor;
};

/// Makes the people and things of one cell.
class Maker {
public:
    Maker(Change& change, Ground const& ground, Cell& cell, int number)
        : change_(change), ground_(ground), cell_(cell), number_(number)
    {
    }

    void make()
    {
        cell_.words = {marked("zqg", number_), marked("zqi", number_), marked("zqd", number_),
                       marked("zqp", number_), marked("zqs", number_)};
        make_people();
        make_group();
        take_seat();
        find_second_group();
        write();
        if (cell_.own_seat)
            write_as_asker();
        if (cell_.has_left())
            end_seat(change_, *cell_.own_seat, facilitator_.person);
        if (cell_.standpoint == Standpoint::ended)
            end_person(change_, asker_.person);
        if (cell_.block.archived)
            archive_group(change_, facilitator_.actor, {.group = cell_.group}).value();
        look();
    }

private:
    Somebody somebody(std::string const& name, AuthorityId authority, bool administrator = false,
                      bool coordinator = false)
    {
        auto const mail =
            "p" + std::to_string(number_) + "." + std::to_string(++people_) + "@folkmoot.example";
        auto const person = add_person(change_, {.name = name,
                                                 .mail = {mail},
                                                 .password_hash = ground_.password_hash,
                                                 .administrator = administrator});
        affiliate(change_, person, authority, coordinator);
        return {person, mail, {person, sign_in(person)}};
    }

    SignInId sign_in(PersonId person)
    {
        NewSignIn fresh{.person = person,
                        .expires_at = Instant{change_.now().microseconds + 1'000'000'000'000}};
        auto const id = change_.fresh_uuid();
        std::copy(id.bytes.begin(), id.bytes.end(), fresh.secret.begin());
        return begin_sign_in(change_, fresh);
    }

    void make_people()
    {
        auto const coordinates = cell_.standpoint == Standpoint::coordinator;
        auto const administers = cell_.standpoint == Standpoint::administrator;
        facilitator_ = somebody("Lead " + cell_.words.people, ground_.theirs);
        member_ = somebody("Member " + cell_.words.people, ground_.theirs);
        knocking_ = somebody("Knocking", ground_.theirs);
        asker_ = somebody("Asker " + cell_.words.stranger,
                          coordinates ? ground_.theirs : ground_.own, administers, coordinates);
        cell_.newcomer = somebody("Newcomer", ground_.own).person;
        cell_.facilitator = facilitator_.person;
        cell_.member = member_.person;
        cell_.asker = asker_.person;
        cell_.mail = asker_.mail;
        if (cell_.standpoint != Standpoint::nobody)
            cell_.actor = asker_.actor;
        cell_.own_sign_in = sign_in(asker_.person);
        cell_.anothers_sign_in = member_.actor.sign_in;
        cell_.own_feed = feed_of(change_, asker_.person);
        cell_.anothers_feed = feed_of(change_, member_.person);
        cell_.authority = ground_.theirs;
        cell_.other_authority = ground_.elsewhere;
        cell_.later = Instant{change_.now().microseconds + 86'400'000'000};
        plan_ending(change_, {member_.person, ground_.theirs}, cell_.later, facilitator_.person)
            .value();
    }

    void make_group()
    {
        auto const& word = cell_.words.group;
        cell_.group = storage::make_group(change_, facilitator_.actor,
                                          {.name = {"Group " + word},
                                           .purpose = {"Purpose " + word},
                                           .kind = cell_.block.kind})
                          .value()
                          .group;
        auto const feeds = feeds_of(change_, cell_.group);
        cell_.feed = feeds.feed;
        cell_.desk = feeds.desk;
        cell_.member_seat =
            seat(cell_.group, member_.person, ground_.theirs, Role::member, facilitator_.person);
        set_welcome(change_, facilitator_.actor,
                    {.group = cell_.group, .text = {"Welcome " + cell_.words.inside}})
            .value();
        cell_.label = add_label(change_, facilitator_.actor,
                                {.group = cell_.group, .name = {"Label " + cell_.words.inside}})
                          .value()
                          .label;
        cell_.join_request =
            ask_to_join(change_, knocking_.actor,
                        {.group = cell_.group, .message = {"Message " + cell_.words.desk}})
                .value()
                .join_request;
    }

    SeatId seat(GroupId group, PersonId person, AuthorityId authority, Role role, PersonId by)
    {
        return give_seat(change_, {.group = group,
                                   .person = person,
                                   .authority = authority,
                                   .role = role,
                                   .by = by})
            .value();
    }

    void take_seat()
    {
        auto const here = [this](Role role) {
            cell_.own_seat =
                seat(cell_.group, asker_.person, ground_.own, role, facilitator_.person);
        };
        auto const elsewhere = [this](Role role) {
            seat(ground_.other_group, asker_.person, ground_.own, role, ground_.other_lead);
        };
        switch (cell_.standpoint) {
        case Standpoint::guest:
        case Standpoint::former_guest:
            return here(Role::guest);
        case Standpoint::facilitator:
            return here(Role::facilitator);
        case Standpoint::member:
        case Standpoint::former:
        case Standpoint::ended:
            return here(Role::member);
        case Standpoint::other_member:
            return elsewhere(Role::member);
        case Standpoint::other_guest:
            return elsewhere(Role::guest);
        default:
            return;
        }
    }

    void find_second_group()
    {
        cell_.second_group = ground_.other_group;
        if (cell_.standpoint == Standpoint::facilitator)
            cell_.second_group =
                storage::make_group(change_, asker_.actor, {.name = {"Second"}}).value().group;
    }

    /// A question with a reply that has an earlier text.
    struct Written {
        TopicId topic;
        PostId first_post;
        PostId post;
        Revision revision = 0;
    };
    Written write_as(Actor const& author)
    {
        auto const& word = cell_.words.inside;
        auto const started = start_topic(change_, author,
                                         {.group = cell_.group,
                                          .title = {"Title " + word},
                                          .text = {"First " + word},
                                          .question = true,
                                          .labels = {{cell_.label}}})
                                 .value();
        auto const replied =
            reply(change_, author, {.topic = started.topic, .text = {"Earlier " + word}}).value();
        auto const edited =
            edit_post(change_, author,
                      {.post = replied.post, .revision = 1, .text = {"Text " + word}})
                .value();
        return {started.topic, started.post, replied.post, edited.revision};
    }

    library::ResourceAdded put_in_as(Actor const& author)
    {
        auto const& word = cell_.words.inside;
        return add_resource(change_, author,
                            {.group = cell_.group,
                             .title = {"Resource " + word},
                             .summary = {"Summary " + word},
                             .audience = {"Audience " + word},
                             .licence = {"Licence " + word},
                             .language = {"en-GB"},
                             .labels = {{cell_.label}},
                             .link = Link{"https://" + word + ".example/"}})
            .value();
    }

    library::ResourceAdded adapt()
    {
        return adapt_version(change_, member_.actor,
                             {.version = cell_.used_version,
                              .group = cell_.group,
                              .title = {"Adaptation " + cell_.words.inside}})
            .value();
    }

    /// A file whose words were read out.
    UploadId upload_as(Actor const& author, char first_of_hash)
    {
        auto hash = std::to_string(number_);
        hash.insert(0, 64 - hash.size(), first_of_hash);
        auto const upload =
            begin_upload(change_, author, {cell_.group, cell_.words.inside + ".txt", 3})
                .value()
                .upload;
        complete_upload(change_, upload, {hash, 3, nullptr}).value();
        auto const taken = take_text(change_);
        keep_text(change_, taken.value(),
                  kept_words({{library::BlockKind::paragraph, "File " + cell_.words.inside}}));
        return upload;
    }

    void write()
    {
        auto const put_in = put_in_as(member_.actor);
        cell_.resource = put_in.resource;
        cell_.version = put_in.version;
        auto const used = put_in_as(member_.actor);
        cell_.used = used.resource;
        cell_.used_version = used.version;
        release_version(change_, member_.actor, {.version = used.version, .revision = 1}).value();
        adopt_version(change_, member_.actor,
                      {.version = used.version, .note = {"Note " + cell_.words.inside}})
            .value();
        auto const newer =
            add_version(change_, member_.actor,
                        {.resource = used.resource, .upload = upload_as(member_.actor, 'a')})
                .value();
        cell_.own_upload = upload_as(asker_.actor, 'b');
        release_version(change_, member_.actor, {.version = newer.version, .revision = 2}).value();
        cell_.current_version = newer.version;
        cell_.adapted = adapt().resource;
        cell_.caught_up = adapt().resource;
        cell_.caught_up_entry = catch_up(change_, member_.actor,
                                         {.resource = cell_.caught_up,
                                          .base = cell_.used_version,
                                          .to = cell_.current_version,
                                          .changes = {{{library::ChangeKind::added,
                                                        {},
                                                        {"Added " + cell_.words.inside},
                                                        library::ChangeFate::refused}}}})
                                    .value()
                                    .entry;
        auto const written = write_as(member_.actor);
        cell_.topic = written.topic;
        cell_.first_post = written.first_post;
        cell_.post = written.post;
        cell_.post_revision = written.revision;
        cell_.invitation = make_invitation(change_, {.name = "Invited",
                                                     .mail = "invited" + std::to_string(number_) +
                                                             "@folkmoot.example",
                                                     .authority = ground_.theirs,
                                                     .group = cell_.group,
                                                     .role = groups::Role::member,
                                                     .inviter = facilitator_.person})
                               .invitation;
        cell_.report = report_post(change_, facilitator_.actor,
                                   {.post = cell_.first_post, .why = {"Why " + cell_.words.desk}})
                           .value()
                           .report;
    }

    void write_as_asker()
    {
        auto const written = write_as(asker_.actor);
        cell_.own_topic = written.topic;
        cell_.own_post = written.post;
        cell_.own_post_revision = written.revision;
        auto const put_in = put_in_as(asker_.actor);
        cell_.own_resource = put_in.resource;
        cell_.own_version = put_in.version;
        auto const& word = cell_.words.inside;
        save_draft(change_, asker_.actor,
                   {.place = {.group = cell_.group}, .title = {word}, .text = {"Draft " + word}})
            .value();
        auto const mention = "[@Asker](/people/" + to_string(asker_.person) + ") " + word;
        reply(change_, member_.actor, {.topic = cell_.topic, .text = {mention}}).value();
    }

    /// The revisions as they are in the end.
    void look()
    {
        auto const revision_of = [this](TopicId topic) {
            return topic_page(change_, facilitator_.actor, {.topic = topic}).value().topic.revision;
        };
        cell_.group_revision =
            group_page(change_, facilitator_.actor, {.group = cell_.group}).value().revision;
        cell_.topic_revision = revision_of(cell_.topic);
        if (cell_.own_topic)
            cell_.own_topic_revision = revision_of(*cell_.own_topic);
    }

    Change& change_;
    Ground const& ground_;
    Cell& cell_;
    int const number_;
    int people_ = 0;
    Somebody facilitator_, member_, knocking_, asker_;
};

} // namespace

bool Cell::sits() const
{
    return standpoint == Standpoint::guest || standpoint == Standpoint::member ||
           standpoint == Standpoint::facilitator;
}

bool Cell::has_left() const
{
    return standpoint == Standpoint::former || standpoint == Standpoint::former_guest;
}

/// Signed in, and no guest of others.
bool Cell::is_anybody() const
{
    return standpoint != Standpoint::nobody && standpoint != Standpoint::ended &&
           standpoint != Standpoint::other_guest && standpoint != Standpoint::former_guest;
}

bool Cell::reads() const
{
    return sits() || (is_anybody() && block.kind == groups::Kind::open);
}

bool Cell::knows() const
{
    return sits() || standpoint == Standpoint::administrator ||
           (is_anybody() && block.kind != groups::Kind::by_invitation);
}

Cell Cell::of_nothing(std::uint64_t seed) const
{
    std::mt19937_64 randomness(seed);
    auto const lose = [&](auto& id) {
        for (auto& byte : id.bytes)
            byte = static_cast<std::uint8_t>(randomness());
    };
    Cell lost = *this;
    lose(lost.own_sign_in), lose(lost.anothers_sign_in), lose(lost.anothers_feed);
    lose(lost.group), lose(lost.feed), lose(lost.desk), lose(lost.authority);
    lose(lost.member), lose(lost.member_seat), lose(lost.label), lose(lost.join_request);
    lose(lost.report), lose(lost.invitation), lose(lost.topic), lose(lost.first_post),
        lose(lost.post);
    if (lost.own_seat)
        lose(*lost.own_seat);
    if (lost.own_topic)
        lose(*lost.own_topic);
    if (lost.own_post)
        lose(*lost.own_post);
    lose(lost.resource), lose(lost.version), lose(lost.used), lose(lost.used_version);
    lose(lost.current_version), lose(lost.adapted), lose(lost.caught_up);
    if (lost.own_resource)
        lose(*lost.own_resource), lose(*lost.own_version);
    return lost;
}

Ground make_ground(Change& change, std::string const& password_hash)
{
    make_network(change, "The network", "");
    auto const authority = [&](char const* name) {
        return add_authority(change, authorities::Kind::council, name, name);
    };
    Ground ground{.theirs = authority("Theirs"),
                  .own = authority("Own"),
                  .elsewhere = authority("Elsewhere"),
                  .other_lead = {},
                  .other_group = {},
                  .password_hash = password_hash};
    ground.other_lead =
        add_person(change, {.name = "Lead of others", .mail = {"lead@other.example"}});
    affiliate(change, ground.other_lead, ground.elsewhere, false);
    ground.other_group =
        make_group(change, {ground.other_lead, {}}, {.name = {"Another group"}}).value().group;
    return ground;
}

Cell make_cell(Change& change, Ground const& ground, Standpoint standpoint, Block const& block,
               int number)
{
    Cell cell{.standpoint = standpoint, .block = block};
    Maker(change, ground, cell, number).make();
    return cell;
}

} // namespace folkmoot::tests
