#pragma once
// A site with a folder of files behind a real port on loopback, and people who send and fetch.

#include "server/uploads.hpp"
#include "storage/sha256.hpp"
#include "storage/standing.hpp"
#include "tests/server/doors_scene.hpp"
#include "tests/server/network_scene.hpp"

#include <map>

namespace folkmoot::tests {

/// The file of the version with this number in the last byte of its id, for everybody but guests.
inline std::map<int, VersionFile>& version_files()
{
    static std::map<int, VersionFile> files;
    return files;
}

inline Result<VersionFile> test_file_of(Read& read, Actor const& actor, VersionId version)
{
    if (auto const may = is_signed_in(read, actor); may.has_error()) {
        return may.error();
    }
    auto const found = version_files().find(version.bytes.back());
    if (found == version_files().end() || is_guest(read, actor.person)) {
        return not_found();
    }
    return found->second;
}

/// Before the store, as main has them (server/listen.hpp): its writer may still be letting go of an answer.
struct NetworkThreads {
    server::Threads threads{2};
};

struct FilesScene : NetworkThreads, Doors {
    using Headers = std::vector<std::pair<std::string, std::string>>;
    using Answer = server::Bytes::Answer;

    explicit FilesScene(server::NetworkLimits limits = {})
        : listen(threads, site, hub, "127.0.0.1", 0, std::move(limits))
    {
        version_files().clear();
        site.listens_at(listen.port());
    }

    static constexpr std::int64_t size_max = 8LL * 1024 * 1024;

    Somebody lead = world.person("Lead", world.northmere);
    GroupId group = world.group(lead, groups::Kind::open);
    Somebody anna = world.member(group, "Anna", world.northmere);
    Somebody ben = world.member(group, "Ben", world.easthaven);
    server::Files files{world.store.folder.path() / "files", size_max};
    server::Site site{dispatch,
                      world.store.store(),
                      {.network_name = "Vale",
                       .public_url = "",
                       .port = 8080,
                       .files = &files,
                       .file_of = test_file_of}};
    server::Listen listen;

    std::string host() const { return "localhost:" + std::to_string(listen.port()); }
    /// The head of a request with a token of theirs.
    std::string head(Somebody const& who, std::string const& line, Headers const& headers = {})
    {
        auto with = headers;
        with.emplace_back("Authorization", "Bearer " + secret_of(who, people::SignInKind::token));
        return plain_head(line, with);
    }
    std::string plain_head(std::string const& line, Headers const& headers = {}) const
    {
        auto text = line + " HTTP/1.1\r\nHost: " + host() + "\r\n";
        for (auto const& [name, value] : headers) {
            text += name + ": " + value + "\r\n";
        }
        return text + "\r\n";
    }
    Answer asks(Somebody const& who, std::string const& line, Headers const& headers = {},
                std::string const& body = "")
    {
        auto with = headers;
        if (!body.empty()) {
            with.emplace_back("Content-Length", std::to_string(body.size()));
        }
        return sends(head(who, line, with) + body, line.starts_with("HEAD "));
    }
    Answer sends(std::string const& bytes, bool head_only = false) const
    {
        server::Bytes client(listen.port());
        client.send(bytes);
        return client.answer(head_only);
    }
    static std::string header(Answer const& answer, std::string const& name)
    {
        auto const begin = answer.head.find("\r\n" + name + ": ");
        if (begin == std::string::npos) {
            return "";
        }
        auto const from = begin + name.size() + 4;
        return answer.head.substr(from, answer.head.find("\r\n", from) - from);
    }
    static int status(Answer const& answer)
    {
        return answer.head.size() < 12 ? 0 : std::stoi(answer.head.substr(9, 3));
    }

    static Headers tus(Headers more = {})
    {
        more.emplace_back("Tus-Resumable", "1.0.0");
        return more;
    }
    Answer begins(Somebody const& who, std::int64_t size,
                  std::string const& name = "cGxhbi5kb2N4") // plan.docx
    {
        return asks(who, "POST /uploads",
                    tus({{"Upload-Length", std::to_string(size)},
                         {"Upload-Metadata", "filename " + name},
                         {"Folkmoot-Group", to_string(group)}}));
    }
    /// Where its upload is.
    std::string begun(Somebody const& who, std::int64_t size)
    {
        return header(begins(who, size), "Location");
    }
    static Headers at(std::int64_t offset)
    {
        return tus({{"Upload-Offset", std::to_string(offset)},
                    {"Content-Type", "application/offset+octet-stream"}});
    }
    Answer patches(Somebody const& who, std::string const& where, std::int64_t offset,
                   std::string const& body)
    {
        return asks(who, "PATCH " + where, at(offset), body);
    }
    Answer looks(Somebody const& who, std::string const& where)
    {
        return asks(who, "HEAD " + where, tus());
    }
    std::string offset(Somebody const& who, std::string const& where)
    {
        return header(looks(who, where), "Upload-Offset");
    }
    static UploadId id_in(std::string const& where)
    {
        return UploadId{uuid_from(where.substr(where.rfind('/') + 1)).value()};
    }
    Result<UploadedFile> takes(Somebody const& who, std::string const& where)
    {
        return world.store.change(
            [&](Change& change) { return take_upload(change, who.actor, group, id_in(where)); });
    }
    static std::string hash(std::string_view content)
    {
        Sha256 sha;
        sha.add(content);
        return sha.hash();
    }
    std::string content(std::string const& sha256) const
    {
        auto const blob = files.blobs.open(sha256);
        return blob ? blob->read(0, static_cast<std::size_t>(blob->size())) : "(not there)";
    }
};

/// Bytes that are different everywhere.
inline std::string mixed_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    std::uint32_t state = 7;
    for (char& byte : bytes) {
        state = state * 1'664'525 + 1'013'904'223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

} // namespace folkmoot::tests
