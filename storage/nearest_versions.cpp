#include "storage/nearest_versions.hpp"

#include "storage/file_texts.hpp"
#include "storage/known_versions.hpp"
#include "storage/likeness.hpp"

#include <algorithm>

namespace folkmoot::storage {

namespace {

using library::SameBy;
using library::TextState;

/// Contents of which all runs of words are compared.
constexpr int compared_max = 10;

constexpr Sql select_upload = R"sql(
SELECT u.sha256, COALESCE(t.state, 'waiting') AS state
  FROM uploads u
  LEFT JOIN file_texts t ON t.sha256 = u.sha256
 WHERE u.id = $1 AND u.person = $2 AND u.sha256 IS NOT NULL
)sql";

constexpr Sql select_same = R"sql(
SELECT o.sha256, CASE WHEN o.pictures = m.pictures THEN 1 ELSE 0 END AS pictures
  FROM file_texts m
  JOIN file_texts o ON o.words = m.words AND o.sha256 <> m.sha256
 WHERE m.sha256 = $1
)sql";

constexpr Sql select_alike = R"sql(
SELECT o.sha256
  FROM file_shingles m
  JOIN file_shingles o ON o.shingle = m.shingle AND o.sha256 <> m.sha256
 WHERE m.sha256 = $1
 GROUP BY o.sha256
 ORDER BY count(*) DESC, o.sha256
 LIMIT 200
)sql";

struct UploadAsked {
    std::string sha256;
    TextState state{};
};
BOOST_DESCRIBE_STRUCT(UploadAsked, (), (sha256, state))

struct Same {
    std::string sha256;
    bool pictures = false; ///< are known to be the same
};
BOOST_DESCRIBE_STRUCT(Same, (), (sha256, pictures))

class Nearest {
public:
    Nearest(Read& read, Actor const& actor, std::string sha256)
        : read_(read), readable_(read, actor.person), sha256_(std::move(sha256))
    {
    }

    std::vector<library::KnownVersion> find()
    {
        find_same();
        if (known_.empty()) {
            find_alike();
        }
        std::ranges::stable_sort(known_, surer);
        known_.resize(std::min(known_.size(), library::nearest_max));
        return std::move(known_);
    }

private:
    static bool surer(library::KnownVersion const& one, library::KnownVersion const& other)
    {
        auto const key = [](library::KnownVersion const& known) {
            return std::tuple{known.by, -known.likeness.value_or(0),
                              -known.version.at.microseconds};
        };
        return key(one) < key(other);
    }

    void find_same()
    {
        for (auto const& same : read_.rows<Same>(select_same, sha256_)) {
            for (auto const& found : may_be_told(same.sha256)) {
                known_.push_back(known_version(
                    read_, found, same.pictures ? SameBy::saved_again : SameBy::words));
            }
        }
    }

    void find_alike()
    {
        auto const mine = shingles_in(read_, sha256_);
        int compared = 0;
        for (auto const& other : read_.rows<std::string>(select_alike, sha256_)) {
            auto const versions = may_be_told(other);
            if (versions.empty()) {
                continue;
            }
            // Not every sign is a word: what has all runs of words may still differ.
            auto const alike = std::min<Count>(99, likeness(mine, shingles_in(read_, other)));
            for (auto const& found : versions) {
                if (alike >= likeness_min) {
                    known_.push_back(known_version(read_, found, SameBy::nearly));
                    known_.back().likeness = alike;
                }
            }
            if (++compared == compared_max) {
                break;
            }
        }
    }

    std::vector<FoundVersion> may_be_told(std::string const& sha256)
    {
        auto versions = versions_of_content(read_, sha256);
        std::erase_if(versions, [&](FoundVersion const& one) { return !readable_(one.group_id); });
        return versions;
    }

    Read& read_;
    Readable readable_;
    std::string const sha256_;
    std::vector<library::KnownVersion> known_;
};

} // namespace

Result<library::NearestVersions> nearest_versions(Read& read, Actor const& actor,
                                                  library::ShowNearestVersions const& request)
{
    auto asked = read.row<UploadAsked>(select_upload, request.upload, actor.person);
    if (!asked) {
        return not_found();
    }
    library::NearestVersions answer{.state = asked->state, .known = {}};
    if (asked->state == TextState::ready) {
        answer.known = Nearest{read, actor, std::move(asked->sha256)}.find();
    }
    return answer;
}

} // namespace folkmoot::storage
