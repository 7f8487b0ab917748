#pragma once
// A world whose words can be searched, and what somebody finds in it.

#include "storage/library.hpp"
#include "storage/search.hpp"
#include "tests/storage/world.hpp"

namespace folkmoot::tests {

struct SearchScene {
    World world{{.search = true}};

    void settle() { world.store.store().settle_search(); }

    /// One page, after everything was taken in.
    Result<search::Hits> page(Somebody const& who, search::Find const& request)
    {
        settle();
        return who.asks(folkmoot::storage::find, request);
    }
    /// All pages.
    search::Hits all(Somebody const& who, search::Find request)
    {
        auto all = page(who, request).value();
        while (all.next) {
            request.after = {{*all.next}};
            auto more = page(who, request).value();
            all.hits.insert(all.hits.end(), more.hits.begin(), more.hits.end());
            all.next = more.next;
        }
        return all;
    }
    /// The texts of what is found, or titles of topics and resources in brackets, with bars between them.
    std::string finds(Somebody const& who, search::Find const& request)
    {
        std::string texts;
        for (auto const& hit : all(who, request).hits) {
            auto const post = hit.kind == search::Kind::post;
            texts += (texts.empty() ? "" : "|") +
                     (post ? plain(hit.snippet) : "[" + plain(hit.title) + "]");
        }
        return texts;
    }
    std::string finds(Somebody const& who, std::string const& words)
    {
        return finds(who, search::Find{.words = {words}});
    }
    std::string finds_people(Somebody const& who, std::string const& words)
    {
        std::string names;
        for (auto const& person : all(who, {.words = {words}}).people) {
            names += (names.empty() ? "" : "|") + person.name;
        }
        return names;
    }

    static std::string plain(std::vector<search::Part> const& parts)
    {
        std::string text;
        for (auto const& part : parts) {
            text += part.text;
        }
        return text;
    }
    static std::string marked(std::vector<search::Part> const& parts)
    {
        std::string text;
        for (auto const& part : parts) {
            text += part.found ? "[" + part.text + "]" : part.text;
        }
        return text;
    }
};

/// A facilitator, an open group and a topic in it.
struct Room : SearchScene {
    Somebody lead = world.person("Lena Lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::open, "Measures");
    TopicId topic = starts(lead, group, "Welcome", "Say hello").topic;

    forum::TopicStarted starts(Somebody const& who, GroupId where, std::string title,
                               std::string text)
    {
        world.store.clock.pass(std::chrono::seconds{1});
        return who.starts(where, std::move(title), std::move(text)).value();
    }
    PostId replies(Somebody const& who, std::string text)
    {
        world.store.clock.pass(std::chrono::seconds{1});
        return who.replies(topic, std::move(text)).value().post;
    }
    Somebody member(std::string name, Role role = Role::member)
    {
        return world.member(group, std::move(name), world.easthaven, role);
    }
};

} // namespace folkmoot::tests
