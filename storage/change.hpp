#pragma once
// What a storage function works with: Read, one consistent picture of the database, and Change, a Read
// that may also write, write entries of feeds, and say whose rights it touches. Both belong to the
// thread that runs them and die with the function.
//
// Rows map by column name onto the fields of a described struct (FOLKMOOT_SHAPE or
// BOOST_DESCRIBE_STRUCT): Id<T> and Uuid from 16 bytes, Instant from microseconds, Day from days, bool from 0/1,
// described enums from their name as text, integers, std::string, Text, Lines, Markdown, Mail,
// std::array<std::uint8_t, N> and Bytes from bytes, and std::optional of these. A field that is itself a
// described struct takes the columns FIELD_MEMBER; an optional one is nothing when the first of them is
// NULL. A std::vector takes no column: fill it afterwards. Each other field has its column and each
// column its field. A scalar of one of these types is the row of a one-column query. The same types are
// parameters, and std::string_view, string literals and std::nullopt.

#include "protocol/feeds.hpp"
#include "storage/connection.hpp"
#include "storage/rows.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace folkmoot::storage {

using namespace folkmoot::protocol;

class SearchIndex;
struct PiecesWanted;
struct PiecesFound;

/// Clock, ids and randomness, passed in so that tests decide them. Called on any thread.
struct Surroundings {
    std::function<Instant()> now;
    std::function<void(std::span<std::uint8_t>)> random;

    static Surroundings of_this_machine();
};

/// Who asks. Held by every storage function that serves a person.
struct Actor {
    PersonId person;
    SignInId sign_in;
    bool operator==(Actor const&) const = default;
};

/// The rows of a statement that may still be on its way: several that do not need each other's answers
/// cost one round trip. Ends with its Read.
template <class Row>
class Asked {
public:
    /// Waits for them, together with all else that was asked or put.
    std::vector<Row> const& rows() const;
    /// The first row, if any.
    std::optional<Row> row() const;

private:
    friend class Read;
    struct Taken;

    Asked(Connection& connection, std::shared_ptr<Taken> taken)
        : connection_(&connection), taken_(std::move(taken))
    {
    }

    Connection* connection_;
    std::shared_ptr<Taken> taken_;
};

class Read {
public:
    explicit Read(Connection& connection, SearchIndex* index = nullptr)
        : connection_(connection), index_(index)
    {
    }
    Read(Read const&) = delete;
    Read& operator=(Read const&) = delete;

    template <class Row, class... Parameters>
    std::vector<Row> rows(Sql sql, Parameters const&... parameters);
    /// The first row, if any.
    template <class Row, class... Parameters>
    std::optional<Row> row(Sql sql, Parameters const&... parameters);
    /// The single number of a query that always gives one.
    template <class... Parameters>
    std::int64_t number(Sql sql, Parameters const&... parameters);

    /// The same for those who need the rows later, or do not mind asking for more before they wait.
    template <class Row, class... Parameters>
    Asked<Row> ask(Sql sql, Parameters const&... parameters);

    /// What the index of words says: hints, each to be looked up here (search_index.hpp). Nothing, and
    /// not complete, where there is no index. Throws GaveWay when it takes too long.
    PiecesFound pieces(PiecesWanted const& wanted);

    /// In a change that is no mark: nobody else changes this until the commit. To be said before what is
    /// looked at. Nothing in a read.
    void hold(Hold how, Uuid const& what)
    {
        if (holds_) {
            connection_.hold(how, what);
        }
    }
    /// The same for the group that a change is made in, alone: its lane from here on. Whether it had to
    /// be held, so that what was looked at before may have changed.
    bool hold_group(GroupId group)
    {
        lane_ = group;
        hold(Hold::alone, group);
        return holds_;
    }

    /// The group that this is probably about (lanes.hpp), if anybody has an idea.
    std::optional<GroupId> const& likely_group() const { return likely_group_; }

    /// Whether somebody is signed in is asked once in a transaction: a change holds the person from then
    /// on, so that it stays true (permission.cpp).
    struct SignedIn {
        Actor actor;
        Asked<std::int64_t> count;
    };
    std::optional<SignedIn>& signed_in() { return signed_in_; }

protected:
    Read(Connection& connection, std::optional<GroupId> likely_group)
        : connection_(connection), holds_(true), likely_group_(likely_group)
    {
    }

