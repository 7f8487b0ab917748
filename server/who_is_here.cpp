#include "server/who_is_here.hpp"

namespace folkmoot::server {

using protocol::PersonId;

bool WhoIsHere::anywhere(PersonId person) const
{
    return own_.contains(person) || elsewhere_.contains(person);
}

template <class Doing>
void WhoIsHere::noting(PersonId person, Doing doing)
{
    bool const before = anywhere(person);
    doing();
    if (anywhere(person) == before)
        return;
    changed_.insert(person);
    everybody_.reset();
}

void WhoIsHere::came(PersonId person)
{
    noting(person, [&] {
        if (own_.insert(person).second)
            untold_.insert(person);
    });
}

void WhoIsHere::left(PersonId person)
{
    noting(person, [&] {
        if (own_.erase(person) > 0)
            untold_.insert(person);
    });
}

void WhoIsHere::told(storage::HereTold const& told)
{
    for (auto const person : told.here)
        noting(person, [&] { elsewhere_[person][told.node] = 0; });
    for (auto const person : told.gone)
        noting(person, [&] {
            auto const place = elsewhere_.find(person);
            if (place == elsewhere_.end())
                return;
            place->second.erase(told.node);
            if (place->second.empty())
                elsewhere_.erase(place);
        });
}

void WhoIsHere::tick()
{
    std::vector<PersonId> forgotten;
    for (auto& [person, nodes] : elsewhere_) {
        for (auto& [node, ticks] : nodes)
            ++ticks;
        std::erase_if(nodes, [](auto const& node) { return node.second >= ticks_remembered; });
        if (nodes.empty())
            forgotten.push_back(person);
    }
    for (auto const person : forgotten)
        noting(person, [&] { elsewhere_.erase(person); });
}

std::shared_ptr<WhoIsHere::People const> WhoIsHere::everybody()
{
    if (!everybody_) {
        auto all = std::make_shared<People>(own_);
        for (auto const& [person, nodes] : elsewhere_)
            all->insert(person);
        everybody_ = std::move(all);
    }
    return everybody_;
}

storage::HereTold WhoIsHere::take_news()
{
    storage::HereTold news;
    for (auto const person : std::exchange(untold_, {}))
        (own_.contains(person) ? news.here : news.gone).push_back(person);
    return news;
}

storage::HereTold WhoIsHere::whole() const
{
    storage::HereTold news;
    news.here.assign(own_.begin(), own_.end());
    return news;
}

} // namespace folkmoot::server
