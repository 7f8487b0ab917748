#include "protocol/methods.hpp"
#include "server/routes.hpp"

#include <boost/mp11/algorithm.hpp>
#include <doctest/doctest.h>

#include <set>

using namespace folkmoot;
using server::find_route;
using server::routes;

namespace {

std::set<std::string_view> names_of_methods()
{
    std::set<std::string_view> names;
    boost::mp11::mp_for_each<
        boost::mp11::mp_transform<boost::mp11::mp_identity, protocol::Methods>>(
        [&]<class Request>(boost::mp11::mp_identity<Request>) {
            names.insert(Request::method.name);
        });
    return names;
}

} // namespace

TEST_CASE("the table has each method of the protocol once, and no other")
{
    std::set<std::string_view> names;
    for (auto const& route : routes())
        CHECK(names.insert(route.method.name).second);
    CHECK(names == names_of_methods());
    CHECK(names.size() == boost::mp11::mp_size<protocol::Methods>::value);
}

TEST_CASE("each route is found by its name, and nothing else is")
{
    for (auto const& route : routes())
        CHECK(find_route(route.method.name) == &route);
    for (auto const* name :
         {"", "forum", "forum.", "forum.replyx", "forum.repl", "zzz", "rpc.discover"})
        CHECK(find_route(name) == nullptr);
}

TEST_CASE("only signing in may be asked without a sign-in")
{
    for (auto const& route : routes())
        CHECK(route.for_strangers == (route.method.name == "people.sign_in"));
}
