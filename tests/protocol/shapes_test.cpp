#include "samples.hpp"

#include "protocol/json.hpp"
#include "protocol/methods.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace folkmoot::protocol;
using folkmoot::tests::Samples;
using namespace boost::mp11;

namespace {

template <class F>
void for_each_method(F&& f)
{
    mp_for_each<mp_transform<mp_identity, Methods>>(
        [&](auto each) { f.template operator()<typename decltype(each)::type>(); });
}

template <class F>
void for_each_wire_shape(F&& f)
{
    for_each_method([&]<class Request>() {
        f.template operator()<Request>();
        f.template operator()<typename Request::Answer>();
    });
    f.template operator()<feeds::Entry>();
    f.template operator()<feeds::Ended>();
    f.template operator()<here::Changed>();
    f.template operator()<ErrorData>();
}

// What is checked is gathered first: checks inside templates are dear to compile.

struct Described {
    std::string_view field;
    FieldNote note;
};

template <class T>
struct Inner {
    static void gather(std::vector<Described>& all)
    {
        if constexpr (boost::describe::has_describe_members<T>::value) {
            using Fields = boost::describe::describe_members<T, boost::describe::mod_public>;
            auto const notes = field_notes(static_cast<T const*>(nullptr));
            static_assert(std::tuple_size_v<decltype(notes)> == mp_size<Fields>::value);
            std::size_t place = 0;
            mp_for_each<Fields>([&](auto field) {
                all.push_back({field.name, notes[place++]});
                Inner<std::remove_cvref_t<decltype(std::declval<T>().*field.pointer)>>::gather(all);
            });
        }
    }
};
template <class T>
struct Inner<std::optional<T>> : Inner<T> {
};
template <class T>
struct Inner<std::vector<T>> : Inner<T> {
};
template <class T, std::size_t Max>
struct Inner<Few<T, Max>> : Inner<T> {
};

struct Journey {
    std::string sent;
    std::string came_back;
};

template <class Shape>
Journey there_and_back(bool full)
{
    auto const sent = encode(Samples(full).template shape<Shape>());
    auto const shape = decode<Shape>(sent);
    if (!shape)
        return {sent, shape.error().field.value_or("") + ": " + shape.error().message};
    return {sent, encode(*shape)};
}

struct Told {
    Method method;
    bool has_request_id;
};

std::vector<Told> all_methods()
{
    std::vector<Told> all;
    for_each_method([&]<class Request>() {
        auto const sample = encode(Samples(false).template shape<Request>());
        all.push_back({Request::method, sample.find("\"request\":") != std::string::npos});
    });
    return all;
}

} // namespace

TEST_CASE("every field of every shape has a line of meaning, in the order of the fields")
{
    std::vector<Described> all;
    for_each_wire_shape([&]<class Shape>() { Inner<Shape>::gather(all); });
    CHECK(all.size() > 200);
    for (auto const& [field, note] : all) {
        CHECK(note.field == field);
        CHECK_MESSAGE(note.meaning.size() >= 3, field);
    }
}

TEST_CASE("every request and every answer comes back from the wire as it was")
{
    std::vector<Journey> journeys;
    for_each_wire_shape([&]<class Shape>() {
        journeys.push_back(there_and_back<Shape>(true));
        journeys.push_back(there_and_back<Shape>(false));
    });
    CHECK(journeys.size() > 200);
    for (auto const& [sent, came_back] : journeys)
        CHECK(came_back == sent);
}

TEST_CASE("a shape goes out with its fields in order, and without those that are absent")
{
    forum::DraftPlace place;
    forum::SaveDraft draft{place, {"A \"title\""}, {"one\ntwo\\"}};
    CHECK(encode(draft) == R"({"place":{},"title":"A \"title\"","text":"one\ntwo\\"})");
    draft.place.topic = TopicId(*uuid_from("0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11"));
    CHECK(encode(draft) == R"({"place":{"topic":"0198c1a4-7d20-7b6e-9c55-2f1f5a0e8d11"},)"
                           R"("title":"A \"title\"","text":"one\ntwo\\"})");
    CHECK(encode(Done()) == "{}");
    CHECK(encode(feeds::EntryPage()) == R"({"entries":[],"more":false})");
}

TEST_CASE("numbers go out to the last digit")
{
    CHECK(encode(people::Revised{INT64_MAX}) == R"({"revision":9223372036854775807})");
    CHECK(encode(people::Revised{0}) == R"({"revision":0})");
}

TEST_CASE("control characters in a string go out escaped, everything else as it is")
{
    std::string out;
    encode_string(out, std::string("\0\x01\x1f\b\f\r\x7f/\u20ac<'", 13));
    CHECK(out == "\"\\u0000\\u0001\\u001f\\u0008\\u000c\\r\\u007f/\u20ac<'\"");
}

TEST_CASE("every method has its own name, of a capability and a thing to do")
{
    std::set<std::string_view> names;
    for (auto const& [method, has_request_id] : all_methods()) {
        CHECK_MESSAGE(names.insert(method.name).second, method.name);
        CHECK(method.name.size() <= method_bytes_max);
        CHECK(std::count(method.name.begin(), method.name.end(), '.') == 1);
        CHECK_MESSAGE(method.meaning.size() >= 8, method.name);
    }
    CHECK(names.size() == mp_size<Methods>::value);
}

TEST_CASE("a method has a request id when it leaves a receipt, and only then")
{
    for (auto const& [method, has_request_id] : all_methods())
        CHECK_MESSAGE(has_request_id == (method.effect == Effect::change), method.name);
}
