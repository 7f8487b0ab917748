#include "server/downloads.hpp"

#include "protocol/unicode.hpp"
#include "server/site_files.hpp"
#include "server/site_headers.hpp"
#include "server/texts.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>

namespace folkmoot::server {

using namespace protocol;
using storage::VersionFile;

namespace {

constexpr std::string_view path_start = "/files/";
/// Smaller ones go to the disk's thread and back so often that it is felt (script/bench files).
constexpr std::size_t piece_bytes = 512 * 1024;
constexpr int partial_content = 206;
constexpr int not_modified = 304;
constexpr int nothing_there = 416;

/// Read on a thread for the disk, a piece each time one has been sent.
class FileInPieces : public BodyInPieces, public std::enable_shared_from_this<FileInPieces> {
public:
    FileInPieces(Files& files, storage::OpenBlob blob, Part part, std::shared_ptr<void> under_way)
        : under_way_(std::move(under_way)), files_(files), blob_(std::move(blob)), at_(part.from),
          size_(part.size), rest_(part.size)
    {
    }

    std::uint64_t size() const override { return static_cast<std::uint64_t>(size_); }

    void next(std::function<void(std::string)> done) override
    {
        auto work = [self = shared_from_this(), done] { done(self->read()); };
        if (!files_.disk.give(std::move(work)))
            done({});
    }

private:
    std::string read()
    {
        auto const wanted = std::min(rest_, static_cast<std::int64_t>(piece_bytes));
        auto piece = on_disk<std::string>([&]() -> Result<std::string> {
            return blob_.read(at_, static_cast<std::size_t>(wanted));
        });
        if (!piece)
            return {};
        at_ += static_cast<std::int64_t>(piece->size());
        rest_ -= static_cast<std::int64_t>(piece->size());
        return *std::move(piece);
    }

    std::shared_ptr<void> const under_way_;
    Files& files_;
    storage::OpenBlob const blob_;
    std::int64_t at_;
    std::int64_t const size_;
    std::int64_t rest_;
};

std::optional<std::int64_t> digits(std::string_view text)
{
    std::int64_t number = 0;
    auto const* const end = std::to_address(text.end());
    auto const [read_to, problem] = std::from_chars(std::to_address(text.begin()), end, number);
    bool const whole = problem == std::errc{} && read_to == end && !text.starts_with('-');
    return whole ? std::optional{number} : std::nullopt;
}

/// A media type as it can stand in a header, or the one of which nothing is known.
std::string_view plain_type(std::string_view type)
{
    auto const allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '/' || c == '.' || c == '+' || c == '-';
    };
    bool const good = !type.empty() && std::ranges::all_of(type, allowed);
    return good ? type : "application/octet-stream";
}

/// What RFC 8187 lets stand as it is.
bool stands_as_it_is(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view signs = "0123456789ABCDEF";
    std::string encoded;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (stands_as_it_is(c))
            encoded += c;
        else
            encoded.append({'%', signs[byte / 16], signs[byte % 16]});
    }
    return encoded;
}

/// For programs that know no other: what is not plain becomes a line.
std::string plain_name(std::string_view name)
{
    std::string plain;
    for (std::size_t place = 0; place < name.size();) {
        auto const character = next_character(name, place);
        bool const good = character >= U' ' && character < 0x7F && character != U'"' &&
                          character != U'\\' && character != U'%' && character != U'/';
        plain += good ? static_cast<char>(character) : '_';
    }
    return plain;
}

std::string content_range(Part const& part, std::int64_t size)
{
    return "bytes " + std::to_string(part.from) + "-" + std::to_string(part.from + part.size - 1) +
           "/" + std::to_string(size);
}

} // namespace

struct Downloads::Asked {
    bool head = false;
    std::string if_none_match;
    std::string if_range;
    std::string range;
    std::shared_ptr<void> under_way;
    Answered done;
};

std::string name_when_saved(VersionFile const& file)
{
    auto const dot = file.name.rfind('.');
    auto const end = dot == 0 || dot == std::string::npos ? file.name.size() : dot;
    auto const number = file.number ? std::to_string(*file.number) : std::string{};
    auto const what = !file.number ? text("page_file.draft")
                      : file.state == library::VersionState::current
                          ? text("page_file.version", {{"number", number}})
                          : text("page_file.superseded", {{"number", number}});
    return file.name.substr(0, end) + " (" + what + ")" + file.name.substr(end);
}

