#pragma once
// A list of people as a spreadsheet saves or copies it, or as a mail program writes addresses: what one may
// ask about it before anybody is invited, and how it is read. Reading is pure: it looks at nothing but the list.

#include "protocol/groups.hpp"

namespace folkmoot::protocol::invitations {

inline constexpr std::size_t list_lines_max = 1'000;
inline constexpr std::size_t list_bytes_max = 128 * 1024;
/// So many bytes in base64.
inline constexpr std::size_t list_characters_max = (list_bytes_max + 2) / 3 * 4;

using ListField = Text<0, 300>;
using ListGroups = Text<0, 1'000>;

/// One person of the list as they were written; nothing of it is checked.
struct ListLine {
    Count line = 0;
    ListField name;
    ListField mail;
    ListField authority;
    ListGroups groups;
    ListField role;
};
FOLKMOOT_SHAPE(ListLine, (line, "Where it begins in the list, as an editor counts"),
               (name, "As written"), (mail, "As written"),
               (authority, "Name or short name; empty for the one said beside the list"),
               (groups, "Names, with commas, semicolons or bars between them; empty for the group "
                        "said beside the list"),
               (role, "facilitator, member or guest; empty for the one said beside the list"))

enum class LineField { name, mail, authority, groups, role };
BOOST_DESCRIBE_ENUM(LineField, name, mail, authority, groups, role)

enum class LineFault {
    missing,
    too_long,
    wrong, ///< no address
    unknown,
    closed, ///< an authority that has closed, an archived group
    no_right,
    twice,      ///< an earlier line invites the same address to the same
    sits_there, ///< is in the group for this authority, or belongs to the authority
    invited_already,
};
BOOST_DESCRIBE_ENUM(LineFault, missing, too_long, wrong, unknown, closed, no_right, twice,
                    sits_there, invited_already)

struct LineProblem {
    LineField field = LineField::name;
    LineFault fault = LineFault::missing;
    std::string about;
    std::optional<Count> line;
};
FOLKMOOT_SHAPE(LineProblem, (field, "What has to be mended"), (fault, "What is wrong with it"),
               (about, "The word that is meant, where the field has several"),
               (line, "The earlier line that says the same"))

struct LineLooked {
    ListLine said;
    std::optional<AuthorityId> authority;
    groups::Role role = groups::Role::member;
    std::vector<GroupId> groups;
    std::vector<LineProblem> problems;
};
FOLKMOOT_SHAPE(LineLooked, (said, "The line as it was written"),
               (authority, "The authority that is meant"), (role, "As what they come"),
               (groups, "Groups they are to be invited into; not those they sit in or are invited "
                        "into already"),
               (problems, "None when they can be invited"))

struct ListLooked {
    std::vector<LineLooked> lines;
};
FOLKMOOT_SHAPE(ListLooked, (lines, "In their order, without the empty ones"))

struct LookOver {
    using Answer = ListLooked;
    static constexpr Method method{
        "invitations.look_over", Effect::read,
        "What would have to be mended in a list of people before they can be invited one by one: "
        "to a group, for its facilitators; anywhere, for administrators"};
    std::optional<GroupId> group;
    std::optional<AuthorityId> authority;
    std::optional<groups::Role> role;
    std::optional<Text<0, list_characters_max>> list;
    std::optional<Few<ListLine, list_lines_max>> lines;
};
FOLKMOOT_SHAPE(LookOver, (group, "For lines that name none; without it they come to the network"),
               (authority, "For lines that name none"),
               (role, "For lines that name none; else member"),
               (list, "The bytes of a CSV file or a pasted list, at most 128 KiB and 1,000 people, "
                      "in base64; UTF-8, UTF-16 with a byte order mark, or Windows-1252"),
               (lines, "Instead: its lines, some of them corrected"))

/// The list as UTF-8. `invalid` on "list" for what is no base64, and for a workbook.
Result<std::string> text_of_list(std::string_view base64);

/// By its columns, when the first line names them, else by the addresses in it. Empty lines are left out;
/// control characters become spaces, and fields are cut to their limits. `invalid` on "list" when no column
/// is for addresses, a quote is not closed, or nobody is in it; `too_large` past 1,000 people.
Result<std::vector<ListLine>> lines_of_list(std::string_view text);

/// The single names in a line's groups.
std::vector<std::string> groups_named(std::string_view groups);

} // namespace folkmoot::protocol::invitations
