#pragma once
// The values fields are made of. Each carries its own limits, so that a decoded request is already
// within them: code behind the decoder never checks a length again.

#include "protocol/error.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace folkmoot::protocol {

/// 16 bytes; version 7 (RFC 9562) when we made it. Written as 36 lower-case characters with dashes.
/// Order and time never come from an id.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(Uuid const&) const = default;
    bool nil() const { return *this == Uuid{}; }
};
std::string to_string(Uuid const& id);
std::optional<Uuid> uuid_from(std::string_view text);
/// `unix_ms` and ten random bytes make a version 7 id; pure.
Uuid uuid_v7(std::int64_t unix_ms, std::array<std::uint8_t, 10> const& random);

/// An id that cannot be given where another kind of thing is asked for.
template <class Thing>
struct Id : Uuid {
    Id() = default;
    explicit Id(Uuid const& id) : Uuid(id) {}
    auto operator<=>(Id const&) const = default;
};

struct Network;
struct Authority;
struct Person;
struct SignIn;
struct Group;
struct Seat;
struct JoinRequest;
struct Label;
struct Topic;
struct Post;
struct Report;
struct Resource;
struct Version;
struct Upload;
struct Feed;
struct Request;
using NetworkId = Id<Network>;
using AuthorityId = Id<Authority>;
using PersonId = Id<Person>;
using SignInId = Id<SignIn>;
using GroupId = Id<Group>;
using SeatId = Id<Seat>;
using JoinRequestId = Id<JoinRequest>;
using LabelId = Id<Label>;
using TopicId = Id<Topic>;
using PostId = Id<Post>;
using ReportId = Id<Report>;
using ResourceId = Id<Resource>;
using VersionId = Id<Version>;
using UploadId = Id<Upload>;
using FeedId = Id<Feed>;
/// Made by the client (UUIDv7), once for each thing a person does; see the retry rule in DESIGN.md.
using RequestId = Id<Request>;

/// Microseconds since 1970 in UTC. On the wire RFC 3339 with `Z`.
struct Instant {
    std::int64_t microseconds = 0;
    auto operator<=>(Instant const&) const = default;
};
std::string to_string(Instant instant);
std::optional<Instant> instant_from(std::string_view text);

/// A day of the calendar, whatever the zone: days since 1970-01-01, of the years 0 to 9999. On the wire
/// an ISO date, "2026-10-12".
struct Day {
    std::int64_t days = 0;
    auto operator<=>(Day const&) const = default;
};
std::string to_string(Day day);
std::optional<Day> day_from(std::string_view text);

/// One line of plain text, `Min` to `Max` Unicode characters: valid UTF-8, no control characters,
/// no space at either end (the decoder trims).
template <std::size_t Min, std::size_t Max>
struct Text {
    static constexpr std::size_t characters_min = Min;
    static constexpr std::size_t characters_max = Max;
    std::string value;

    auto operator<=>(Text const&) const = default;
};

/// Several lines of plain text: newline and tab are allowed, no other control character.
template <std::size_t Min, std::size_t Max>
struct Lines {
    static constexpr std::size_t characters_min = Min;
    static constexpr std::size_t characters_max = Max;
    std::string value;

    auto operator<=>(Lines const&) const = default;
};

inline constexpr std::size_t post_characters_max = 32'000;
/// What somebody wrote in Markdown: 1 to 32,000 characters, not only spaces.
struct Markdown {
    static constexpr std::size_t characters_min = 1;
    static constexpr std::size_t characters_max = post_characters_max;
    std::string value;

    auto operator<=>(Markdown const&) const = default;
};

/// An e-mail address: at most 254 characters, one `@`, kept as written, compared in lower case.
struct Mail {
    static constexpr std::size_t characters_min = 3;
    static constexpr std::size_t characters_max = 254;
    std::string value;

    auto operator<=>(Mail const&) const = default;
    std::string folded() const;
};

/// The address of a page elsewhere: http or https with a host, at most 2,000 characters, without spaces,
/// name or password. Shown to people, and never fetched by us.
struct Link {
    static constexpr std::size_t characters_min = 10;
    static constexpr std::size_t characters_max = 2'000;
    std::string value;

    auto operator<=>(Link const&) const = default;
};
bool looks_like_link(std::string_view text);

/// What somebody types to prove who they are: 1 to 1,024 bytes, never shown, logged or put in a receipt.
struct Secret {
    static constexpr std::size_t bytes_max = 1'024;
    std::string value;
};

/// A list of at most `Max` values.
template <class T, std::size_t Max>
struct Few {
    static constexpr std::size_t items_max = Max;
    std::vector<T> values;
};

using Count = std::int64_t;    ///< never negative
using Revision = std::int64_t; ///< of a row that several people change; 1, 2, 3 …
using Number = std::int64_t;   ///< of an entry in its feed or a post in its topic; 1, 2, 3 …

using Title = Text<1, 200>;
using Name = Text<1, 100>;

/// Nothing more to say than that it is done.
struct Done {};
FOLKMOOT_EMPTY_SHAPE(Done)

/// Free of side effects on what others see, hence without a receipt, or with.
enum class Effect {
    read,   ///< changes nothing
    change, ///< leaves a receipt: the same request id gives the first result
    mark,   ///< sets one person's own state; saying it again says the same, so it needs no receipt
};
BOOST_DESCRIBE_ENUM(Effect, read, change, mark)

/// Each request struct has `using Answer = …;` and `static constexpr Method method{…};`
struct Method {
    std::string_view name;
    Effect effect;
    std::string_view meaning;
};

} // namespace folkmoot::protocol
