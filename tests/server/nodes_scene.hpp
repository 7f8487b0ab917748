#pragma once
// One of several nodes that write the same network. Another one's commits appear in its database, and the
// test decides whether their news are brought.

#include "tests/server/live_scene.hpp"

namespace folkmoot::server {

using storage::Committed;
using Kind = RightChange::Kind;
using Numbers = std::vector<Number>;

inline FeedId const forum = id_of<FeedId>(1);
inline constexpr int ada = 1;
inline constexpr int ben = 2;
inline constexpr int cem = 3;

/// This node; another one writes into its database behind its back.
struct Here : Scene {
    Here() : Scene(std::make_shared<Picture>(), true)
    {
        for (int person : {ada, ben, cem})
            begins_seat(person, forum);
    }
    Picture& database() { return library->now; }

    /// Committed by the other node. What it gives is the news of it.
    Committed writes_there(int entries)
    {
        ++database().version;
        Committed committed;
        for (int i = 0; i < entries; ++i)
            committed.entries.push_back({forum, ++database().last[forum]});
        return committed;
    }
    Committed ends_there(RightChange change, int entries = 0)
    {
        auto const numbered = database().next(std::move(change));
        database().narrow(numbered);
        auto committed = writes_there(entries);
        committed.right_changes.push_back(numbered);
        return committed;
    }
    std::shared_ptr<Ear> follower(int person)
    {
        auto ear = connects(person);
        follows(ear, {forum});
        return ear;
    }
    void looks()
    {
        strand->pass(std::chrono::seconds(1));
        run_for_long();
    }
};

inline RightChange leaves(int person)
{
    return {.kind = Kind::feed_ended, .person = id_of<PersonId>(person), .feed = forum};
}
inline RightChange closes()
{
    return {.kind = Kind::feed_ended, .feed = forum};
}
inline RightChange signs_out(int person)
{
    return {.kind = Kind::sign_in_ended,
            .person = id_of<PersonId>(person),
            .sign_in = id_of<SignInId>(person)};
}

} // namespace folkmoot::server
