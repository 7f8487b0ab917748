// A group as it begins: its welcome text, and what it takes over from a template or another group.

#include "tests/storage/world.hpp"

using namespace folkmoot::tests;
using groups::GroupPart;

namespace {

std::vector<std::string> labels_of(groups::GroupPage const& page)
{
    std::vector<std::string> words;
    for (auto const& label : page.labels) {
        words.push_back(label.name);
    }
    return words;
}

std::vector<std::string> titles(forum::TopicList const& list)
{
    std::vector<std::string> titles;
    for (auto const& topic : list.topics) {
        titles.push_back(topic.title);
    }
    return titles;
}
using Words = std::vector<std::string>;

/// A group with people of three authorities, a label and a pinned topic that has a reply.
struct Model {
    Model()
    {
        label = lead.adds_label(group, "Getting started").value().label;
        start = lead.starts(group, "Start here", "Read *this*", {label}).value().topic;
        lead.pins(start).value();
        member.replies(start, "I have").value();
        plain = member.starts(group, "Not pinned", "Words").value().topic;
    }
    groups::MakeGroup copy(bool people, std::vector<TopicId> topics)
    {
        groups::MakeGroup request{.name = {"A copy"}, .kind = groups::Kind::by_invitation};
        request.labels.emplace().values = {{"Events"}, {"getting STARTED"}};
        request.copy_of = groups::CopyOf{group, people, {std::move(topics)}};
        return request;
    }

