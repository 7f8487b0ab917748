#include "storage/which_version.hpp"

#include "storage/known_versions.hpp"
#include "storage/library_entries.hpp"

#include <array>

namespace folkmoot::storage {

BOOST_DESCRIBE_STRUCT(PrintedVersion, (), (version, resource, state))

namespace {

constexpr Sql select_by_link = R"sql(
SELECT v.id AS version, v.resource, r.group_id
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE v.link = $1 AND v.link <> ''
 ORDER BY v.at DESC, v.id DESC
)sql";

constexpr Sql select_by_code = R"sql(
SELECT v.id AS version, v.resource, r.group_id
  FROM versions v
  JOIN resources r ON r.id = v.resource
 WHERE substr(v.id, 12) >= $1 AND substr(v.id, 12) <= $2
)sql";

constexpr Sql select_printed = R"sql(
SELECT w.version, w.resource, w.state
  FROM versions v
  JOIN version_rows w ON w.version = v.id
 WHERE substr(v.id, 12) >= $1 AND substr(v.id, 12) <= $2
)sql";

constexpr Sql count_code = R"sql(
SELECT count(*) FROM versions v WHERE substr(v.id, 12) >= $1 AND substr(v.id, 12) <= $2
)sql";

using LastBytes = std::array<std::uint8_t, 5>;

LastBytes last_bytes(std::uint64_t bits)
{
    constexpr std::uint64_t byte = 0xFF;
    LastBytes bytes{};
    for (auto place = bytes.rbegin(); place != bytes.rend(); ++place) {
        *place = static_cast<std::uint8_t>(bits & byte);
        bits >>= 8U;
    }
    return bytes;
}

/// Between which the ends of the ids are that have this code.
struct EndsWith {
    LastBytes from;
    LastBytes to;

    explicit EndsWith(VersionCode code)
        : from(last_bytes(code.value << VersionCode::bits_left_out)),
          to(last_bytes(((code.value + 1) << VersionCode::bits_left_out) - 1))
    {
    }
};

Result<library::SameBy> asked_by(library::WhichVersion const& request)
{
    auto const named = static_cast<int>(request.sha256.has_value()) +
                       static_cast<int>(request.link.has_value()) +
                       static_cast<int>(request.code.has_value());
    if (named != 1) {
        return invalid("sha256", "Name one of sha256, link and code.");
    }
    if (request.sha256 &&
        request.sha256->value.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return invalid("sha256", "This must be 64 digits and letters from a to f.");
    }
    return request.sha256 ? library::SameBy::content
           : request.link ? library::SameBy::link
                          : library::SameBy::code;
}

std::vector<FoundVersion> found(Read& read, library::WhichVersion const& request)
{
    if (request.sha256) {
        return versions_of_content(read, request.sha256->value);
    }
    if (request.link) {
        return read.rows<FoundVersion>(select_by_link, *request.link);
    }
    EndsWith const ends{*request.code};
    return read.rows<FoundVersion>(select_by_code, ends.from, ends.to);
}

} // namespace

Result<library::KnownVersions> which_version(Read& read, Actor const& actor,
                                             library::WhichVersion const& request)
{
    auto const by = asked_by(request);
    if (by.has_error()) {
        return by.error();
    }
    library::KnownVersions versions;
    Readable readable{read, actor.person};
    for (auto const& one : found(read, request)) {
        if (std::ssize(versions.known) < library::known_max && readable(one.group_id)) {
            versions.known.push_back(known_version(read, one, *by));
        }
    }
    return versions;
}

std::optional<PrintedVersion> printed_version(Read& read, VersionCode code)
{
    EndsWith const ends{code};
    return read.row<PrintedVersion>(select_printed, ends.from, ends.to);
}

VersionId fresh_version(Change& change)
{
    constexpr int tries_max =
        10; // the chance of a second is 1 in 10,000 with three million versions
    auto version = change.fresh_id<VersionId>();
    for (int tries = 1; tries < tries_max; ++tries) {
        EndsWith const ends{code_of(version)};
        if (change.number(count_code, ends.from, ends.to) == 0) {
            break;
        }
        version = change.fresh_id<VersionId>();
    }
    return version;
}

} // namespace folkmoot::storage
