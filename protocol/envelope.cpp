// The envelope of JSON-RPC 2.0: reading a client's, writing the server's.
#include "protocol/codec.hpp"

#include <algorithm>

namespace folkmoot::protocol {

namespace {

using Tree = Json::Tree;

EnvelopeFault fault(std::string id, std::string message)
{
    return {code_invalid_request, std::move(id), std::move(message)};
}

EnvelopeFault fault_of(Error const& error)
{
    bool const no_json = error.name == ErrorName::invalid && !error.field;
    auto message = error.field ? *error.field + ": " + error.message : error.message;
    return {no_json ? code_parse_error : code_invalid_request, "null", std::move(message)};
}

/// The id as JSON text; nothing if it is none that we take.
std::optional<std::string> id_text(Tree const& id)
{
    std::string text;
    if (id.kind == Tree::Kind::null)
        return "null";
    if (id.kind == Tree::Kind::integer) {
        write_integer(text, id.integer);
        return text;
    }
    if (id.kind != Tree::Kind::string || id.text.size() > request_id_bytes_max)
        return std::nullopt;
    encode_string(text, id.text);
    return text;
}

bool is_method_name(Tree const& method)
{
    return method.kind == Tree::Kind::string && !method.text.empty() &&
           method.text.size() <= method_bytes_max;
}

/// Why these members make no request; empty if they do.
std::string wrong_member(Tree const& root)
{
    constexpr std::string_view known[] = {"jsonrpc", "id", "method", "params"};
    for (auto const& name : root.names) {
        if (std::find(std::begin(known), std::end(known), name) == std::end(known))
            return "A request has jsonrpc, id, method and params, and no other field.";
    }
    auto const* version = root.find("jsonrpc");
    if (!version || version->kind != Tree::Kind::string || version->text != "2.0")
        return "\"jsonrpc\" must be \"2.0\".";
    auto const* method = root.find("method");
    if (!method || !is_method_name(*method))
        return "\"method\" must be a method's name.";
    auto const* params = root.find("params");
    if (params && params->kind != Tree::Kind::object)
        return "\"params\" must be an object with the fields by name.";
    return {};
}

Json take_params(Tree& root)
{
    auto params = std::make_unique<Tree>();
    params->kind = Tree::Kind::object;
    for (std::size_t i = 0; i < root.names.size(); ++i) {
        if (root.names[i] == "params")
            *params = std::move(root.items[i]);
    }
    return Json(std::move(params));
}

std::string opened(std::string_view id)
{
    return std::string(R"({"jsonrpc":"2.0","id":)").append(id);
}

void append_error(std::string& out, int code, std::string_view message)
{
    out += R"(,"error":{"code":)";
    write_integer(out, code);
    out += R"(,"message":)";
    encode_string(out, message);
}

} // namespace

EnvelopeResult read_envelope(std::string_view text)
{
    auto json = parse(text);
    if (!json)
        return fault_of(json.error());
    auto& root = json->tree();
    if (root.kind == Tree::Kind::list)
        return fault("null", "Send requests one by one, not as a list.");
    if (root.kind != Tree::Kind::object)
        return fault("null", "A request must be an object.");
    auto const* id = root.find("id");
    if (!id)
        return fault("null", "A request needs an id; without one it could not be answered.");
    auto known_id = id_text(*id);
    if (!known_id)
        return fault("null", "\"id\" must be a string of at most " +
                                 std::to_string(request_id_bytes_max) +
                                 " bytes, a whole number or null.");
    if (auto wrong = wrong_member(root); !wrong.empty())
        return fault(*known_id, std::move(wrong));
    return Envelope{*known_id, root.find("method")->text, take_params(root)};
}

std::string answer(std::string_view id, std::string_view result_json)
{
    return opened(id).append(R"(,"result":)").append(result_json).append("}");
}

std::string refusal(std::string_view id, Error const& error)
{
    auto out = opened(id);
    append_error(out, code_folkmoot, error.message);
    out += R"(,"data":)";
    encode_to(out, ErrorData{error.name, error.field});
    return out + "}}";
}

std::string refusal(EnvelopeFault const& fault)
{
    auto out = opened(fault.id);
    append_error(out, fault.code, fault.message);
    return out + "}}";
}

std::string method_not_found(std::string_view id)
{
    return refusal(
        EnvelopeFault{code_method_not_found, std::string(id), "No method of this name is known."});
}

std::string notification(std::string_view method, std::string_view params_json)
{
    std::string out = R"({"jsonrpc":"2.0","method":)";
    encode_string(out, method);
    return out.append(R"(,"params":)").append(params_json).append("}");
}

} // namespace folkmoot::protocol
