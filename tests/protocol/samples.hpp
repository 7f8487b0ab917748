#pragma once
// A sample of any shape, made from its description: no two values of one sample are alike, so that
// fields that change places are seen.

#include "protocol/version_code.hpp"

#include <boost/mp11/algorithm.hpp>

#include <algorithm>

namespace folkmoot::tests {

using namespace folkmoot::protocol;

class Samples {
public:
    /// `full`: with every optional field and two items in each list; otherwise with none of either.
    explicit Samples(bool full) : full_(full) {}

    template <class Shape>
    Shape shape()
    {
        Shape shape;
        fill(shape);
        return shape;
    }

private:
    void fill(bool& value) { value = next() % 2 == 0; }
    void fill(std::int64_t& value) { value = next(); }
    void fill(std::string& value)
    {
        value = "Wörter \"" + std::to_string(next()) + "\" \\ \n\t<&> 🙂";
    }
    void fill(Instant& value) { value.microseconds = 1'760'000'000'000'000 + next() * 1'000'001; }
    void fill(Day& value) { value.days = 20'000 + next(); }
    void fill(VersionCode& value) { value.value = static_cast<std::uint64_t>(next()); }
    void fill(Link& value) { value.value = "https://body.example/" + std::to_string(next()); }
    void fill(Mail& value) { value.value = std::to_string(next()) + "@Body.Example"; }
    void fill(Secret& value) { value.value = "sécret " + std::to_string(next()); }
    void fill(Markdown& value)
    {
        value.value = "Some *words* " + std::to_string(next()) + "\n\nmore";
    }
    template <class Thing>
    void fill(Id<Thing>& id)
    {
        std::array<std::uint8_t, 10> const random{static_cast<std::uint8_t>(next())};
        id = Id<Thing>(uuid_v7(1'760'000'000'000 + next(), random));
    }
    template <std::size_t Min, std::size_t Max>
    void fill(Text<Min, Max>& text)
    {
        text.value = std::to_string(next());
        text.value.resize(std::max(text.value.size(), Min), 'a');
    }
    template <std::size_t Min, std::size_t Max>
    void fill(Lines<Min, Max>& lines)
    {
        lines.value = "a\tb\n" + std::to_string(next());
    }
    template <class T>
    void fill(std::optional<T>& value)
    {
        if (full_)
            fill(value.emplace());
    }
    template <class T>
    void fill(std::vector<T>& values, std::size_t items = 2)
    {
        values.resize(full_ ? items : 0);
        for (auto& value : values)
            fill(value);
    }
    template <class T, std::size_t Max>
    void fill(Few<T, Max>& few)
    {
        fill(few.values, std::min<std::size_t>(Max, 2));
    }
    template <class Enum>
    requires std::is_enum_v<Enum>
    void fill(Enum& value)
    {
        std::vector<Enum> all;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
            [&](auto one) { all.push_back(one.value); });
        value = all[static_cast<std::size_t>(next()) % all.size()];
    }
    template <class Shape>
    requires boost::describe::has_describe_members<Shape>::value void fill(Shape& shape)
    {
        using Fields = boost::describe::describe_members<Shape, boost::describe::mod_public>;
        boost::mp11::mp_for_each<Fields>([&](auto field) { fill(shape.*field.pointer); });
    }

    std::int64_t next() { return ++last_; }

    bool full_;
    std::int64_t last_ = 10;
};

} // namespace folkmoot::tests