    World world;
    Somebody lead = world.person("Lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::by_invitation);
    Somebody member = world.member(group, "Member", world.easthaven);
    Somebody guest = world.member(group, "Guest", world.union_learning, Role::guest);
    LabelId label;
    TopicId start;
    TopicId plain;
};

} // namespace

TEST_CASE(
    "a welcome text is read by who reads the group, and changed at the revision one looked at")
{
    World world;
    auto const lead = world.person("Lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::by_request);
    auto const outsider = world.person("Outsider", world.easthaven);
    CHECK_FALSE(lead.opens(group).value().welcome);
    CHECK(lead.welcomes(group, 0, "Hello *all*").value().revision == 1);
    CHECK(refusal(lead.welcomes(group, 0, "Hello over it")) == ErrorName::conflict);
    auto const welcome = lead.opens(group).value().welcome.value();
    CHECK(welcome.html == "<p>Hello <em>all</em></p>");
    CHECK(welcome.by.name == "Lead");
    CHECK(welcome.by.authority_name == "Northmere");
    CHECK_FALSE(outsider.opens(group).value().welcome);
    CHECK(lead.hears(world.feeds(group).feed).back() == feeds::EntryKind::group_changed);

    auto const shown = lead.asks(may_read_group, group, welcome_of, {.group = group}).value();
    CHECK(shown.text == "Hello *all*");
    CHECK(shown.revision == 1);
    CHECK(lead.welcomes(group, 1, "").value().revision == 2);
    CHECK_FALSE(lead.opens(group).value().welcome);
    CHECK(lead.welcomes(group, 2, "Again").value().revision == 3);
}

TEST_CASE("a part that was put away stays so for that person, a welcome until it is changed")
{
    World world;
    auto const lead = world.person("Lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::by_invitation);
    auto const member = world.member(group, "Member", world.easthaven);
    auto const away = [&](Somebody const& who) { return who.opens(group).value().put_away; };
    lead.welcomes(group, 0, "Hello").value();
    member.puts_away(group, GroupPart::welcome).value();
    member.puts_away(group, GroupPart::welcome).value();
    lead.puts_away(group, GroupPart::checklist).value();
    CHECK(away(member) == std::vector{GroupPart::welcome});
    CHECK(away(lead) == std::vector{GroupPart::checklist});
    lead.welcomes(group, 1, "Hello again").value();
    CHECK(away(member).empty());
    CHECK(away(lead) == std::vector{GroupPart::checklist});
    lead.puts_away(group, GroupPart::checklist, false).value();
    CHECK(away(lead).empty());
}

TEST_CASE("a group begins with its welcome, its labels and its first topics, the first on top")
{
    World world;
    auto const lead = world.person("Lead", world.northmere);
    world.group(lead, groups::Kind::open);
    groups::MakeGroup request{.name = {"Toolkit"}, .purpose = {"To make one"}};
    request.welcome = {"Good to have you"};
    request.labels.emplace().values = {{"Evidence"}, {"Drafts"}};
    request.topics.emplace().values = {{{"Start here"}, {"First"}}, {{"Who is who"}, {"Second"}}};
    auto const made = lead.makes(request).value();
    auto const page = lead.opens(made.group).value();
    CHECK(page.welcome.value().html == "<p>Good to have you</p>");
    CHECK(labels_of(page) == Words{"Drafts", "Evidence"});
    CHECK(titles(lead.lists(made.group).value()) == Words{"Start here", "Who is who"});
    CHECK(lead.lists(made.group).value().topics.at(1).pinned);
    CHECK(lead.unread(made.group) == 0);

    request.labels->values.push_back({"EVIDENCE"});
    CHECK(field_of_refusal(lead.makes(request)) == "labels[2]");
    CHECK(lead.asks(groups_list).value().groups.size() == 2); // nothing of the refused one is left
}

TEST_CASE("a copy takes over seats whose affiliations stand, with authority and role")
{
    Model model;
    auto& world = model.world;
    auto const gone = world.member(model.group, "Gone", world.easthaven);
    auto const moved = world.member(model.group, "Moved", world.easthaven);
    world.seat(model.group, model.lead, world.union_learning, Role::member);
    world.store.change([&](Change& change) {
        end_person(change, gone);
        affiliate(change, moved, world.northmere, false);
        affiliate(change, model.lead, world.union_learning, false);
    });
    world.store.change([&](Change& change) {
        change.run(
            Sql("UPDATE affiliations SET until_at = $2 WHERE person = $1 AND authority = $3"),
            moved.person, change.now(), world.easthaven);
    });
    world.right_changes();

    auto const made = model.lead.makes(model.copy(true, {})).value();
    CHECK(made.seats == 3); // the member, the guest, and the lead's other seat
    CHECK(made.left_out == 1);
    CHECK(model.guest.opens(made.group).value().role == Role::guest);
    CHECK(model.member.opens(made.group).value().role == Role::member);
    CHECK(model.lead.opens(made.group).value().own_seats.size() == 2);
    CHECK(refusal(moved.opens(made.group)) == ErrorName::not_found);
    CHECK(model.member.own_entries().back().kind == feeds::EntryKind::seat_given);
    CHECK(model.member.unread(made.group) == 0);
}

TEST_CASE("a copy takes over only the pinned topics that were chosen, as the maker's own new ones")
{
    Model model;
    auto const made = model.lead.makes(model.copy(true, {model.start})).value();
    auto const list = model.member.lists(made.group).value();
    CHECK(titles(list) == Words{"Start here"});
    auto const page = model.member.looks_at(list.topics.at(0).topic).value();
    CHECK(page.posts.size() == 1);
    CHECK(page.posts.at(0).by.name == "Lead");
    CHECK(page.topic.pinned);
    CHECK(page.topic.labels.size() == 1); // it has a label of this word here too
    CHECK(page.topic.labels.at(0) != model.label);

    CHECK(field_of_refusal(model.lead.makes(model.copy(false, {model.start, model.plain}))) ==
          "copy_of.topics[1]");
    auto const elsewhere = model.world.group(model.lead, groups::Kind::open);
    auto const other = model.lead.starts(elsewhere, "Elsewhere", "Words").value().topic;
    model.lead.pins(other).value();
    CHECK(field_of_refusal(model.lead.makes(model.copy(false, {other}))) == "copy_of.topics[0]");
}

TEST_CASE("only who facilitates a group copies it, also when it is archived")
{
    Model model;
    CHECK(refusal(model.member.makes(model.copy(true, {}))) == ErrorName::forbidden);
    auto const administrator = model.world.administrator();
    CHECK(refusal(administrator.makes(model.copy(true, {}))) == ErrorName::forbidden);
    auto const outsider = model.world.person("Outsider", model.world.easthaven);
    CHECK(refusal(outsider.makes(model.copy(true, {}))) == ErrorName::not_found);
    model.lead.archives(model.group).value();
    CHECK(model.lead.makes(model.copy(true, {model.start})).value().seats == 2);
}
