// The audit trail: every change of rights is a link, and no link can be changed unseen.

#include "storage/audit.hpp"
#include "storage/erasure.hpp"
#include "tests/storage/world.hpp"

#include <thread>

using namespace folkmoot::tests;

namespace {

std::vector<AuditLink> trail(World& world)
{
    return world.store.read([](Read& read) { return links_after(read, 0, 1'000); });
}

AuditCheck checked(World& world)
{
    return world.store.read([](Read& read) { return check_audit(read); });
}

/// Of the links after those that were there.
std::vector<std::string> kinds_after(World& world, std::size_t before)
{
    std::vector<std::string> kinds;
    for (auto const& link : trail(world)) {
        if (link.number > static_cast<Number>(before)) {
            kinds.push_back(link.kind);
        }
    }
    return kinds;
}

using Kinds = std::vector<std::string>;

} // namespace

TEST_CASE("each change of rights is one link of the trail, with who, whom and what")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    auto const member = world.person("Member", world.easthaven);
    auto before = trail(world).size();
    auto const group = world.group(lead, groups::Kind::open);
    auto const seat = lead.adds(group, member).value().seat;
    CHECK(kinds_after(world, before) == Kinds{"group_made", "member_joined", "member_joined"});
    auto const joined = trail(world).back();
    CHECK(joined.by == lead.person);
    CHECK(joined.person == member.person);
    CHECK(joined.group_id == group);
    CHECK(joined.authority == world.easthaven);
    CHECK(joined.role == "member");

    before = trail(world).size();
    lead.sets_role(seat, Role::facilitator).value();
    member.removes(seat).value();
    lead.archives(group).value();
    world.store.change([&](Change& change) {
        begin_sign_in(change, {.person = lead,
                               .kind = people::SignInKind::token,
                               .secret = {7},
                               .expires_at = Instant{change.now().microseconds + 1}});
    });
    CHECK(kinds_after(world, before) ==
          Kinds{"role_set", "member_left", "group_archived", "token_made"});
    before = trail(world).size();
    world.store.change([&](Change& change) { end_person(change, member); });
    CHECK(kinds_after(world, before) == Kinds{"affiliation_ended", "person_ended"});
    CHECK(checked(world).links == static_cast<Number>(trail(world).size()));
    CHECK_FALSE(checked(world).broken);
}

TEST_CASE("what people write is no link of the trail")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    auto const group = world.group(lead, groups::Kind::open);
    auto const before = trail(world).size();
    auto const topic = lead.starts(group, "Measures", "What do you count?").value();
    lead.replies(topic.topic, "Learners").value();
    lead.edits(topic.post, 1, "What else?").value();
    CHECK(trail(world).size() == before);
}

TEST_CASE("a change that was refused leaves no link")
{
    World world;
    auto const before = trail(world).size();
    auto const refused = world.store.change([&](Change& change) -> Result<Done> {
        add_authority(change, authorities::Kind::other, "Gone", "Gone");
        return conflict("Not so.");
    });
    CHECK(refused.has_error());
    CHECK(trail(world).size() == before);
}

TEST_CASE("a link that was changed, left out or put in is found, and named")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    world.group(lead, groups::Kind::open);
    auto const all = checked(world);
    REQUIRE(all.links > 5);
    SUBCASE("changed")
    {
        world.store.change([&](Change& change) {
            change.run(R"sql(UPDATE audit SET role = 'guest' WHERE number = 4)sql");
        });
        CHECK(checked(world).broken == 4);
    }
    SUBCASE("left out")
    {
        world.store.change(
            [&](Change& change) { change.run(R"sql(DELETE FROM audit WHERE number = 3)sql"); });
        CHECK(checked(world).broken == 3);
        CHECK(checked(world).links == 2);
    }
    SUBCASE("the newest taken away: a head that was kept tells")
    {
        world.store.change([&](Change& change) {
            change.run(R"sql(DELETE FROM audit WHERE number = $1)sql", all.links);
        });
        CHECK_FALSE(checked(world).broken);
        CHECK(checked(world).head != all.head);
    }
}

TEST_CASE("the trail holds when changes of rights come from many threads at once")
{
    World world;
    auto const lead = world.person("Skills lead", world.northmere);
    std::vector<GroupId> groups;
    for (int number = 0; number < 8; ++number) {
        groups.push_back(world.group(lead, groups::Kind::open, "Group " + std::to_string(number)));
    }
    std::vector<Somebody> members;
    for (int number = 0; number < 4; ++number) {
        members.push_back(world.person("Member " + std::to_string(number), world.easthaven));
    }
    auto const before = checked(world).links;
    std::vector<std::thread> threads;
    for (auto const& member : members) {
        threads.emplace_back([&] {
            for (auto const group : groups) {
                world.store.store()
                    .change_now<SeatId>([&](Change& change) {
                        return give_seat(change, {.group = group,
                                                  .person = member,
                                                  .authority = world.easthaven,
                                                  .by = member});
                    })
                    .value();
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(checked(world).links == before + 32);
    CHECK_FALSE(checked(world).broken);
}
