#pragma once
// A shape is a plain struct of the protocol, said once: its fields, in order, each with one line of
// meaning. Decoding, encoding, JSON Schema, OpenRPC, the client's TypeScript and the row mapping of a
// query all come from this one description (Boost.Describe; at most 52 fields).
//
//   struct Reply { TopicId topic; Markdown text; };
//   FOLKMOOT_SHAPE(Reply, (topic, "The topic that is answered"), (text, "What is said"))
//
// A field of type std::optional<T> may be absent; every other field must be there. A field that is not
// in the shape is refused by name.

#include <boost/describe.hpp>
#include <boost/preprocessor/seq/enum.hpp>
#include <boost/preprocessor/seq/for_each.hpp>
#include <boost/preprocessor/seq/transform.hpp>
#include <boost/preprocessor/stringize.hpp>
#include <boost/preprocessor/tuple/elem.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>

#include <array>
#include <string_view>

namespace folkmoot::protocol {

struct FieldNote {
    std::string_view field;
    std::string_view meaning;
};

} // namespace folkmoot::protocol

#define FOLKMOOT_FIELD_NAME(s, data, pair) BOOST_PP_TUPLE_ELEM(0, pair)
#define FOLKMOOT_FIELD_NOTE(r, data, pair)                                                         \
    ::folkmoot::protocol::FieldNote{BOOST_PP_STRINGIZE(BOOST_PP_TUPLE_ELEM(0, pair)),              \
                                                       BOOST_PP_TUPLE_ELEM(1, pair)},

/// Describes `Type` and gives `field_notes(Type const*)`, found by argument-dependent look-up.
#define FOLKMOOT_SHAPE(Type, ...)                                                                  \
    BOOST_DESCRIBE_STRUCT(Type, (),                                                                \
                          (BOOST_PP_SEQ_ENUM(BOOST_PP_SEQ_TRANSFORM(                               \
                              FOLKMOOT_FIELD_NAME, _, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__)))))    \
    inline auto field_notes(Type const*)                                                           \
    {                                                                                              \
        return std::array{                                                                         \
            BOOST_PP_SEQ_FOR_EACH(FOLKMOOT_FIELD_NOTE, _, BOOST_PP_VARIADIC_TO_SEQ(__VA_ARGS__))}; \
    }

/// A shape without fields.
#define FOLKMOOT_EMPTY_SHAPE(Type)                                                                 \
    BOOST_DESCRIBE_STRUCT(Type, (), ())                                                            \
    inline auto field_notes(Type const*)                                                           \
    {                                                                                              \
        return std::array<::folkmoot::protocol::FieldNote, 0>{};                                   \
    }
