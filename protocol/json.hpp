#pragma once
// JSON to shapes and back. The templates are defined in codec.hpp and instantiated in json_*.cpp of
// this folder only, one per capability, because the JSON library is dear to compile.
//
// Decoding is one strict pass: valid UTF-8, no duplicate keys, at most 32 levels, no field that the
// shape does not know, every limit of values.hpp. Errors: `invalid` or `too_large` with the path of the
// field ("labels[2]"). Pure functions, any thread.

#include "protocol/values.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::protocol {

inline constexpr std::size_t message_bytes_max = 256 * 1024;
inline constexpr int depth_max = 32;

/// A parsed piece of JSON, not yet a shape. Cheap to move, empty is `null`.
class Json {
public:
    Json();
    Json(Json&&) noexcept;
    Json& operator=(Json&&) noexcept;
    ~Json();

    struct Tree; ///< defined in codec.hpp
    explicit Json(std::unique_ptr<Tree> tree);
    Tree const& tree() const;

private:
    std::unique_ptr<Tree> tree_;
};

/// Strict parse of a whole text.
Result<Json> parse(std::string_view text);

template <class Shape>
Result<Shape> decode(Json const& json);
/// For a receipt's result or a test: parse and decode in one.
template <class Shape>
Result<Shape> decode(std::string_view text);
template <class Shape>
std::string encode(Shape const& shape);
/// Appends; what encode() is made of.
template <class Shape>
void encode_to(std::string& out, Shape const& shape);
/// JSON Schema (2020-12) of a shape, as JSON text.
template <class Shape>
std::string json_schema();
/// A quoted JSON string.
void encode_string(std::string& out, std::string_view text);

// --- the envelope: JSON-RPC 2.0 -------------------------------------------------------------------

/// One request of a client. `id` is kept as its JSON text (a string, an integer, or null) to be echoed;
/// empty when the request is a notification (we take none: they answer nothing and do nothing).
struct Envelope {
    std::string id;
    std::string method;
    Json params; ///< an object; absent counts as {}
};

/// JSON-RPC's own codes, and -32000 for ours.
inline constexpr int code_parse_error = -32700;
inline constexpr int code_invalid_request = -32600;
inline constexpr int code_method_not_found = -32601;
inline constexpr int code_invalid_params = -32602;
inline constexpr int code_folkmoot = -32000;

struct EnvelopeFault {
    int code = 0;
    std::string id = "null";
    std::string message;
};
using EnvelopeResult = boost::system::result<Envelope, EnvelopeFault>;
} // namespace folkmoot::protocol
