// Strict parsing, and the codecs of what belongs to no capability.
#include "protocol/codec.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace folkmoot::protocol {

namespace {

using Tree = Json::Tree;

/// Takes the parser's events and stops it at the first thing we do not take.
class TreeBuilder {
public:
    explicit TreeBuilder(std::size_t values_allowed) : values_left_(values_allowed) {}

    bool null() { return place(Tree::Kind::null) != nullptr; }
    bool boolean(bool value) { return place_integer(Tree::Kind::boolean, value ? 1 : 0); }
    bool number_integer(std::int64_t value) { return place_integer(Tree::Kind::integer, value); }
    bool number_unsigned(std::uint64_t value)
    {
        bool const fits =
            value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        return place_integer(fits ? Tree::Kind::integer : Tree::Kind::fraction,
                             fits ? static_cast<std::int64_t>(value) : 0);
    }
    bool number_float(double, std::string const&) { return place_integer(Tree::Kind::fraction, 0); }
    bool string(std::string& text)
    {
        auto* const value = place(Tree::Kind::string);
        if (value)
            value->text = std::move(text);
        return value;
    }
    bool binary(nlohmann::json::binary_t&) { return false; } // not in JSON text
    bool start_object(std::size_t) { return open(Tree::Kind::object); }
    bool start_array(std::size_t) { return open(Tree::Kind::list); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name);
    bool parse_error(std::size_t position, std::string const&, nlohmann::detail::exception const&);

    Result<Json> take()
    {
        if (refused_)
            return *refused_;
        return Json(std::make_unique<Tree>(std::move(root_)));
    }

private:
    Tree* place(Tree::Kind kind);
    bool place_integer(Tree::Kind kind, std::int64_t value);
    bool open(Tree::Kind kind);
    bool close()
    {
        open_.pop_back();
        return true;
    }
    bool refuse(Error error)
    {
        refused_ = std::move(error);
        return false;
    }

    Tree root_;
    // Only the last of them grows, so the others stay where they are.
    std::vector<Tree*> open_;
    std::size_t values_left_;
    Refused refused_;
};

Tree* TreeBuilder::place(Tree::Kind kind)
{
    if (values_left_ == 0) {
        refuse({ErrorName::too_large, "The message holds too many values.", {}});
        return nullptr;
    }
    --values_left_;
    Tree* const value = open_.empty() ? &root_ : &open_.back()->items.emplace_back();
    value->kind = kind;
    return value;
}

bool TreeBuilder::place_integer(Tree::Kind kind, std::int64_t number)
{
    auto* const value = place(kind);
    if (value)
        value->integer = number;
    return value;
}

bool TreeBuilder::open(Tree::Kind kind)
{
    if (open_.size() == depth_max)
        return refuse(
            {ErrorName::too_large,
             "The message is nested deeper than " + std::to_string(depth_max) + " levels.",
             {}});
    auto* const value = place(kind);
    if (value)
        open_.push_back(value);
    return value;
}

bool TreeBuilder::key(std::string& name)
{
    auto& names = open_.back()->names;
    if (names.size() == members_max)
        return refuse({ErrorName::too_large,
                       "An object has more than " + std::to_string(members_max) + " fields.",
                       {}});
    if (std::find(names.begin(), names.end(), name) != names.end())
        return refuse(
            invalid(Where{nullptr, name}.path(), "This field stands twice in one object."));
    names.push_back(std::move(name));
    return true;
}

bool TreeBuilder::parse_error(std::size_t position, std::string const&,
                              nlohmann::detail::exception const&)
{
    return refuse(
        {ErrorName::invalid,
         "This is not JSON in UTF-8; reading stopped at byte " + std::to_string(position) + ".",
         {}});
}

} // namespace

Json::Json() = default;
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;
Json::Json(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}

Json::Tree const& Json::tree() const
{
    static Tree const null;
    return tree_ ? *tree_ : null;
}

Json::Tree& Json::tree()
{
    return *tree_;
}

Json::Tree const* Json::Tree::find(std::string_view name) const
{
    auto const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? nullptr : &items[static_cast<std::size_t>(found - names.begin())];
}

Result<Json> parse(std::string_view text, std::size_t bytes_max)
{
    if (text.size() > bytes_max)
        return Error{ErrorName::too_large,
                     "The message has more than " + std::to_string(bytes_max) + " bytes.",
                     {}};
    TreeBuilder builder(bytes_max / (message_bytes_max / values_max));
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
}

FOLKMOOT_CODEC(Done)
FOLKMOOT_CODEC(ErrorData)

} // namespace folkmoot::protocol
