#pragma once
// JSON to shapes and back. The templates are defined in codec.hpp and instantiated in json_*.cpp of
// this folder only, one per capability, because they are dear to compile.
//
// Decoding is one strict pass: valid UTF-8, no duplicate keys, at most 32 levels, no field that the
// shape does not know, every limit of values.hpp. Errors: `invalid` or `too_large` with the path of
// the field ("labels[2]"). Pure functions, any thread.

#include "protocol/values.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace folkmoot::protocol {

inline constexpr std::size_t message_bytes_max = 256 * 1024;
inline constexpr int depth_max = 32;
/// Of one object; twelve more than the largest shape may have.
inline constexpr std::size_t members_max = 64;
/// A parsed value takes far more memory than `0,` takes on the wire: at most one for each 8 bytes of
/// the largest message.
inline constexpr std::size_t values_max = message_bytes_max / 8;

/// A parsed piece of JSON, not yet a shape. Cheap to move, empty is `null`.
class Json {
public:
    Json();
    Json(Json&&) noexcept;
    Json& operator=(Json&&) noexcept;
    ~Json();

    struct Tree; ///< defined in json_tree.hpp
    explicit Json(std::unique_ptr<Tree> tree);
    Tree const& tree() const;
    Tree& tree(); ///< never of an empty one

private:
    std::unique_ptr<Tree> tree_;
};

/// Strict parse of a whole text. `too_large`: more bytes, values, members or levels than are taken;
/// `invalid`: not JSON, and with a field: a name that stands twice in one object.
/// Only what we wrote ourselves may be given more bytes (and values in proportion).
Result<Json> parse(std::string_view text, std::size_t bytes_max = message_bytes_max);

// Instantiated for each method's request and answer, and for what notifications carry. Using them
// with another shape does not link; add it to the json_*.cpp of its capability.
template <class Shape>
Result<Shape> decode(Json const& json);
/// For a receipt's result or a test: parse and decode in one.
template <class Shape>
Result<Shape> decode(std::string_view text);
template <class Shape>
std::string encode(Shape const& shape);
/// Appends; what encode() is made of. Fields in their order, absent ones left out. Strings are taken
/// to be valid UTF-8.
template <class Shape>
void encode_to(std::string& out, Shape const& shape);
/// JSON Schema (2020-12) of a shape, as JSON text that stands by itself.
template <class Shape>
std::string json_schema();
/// A quoted JSON string.
void encode_string(std::string& out, std::string_view text);

// --- the envelope: JSON-RPC 2.0 (envelope.cpp) ----------------------------------------------------

/// Grows when something that was said before is said differently; the WebSocket's sub-protocol names
/// it too.
inline constexpr std::string_view protocol_version = "1";
inline constexpr std::string_view websocket_protocol = "folkmoot.v1";

inline constexpr std::size_t request_id_bytes_max = 128;
inline constexpr std::size_t method_bytes_max = 64;
/// Requests of one connection that wait for their answers at the same time.
inline constexpr std::size_t requests_in_flight_max = 32;

/// One request of a client. `id` is kept as its JSON text (a string, an integer or null), to be
/// echoed.
struct Envelope {
    std::string id;
    std::string method;
    Json params; ///< an object; absent counts as {}
};

/// JSON-RPC's own codes, and -32000 for ours.
inline constexpr int code_parse_error = -32700;
inline constexpr int code_invalid_request = -32600;
inline constexpr int code_method_not_found = -32601;
inline constexpr int code_folkmoot = -32000;

/// Why a message is no request. `id` is the request's, as JSON text, as far as one was found.
struct EnvelopeFault {
    int code = 0;
    std::string id = "null";
    std::string message;
};
using EnvelopeResult = std::variant<Envelope, EnvelopeFault>;

/// One message of a client. A list of requests is refused, and so is a request without an id: we
/// take neither batches nor notifications.
EnvelopeResult read_envelope(std::string_view text);

/// What an error carries as `data`.
struct ErrorData {
    ErrorName name = ErrorName::internal;
    std::optional<std::string> field;
};
FOLKMOOT_SHAPE(ErrorData, (name, "Why it was refused"),
               (field, "Path of the field it is about, like labels[2]"))

// Whole messages of the server; `id`, `result_json` and `params_json` are JSON text.
std::string answer(std::string_view id, std::string_view result_json);
std::string refusal(std::string_view id, Error const& error);
std::string refusal(EnvelopeFault const& fault);
std::string method_not_found(std::string_view id);
std::string notification(std::string_view method, std::string_view params_json);

} // namespace folkmoot::protocol