std::string saved_as(std::string_view name)
{
    return "attachment; filename=\"" + plain_name(name) + "\"; filename*=UTF-8''" +
           percent_encoded(name);
}

Asks asked_part(std::string_view range, std::int64_t size, Part& part)
{
    constexpr std::string_view unit = "bytes=";
    part = {0, size};
    auto const dash = range.find('-');
    if (!range.starts_with(unit) || dash == range.npos)
        return Asks::all;
    auto const from = range.substr(unit.size(), dash - unit.size());
    auto const to = range.substr(dash + 1);
    auto const first = digits(from);
    auto const last = digits(to);
    if ((!from.empty() && !first) || (!to.empty() && !last) || (!first && !last) ||
        (first && last && *last < *first))
        return Asks::all; // of several, or nothing that we know
    if (first) {
        part.from = *first;
        part.size = (last && *last < size ? *last + 1 : size) - *first;
    } else {
        part.size = std::min(*last, size);
        part.from = size - part.size;
    }
    return part.size > 0 ? Asks::part : Asks::nothing_there;
}

bool Downloads::at(std::string_view path)
{
    return path.starts_with(path_start);
}

void Downloads::answer(HttpRequest const& request, Caller const& caller,
                       std::shared_ptr<void> under_way, Answered done) const
{
    auto const id = uuid_from(request.path().substr(path_start.size()));
    if (!caller.actor)
        return done(finish_(refused_with(sign_in_needed())));
    if (!id)
        return done(finish_(refused_with(not_found())));
    auto const asked = std::make_shared<Asked const>(
        Asked{request.method == "HEAD", std::string{request.header("if-none-match")},
              std::string{request.header("if-range")}, std::string{request.header("range")},
              std::move(under_way), std::move(done)});
    store_.read<VersionFile>([file_of = file_of_, actor = *caller.actor, version = VersionId{*id}](
                                 storage::Read& read) { return file_of(read, actor, version); },
                             [this, asked](Result<VersionFile> const& file) {
                                 if (!file)
                                     return asked->done(finish_(refused_with(file.error())));
                                 found(asked, *file);
                             });
}

void Downloads::found(std::shared_ptr<Asked const> const& asked, VersionFile const& file) const
{
    auto work = [this, asked, file] {
        auto answer =
            on_disk<FileAnswer>([&]() -> Result<FileAnswer> { return opened(asked, file); });
        asked->done(finish_(answer ? *std::move(answer) : refused_with(answer.error())));
    };
    if (!files_.disk.give(std::move(work)))
        asked->done(finish_(refused_with(too_many("Too many files are wanted just now."))));
}

FileAnswer Downloads::opened(std::shared_ptr<Asked const> const& asked,
                             VersionFile const& file) const
{
    auto const tag = '"' + file.sha256 + '"';
    FileAnswer answer;
    auto& headers = answer.http.headers;
    headers = {{"ETag", tag},
               {"Cache-Control", "private, no-cache"},
               {"Vary", "Cookie, Authorization"},
               {"Accept-Ranges", "bytes"},
               {"Content-Security-Policy", "sandbox; default-src 'none'"}};
    if (names_tag(asked->if_none_match, tag)) {
        answer.http.status = not_modified;
        return answer;
    }
    auto blob = files_.blobs.open(file.sha256);
    if (!blob) {
        spdlog::error("files: the content {} is not there", file.sha256);
        return refused_with(blob.error());
    }
    bool const whole = asked->head || (!asked->if_range.empty() && asked->if_range != tag);
    Part part;
    auto const asks = asked_part(whole ? "" : asked->range, blob->size(), part);
    if (asks == Asks::nothing_there) {
        auto refused = refused_with(nothing_there,
                                    invalid("Range", "The file ends before what is asked for."));
        refused.http.headers.emplace_back("Content-Range",
                                          "bytes */" + std::to_string(blob->size()));
        return refused;
    }
    if (asks == Asks::part) {
        answer.http.status = partial_content;
        headers.emplace_back("Content-Range", content_range(part, blob->size()));
    }
    headers.emplace_back("Content-Type", plain_type(file.type));
    headers.emplace_back("Content-Disposition", saved_as(name_when_saved(file)));
    answer.http.pieces =
        std::make_shared<FileInPieces>(files_, *std::move(blob), part, asked->under_way);
    return answer;
}

} // namespace folkmoot::server