    Connection& connection_;
    SearchIndex* index_ = nullptr;
    bool holds_ = false;
    std::optional<Uuid> lane_;
    std::optional<GroupId> likely_group_;
    std::optional<SignedIn> signed_in_;
    bool wrote_ = false;
};

/// One entry as it is written: ids, numbers and kinds, never anybody's words.
struct EntryWritten {
    FeedId feed;
    feeds::EntryKind kind{};
    std::optional<PersonId> by;
    std::optional<AuthorityId> authority; ///< whom `by` spoke for
    std::optional<GroupId> group;
    std::optional<TopicId> topic;
    std::optional<PostId> post;
    std::optional<SeatId> seat;
    std::optional<LabelId> label;
    std::optional<ResourceId> resource;
    std::optional<VersionId> version;
    std::optional<PersonId> about_person;
    std::optional<AuthorityId> about_authority;
    std::optional<groups::Role> role; ///< for the audit trail
    bool again = false;               ///< the same told in another feed: audited once
};

/// What live delivery must know beside the entries. Narrowings are told before the commit, widenings
/// after it, so that nobody hears what was written after their right ended.
struct RightChange {
    enum class Kind {
        feed_ended, ///< `person` (or everybody without a seat, when absent) may no longer read `feed`
        feed_begun,    ///< `person` may read `feed` from here on
        sign_in_ended, ///< connections that rest on `sign_in` close
        person_ended,  ///< every connection of `person` closes
    };
    Kind kind{};
    std::optional<PersonId> person;
    std::optional<FeedId> feed;
    std::optional<SignInId> sign_in;
    /// Of a narrowing: the count in feeds.rights with this one, of `feed`, or of the person's own feed.
    Number rights = 0;
    bool narrows() const { return kind != Kind::feed_begun; }
};

/// One change of somebody's rights, for the audit trail: ids and kinds only.
struct Audited {
    std::string_view kind;
    std::optional<PersonId> by;
    std::optional<PersonId> person;
    std::optional<AuthorityId> authority;
    std::optional<GroupId> group;
    std::optional<groups::Role> role;
};

/// An entry that is being committed: enough to read it again and tell it.
struct EntryNumbered {
    FeedId feed;
    Number number = 0;
};

class Change : public Read {
public:
    Change(Connection& connection, Surroundings const& surroundings,
           std::optional<GroupId> likely_group = {});

    /// Runs a statement that gives no rows; the number of rows it changed.
    template <class... Parameters>
    std::int64_t run(Sql sql, Parameters const&... parameters);
    /// The same where nobody asks for the number: it is not waited for (Connection::put).
    template <class... Parameters>
    void put(Sql sql, Parameters const&... parameters);

    /// The instant of this change: asked once, the same throughout.
    Instant now() const { return now_; }
    template <class IdType>
    IdType fresh_id()
    {
        return IdType{fresh_uuid()};
    }
    Uuid fresh_uuid();

    /// Writes the next entry of a feed; its number. The feed must exist. One that tells of rights is
    /// audited with it.
    Number write_entry(EntryWritten const& entry);
    /// The same for the feed of the group that the entry names.
    Number write_group_entry(EntryWritten entry);
    void make_feed(FeedId feed, std::string_view kind);
    /// The next link of the audit trail (storage/audit.hpp): here for changes of rights without an entry.
    void audit(Audited const& right);
    /// Counts a narrowing and notes the change for live delivery.
    void right_changes(RightChange change);
    /// A mark: only the asking person's own state changes, so nobody else has to wait for it.
    void is_mark() { holds_ = false; }
    /// The group it was made in, if any.
    std::optional<Uuid> const& lane() const { return lane_; }
    /// Whether anything was to be written, so that to refuse it is to undo it.
    bool wrote() const { return wrote_; }

    std::vector<EntryNumbered> const& entries() const { return entries_; }
    std::vector<RightChange> const& right_changes() const { return right_changes_; }

private:
    void put_entry(EntryWritten const& entry, Number number);

    Surroundings const& surroundings_;
    Instant now_;
    std::vector<EntryNumbered> entries_;
    std::vector<RightChange> right_changes_;
};

} // namespace folkmoot::storage

#include "storage/change_templates.hpp"
