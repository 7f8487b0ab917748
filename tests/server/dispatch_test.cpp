#include "tests/server/doors_scene.hpp"

using namespace folkmoot;
using namespace folkmoot::tests;

namespace {

/// Two groups that know nothing of each other, with somebody in each.
struct TwoGroups : Doors {
    Somebody adviser = world.person("Adviser", world.union_learning);
    GroupId group = world.group(adviser, groups::Kind::by_invitation);
    Somebody anna = world.member(group, "Anna", world.northmere);
    GroupId elsewhere = world.group(adviser, groups::Kind::by_invitation, "Elsewhere");
    Somebody ben = world.member(elsewhere, "Ben", world.easthaven);
    TopicId topic = anna.starts(group, "Measures", "What do you count?").value().topic;

    std::string reply(int request, std::string const& text) const
    {
        return "{\"request\":\"" + request_id(request) + "\",\"topic\":" + quoted(topic) +
               ",\"text\":\"" + text + "\"}";
    }
    Count posts() const { return anna.looks_at(topic).value().topic.posts; }
    SeatId seat_of(Somebody const& who) const
    {
        return who.opens(group).value().own_seats.at(0).seat;
    }
};

} // namespace

TEST_CASE_FIXTURE(TwoGroups, "a repeated change gives the first result and is done once")
{
    auto const first = asks(anna, "forum.reply", reply(1, "Days."));
    auto const again = asks(anna, "forum.reply", reply(1, "Days."));
    CHECK(contains(first, R"("result":{"post":)"));
    CHECK(again == first);
    CHECK(posts() == 2);
    CHECK(asks(anna, "forum.reply", reply(2, "Days.")) != first);
    CHECK(posts() == 3);
}

TEST_CASE_FIXTURE(TwoGroups, "the order and spacing of parameters do not make another request")
{
    auto const first = asks(anna, "forum.reply", reply(1, "Days."));
    auto const again = asks(anna, "forum.reply",
                            "{ \"text\": \"Days.\", \"topic\": " + quoted(topic) +
                                ", \"request\": \"" + request_id(1) + "\" }");
    CHECK(again == first);
    CHECK(posts() == 2);
}

TEST_CASE_FIXTURE(TwoGroups, "a request id that comes again with other content is a conflict")
{
    asks(anna, "forum.reply", reply(1, "Days."));
    CHECK(contains(asks(anna, "forum.reply", reply(1, "Hours.")), R"("name":"conflict")"));
    CHECK(contains(asks(adviser, "forum.pin",
                        "{\"request\":\"" + request_id(1) + "\",\"topic\":" + quoted(topic) +
                            ",\"pinned\":true}"),
                   "result")); // somebody else's ids are their own
    CHECK(contains(asks(anna, "forum.close",
                        "{\"request\":\"" + request_id(1) + "\",\"topic\":" + quoted(topic) +
                            ",\"closed\":true}"),
                   R"("name":"conflict")")); // another method
    CHECK(posts() == 2);
}

TEST_CASE_FIXTURE(TwoGroups, "the first result is given even after the right has ended")
{
    auto const first = asks(anna, "forum.reply", reply(1, "Days."));
    CHECK(adviser.removes(seat_of(anna)).has_value());
    CHECK(asks(anna, "forum.reply", reply(1, "Days.")) == first);
    CHECK(contains(asks(anna, "forum.reply", reply(2, "Days.")), R"("name":"not_found")"));
    world.store.change([&](Change& change) { end_person(change, anna.person); });
    CHECK(contains(asks(anna, "forum.reply", reply(1, "Days.")), R"("name":"sign_in_needed")"));
}

TEST_CASE_FIXTURE(TwoGroups, "a refused change leaves no receipt: it may be tried again")
{
    CHECK(adviser.closes(topic).has_value());
    CHECK(!contains(asks(anna, "forum.reply", reply(1, "Days.")), "result"));
    CHECK(adviser.closes(topic, false).has_value());
    CHECK(contains(asks(anna, "forum.reply", reply(1, "Days.")), "result"));
}

TEST_CASE_FIXTURE(TwoGroups,
                  "what is not yours to see answers byte for byte like what does not exist")
{
    auto const page = [&](TopicId which) {
        return asks(ben, "forum.topic", "{\"topic\":" + quoted(which) + "}");
    };
    TopicId nowhere;
    nowhere.bytes[0] = 9;
    CHECK(contains(page(topic), R"("name":"not_found")"));
    CHECK(page(topic) == page(nowhere));
    auto const replied = [&](TopicId which) {
        return asks(ben, "forum.reply",
                    "{\"request\":\"" + request_id(7) + "\",\"topic\":" + quoted(which) +
                        ",\"text\":\"Let me in\"}");
    };
    CHECK(replied(topic) == replied(nowhere));
    GroupId no_group;
    no_group.bytes[0] = 9;
    for (auto const* method :
         {"groups.group", "groups.members", "groups.requests", "forum.topics", "forum.reports"})
        CHECK(asks(ben, method, "{\"group\":" + quoted(group) + "}") ==
              asks(ben, method, "{\"group\":" + quoted(no_group) + "}"));
}

TEST_CASE_FIXTURE(TwoGroups, "without a sign-in only signing in is carried out")
{
    for (auto const& route : server::routes()) {
        CAPTURE(route.method.name);
        auto const answer = stranger_asks(route.method.name, "{}");
        if (route.for_strangers)
            CHECK(contains(answer, R"("name":"invalid")"));
        else
            CHECK(contains(answer, R"("name":"sign_in_needed")"));
    }
}

TEST_CASE_FIXTURE(TwoGroups, "an ended sign-in does nothing any more")
{
    world.store.change([&](Change& change) { end_sign_in(change, anna.actor.sign_in); });
    CHECK(contains(asks(anna, "people.me", "{}"), R"("name":"sign_in_needed")"));
    CHECK(contains(asks(anna, "forum.reply", reply(1, "Days.")), R"("name":"sign_in_needed")"));
    CHECK(contains(asks(anna, "people.sign_out", "{}"), R"("name":"sign_in_needed")"));
    CHECK(contains(asks(anna, "forum.preview", R"({"text":"a"})"), R"("name":"sign_in_needed")"));
}

TEST_CASE_FIXTURE(TwoGroups, "what is no request is refused with JSON-RPC's own codes")
{
    auto const told = [&](std::string_view text) {
        return message({.actor = anna.actor, .address = "", .user_agent = ""}, text).json;
    };
    CHECK(contains(told("{"), R"("code":-32700)"));
    CHECK(contains(told(""), R"("code":-32700)"));
    CHECK(contains(told("[]"), R"("code":-32600)"));
    CHECK(contains(told(R"({"jsonrpc":"1.0","id":1,"method":"people.me"})"), R"("code":-32600)"));
    CHECK(contains(asks(anna, "people.you", "{}"), R"("id":1,"error":{"code":-32601)"));
    CHECK(contains(asks(anna, "people.me", R"({"depth":1})"), R"("field":"depth")"));
    CHECK(contains(asks(anna, "forum.topic", "{}"), R"("field":"topic")"));
    CHECK(contains(asks(anna, "forum.topic", R"({"topic":7})"), R"("field":"topic")"));
}

TEST_CASE_FIXTURE(TwoGroups, "the document of all methods is there for everybody")
{
    CHECK(contains(stranger_asks("rpc.discover", "{}"), R"("result":{"openrpc":"1.3)"));
}

TEST_CASE_FIXTURE(TwoGroups, "a preview is rendered, and feeds are followed on a connection alone")
{
    CHECK(contains(asks(anna, "forum.preview", R"({"text":"**so**"})"), "<strong>so</strong>"));
    CHECK(contains(asks(anna, "feeds.follow", R"({"feeds":[]})"), R"("name":"invalid")"));
}

TEST_CASE_FIXTURE(TwoGroups, "a mark is set again without a receipt")
{
    auto const read = "{\"topic\":" + quoted(topic) + ",\"number\":1}";
    CHECK(asks(ben, "forum.mark_read", read) != asks(anna, "forum.mark_read", read));
    CHECK(asks(anna, "forum.mark_read", read) == asks(anna, "forum.mark_read", read));
    CHECK(contains(asks(anna, "forum.mark_read", read), R"("result":{})"));
}
