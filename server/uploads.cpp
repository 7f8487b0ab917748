#include "server/uploads.hpp"

#include "server/receiving.hpp"
#include "server/site_headers.hpp"
#include "storage/permission.hpp"

#include <sodium.h>

#include <charconv>

namespace folkmoot::server {

using namespace protocol;
using storage::UploadState;

namespace {

constexpr std::string_view all_uploads = "/uploads";
constexpr std::string_view path_start = "/uploads/";
constexpr std::string_view version = "1.0.0";
constexpr std::string_view piece_type = "application/offset+octet-stream";
constexpr int precondition_failed = 412;
constexpr int unsupported_type = 415;
constexpr int locked = 423;
constexpr int wrong_method = 405;
constexpr std::int64_t mebibyte = 1024LL * 1024;

std::optional<UploadId> upload_in(std::string_view path)
{
    if (!path.starts_with(path_start))
        return {};
    auto const id = uuid_from(path.substr(path_start.size()));
    return id ? std::optional{UploadId{*id}} : std::nullopt;
}

std::optional<std::int64_t> number_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const* const end = std::to_address(text.end());
    auto const [read_to, problem] = std::from_chars(std::to_address(text.begin()), end, number);
    bool const whole = problem == std::errc{} && read_to == end && number >= 0;
    return whole ? std::optional{number} : std::nullopt;
}

std::string from_base64(std::string_view text)
{
    std::string bytes(text.size(), '\0');
    std::size_t count = 0;
    char const* read_to = nullptr;
    bool const good = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()),
                                        bytes.size(), text.data(), text.size(), nullptr, &count,
                                        &read_to, sodium_base64_VARIANT_ORIGINAL) == 0 &&
                      read_to == text.data() + text.size();
    bytes.resize(good ? count : 0);
    return bytes;
}

std::string to_base64(std::string_view bytes)
{
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // the 0 at its end
    return text;
}

/// The filename of "filename cGxhbi5kb2N4,type dGV4dA=="; empty when there is none.
std::string file_name_in(std::string_view metadata)
{
    constexpr std::string_view key = "filename ";
    while (!metadata.empty()) {
        auto const comma = metadata.find(',');
        auto pair = metadata.substr(0, comma);
        while (pair.starts_with(' '))
            pair.remove_prefix(1);
        while (pair.ends_with(' '))
            pair.remove_suffix(1);
        if (pair.starts_with(key))
            return from_base64(pair.substr(key.size()));
        metadata = comma == metadata.npos ? std::string_view{} : metadata.substr(comma + 1);
    }
    return {};
}

HttpAnswer empty_answer(int status)
{
    HttpAnswer answer{.status = status};
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

FileAnswer use(std::string_view allowed)
{
    auto answer = text_answer(wrong_method, "text/plain; charset=utf-8",
                              "Use " + std::string{allowed} + " here.\n");
    answer.headers.emplace_back("Allow", allowed);
    return {std::move(answer), {}};
}

/// What every request but OPTIONS must say.
std::optional<FileAnswer> other_version(HttpRequest const& request)
{
    if (request.header("tus-resumable") == version)
        return {};
    auto refused =
        refused_with(precondition_failed, invalid("Tus-Resumable", "Say Tus-Resumable: 1.0.0."));
    refused.http.headers.emplace_back("Tus-Version", version);
    return refused;
}

Result<storage::NewUpload> new_upload_in(HttpRequest const& request, std::int64_t size_max)
{
    auto const group = uuid_from(request.header("folkmoot-group"));
    if (!group)
        return invalid("Folkmoot-Group", "Say in Folkmoot-Group for which group the file is.");
    auto const size = number_in(request.header("upload-length"));
    if (!size)
        return invalid("Upload-Length", "Say in Upload-Length how many bytes the file has.");
    if (*size == 0)
        return invalid("Upload-Length", "The file is empty.");
    if (*size > size_max)
        return too_large("Upload-Length", "A file has at most " +
                                              std::to_string(size_max / mebibyte) + " MiB here.");
    auto name = file_name_in(request.header("upload-metadata"));
    if (name.empty())
        return invalid("Upload-Metadata", "Say the filename in Upload-Metadata, in base64.");
    return storage::NewUpload{GroupId{*group}, std::move(name), *size};
}

Error elsewhere(UploadState const& state)
{
    return conflict("So far " + std::to_string(state.received) + " bytes are here. Go on there.");
}

} // namespace

/// A PATCH that is being looked at.
struct Uploads::Asked {
    UploadId upload;
    storage::Actor actor;
    std::int64_t offset = 0;
    std::int64_t length = 0; ///< of its body; 0 when it does not say
    std::shared_ptr<void> under_way;
    Received done;
    Finish finish;

    void refuse(FileAnswer answer) const { done(finish(std::move(answer))); }
    /// Whether it can go on from here; else why not.
    std::optional<FileAnswer> wrong_place(UploadState const& state) const
    {
        if (offset != state.received)
            return refused_with(elsewhere(state));
        if (length > state.size - state.received)
            return refused_with(
                too_large("Upload-Length", "More comes than the file was to have."));
        return {};
    }
};

bool Uploads::at(std::string_view path)
{
    return path == all_uploads || path.starts_with(path_start);
}

std::string_view Uploads::method(HttpRequest const& request)
{
    auto const said = request.header("x-http-method-override");
    bool const known = said == "PATCH" || said == "DELETE";
    return request.method == "POST" && known ? said : std::string_view(request.method);
}

bool Uploads::takes_pieces(HttpRequest const& head)
{
    return head.path().starts_with(path_start) && method(head) == "PATCH";
}

HttpAnswer Uploads::finished(FileAnswer answer) const
{
    answer.http.headers.emplace_back("Tus-Resumable", version);
    return finish_(std::move(answer));
}

FileAnswer Uploads::options() const
{
    auto answer = empty_answer(204);
    answer.headers.emplace_back("Tus-Version", version);
    answer.headers.emplace_back("Tus-Extension", "creation,termination");
    answer.headers.emplace_back("Tus-Max-Size", std::to_string(files_.size_max));
    return {std::move(answer), {}};
}

void Uploads::answer(HttpRequest const& request, Caller const& caller, Answered done) const
{
    auto const asked = method(request);
    bool const all = request.path() == all_uploads;
    if (asked == "OPTIONS")
        return done(finished(options()));
    if (all ? asked != "POST" : asked != "HEAD" && asked != "DELETE")
        return done(finished(use(all ? "OPTIONS, POST" : "OPTIONS, HEAD, PATCH, DELETE")));
    if (auto refused = other_version(request))
        return done(finished(*std::move(refused)));
    if (!caller.actor)
        return done(finished(refused_with(sign_in_needed())));
    if (all)
        return create(request, *caller.actor, std::move(done));
    auto const upload = upload_in(request.path());
    if (!upload)
        return done(finished(refused_with(not_found())));
    if (asked == "HEAD")
        return tell(*caller.actor, *upload, std::move(done));
    end(*caller.actor, *upload, std::move(done));
}

void Uploads::create(HttpRequest const& request, storage::Actor const& actor, Answered done) const
{
    auto const wanted = new_upload_in(request, files_.size_max);
    if (!wanted)
        return done(finished(refused_with(wanted.error())));
    store_.change<UploadState>(
        [actor, wanted = *wanted](storage::Change& change) -> Result<UploadState> {
            if (auto const may = storage::may_write_in_group(change, actor, wanted.group); !may)
                return may.error();
            return storage::begin_upload(change, actor, wanted);
        },
        [this, done = std::move(done)](Result<UploadState> const& begun) {
            if (!begun)
                return done(finished(refused_with(begun.error())));
            auto answer = empty_answer(201);
            answer.headers.emplace_back("Location",
                                        std::string{path_start} + to_string(begun->upload));
            done(finished({std::move(answer), {}}));
        },
        wanted->group);
}

void Uploads::tell(storage::Actor const& actor, UploadId upload, Answered done) const
{
    store_.read<UploadState>(
        [actor, upload](storage::Read& read) { return storage::upload_state(read, actor, upload); },
        [this, done = std::move(done)](Result<UploadState> const& state) {
            if (!state)
                return done(finished(refused_with(state.error())));
            auto answer = empty_answer(200);
            answer.headers.emplace_back("Upload-Offset", std::to_string(state->received));
            answer.headers.emplace_back("Upload-Length", std::to_string(state->size));
            answer.headers.emplace_back("Upload-Metadata", "filename " + to_base64(state->name));
            done(finished({std::move(answer), {}}));
        });
}

void Uploads::end(storage::Actor const& actor, UploadId upload, Answered done) const
{
    store_.change<Done>(
        [actor, upload](storage::Change& change) {
            return storage::end_upload(change, actor, upload);
        },
        [this, upload, done = std::move(done)](Result<Done> const& ended) {
            if (!ended)
                return done(finished(refused_with(ended.error())));
            // What cannot be given to the disk now is swept later.
            static_cast<void>(files_.disk.give([this, upload] {
                on_disk<void>([&]() -> Result<void> {
                    files_.blobs.forget_upload(upload);
                    return {};
                });
            }));
            done(finished({empty_answer(204), {}}));
        },
        upload);
}

// --- a PATCH -----------------------------------------------------------------------------------------

void Uploads::receive(HttpRequest const& head, Caller const& caller,
                      std::shared_ptr<void> under_way, Received done) const
{
    auto const refuse = [&](FileAnswer answer) { done(finished(std::move(answer))); };
    if (auto refused = other_version(head))
        return refuse(*std::move(refused));
    if (!caller.actor)
        return refuse(refused_with(sign_in_needed()));
    if (head.header("content-type") != piece_type)
        return refuse(refused_with(
            unsupported_type, invalid("Content-Type", "Send " + std::string{piece_type} + ".")));
    auto const offset = number_in(head.header("upload-offset"));
    if (!offset)
        return refuse(refused_with(
            invalid("Upload-Offset", "Say in Upload-Offset where in the file this begins.")));
    auto const upload = upload_in(head.path());
    if (!upload)
        return refuse(refused_with(not_found()));
    auto const asked = std::make_shared<Asked>(
        Asked{*upload, *caller.actor, *offset, number_in(head.header("content-length")).value_or(0),
              std::move(under_way), std::move(done),
              [this](FileAnswer answer) { return finished(std::move(answer)); }});
    look(*asked, [this, asked](State const& state) {
        if (!state)
            return asked->refuse(refused_with(state.error()));
        if (auto refused = asked->wrong_place(*state))
            return asked->refuse(*std::move(refused));
        open(asked, *state);
    });
}

void Uploads::look(Asked const& asked, std::function<void(State)> done) const
{
    store_.read<UploadState>(
        [actor = asked.actor, upload = asked.upload](storage::Read& read) -> State {
            auto state = storage::upload_state(read, actor, upload);
            if (!state)
                return state;
            if (auto const may = storage::may_write_in_group(read, actor, state->group_id); !may)
                return may.error();
            return state;
        },
        std::move(done));
}

void Uploads::open(std::shared_ptr<Asked> const& asked, UploadState const& state) const
{
    if (state.received == state.size) { // the last answer did not come through
        auto answer = empty_answer(204);
        answer.headers.emplace_back("Upload-Offset", std::to_string(state.received));
        return asked->refuse({std::move(answer), {}});
    }
    auto work = [this, asked, received = state.received] {
        opened(asked, on_disk<storage::UploadFile>(
                          [&] { return files_.blobs.open_upload(asked->upload, received); }));
    };
    if (!files_.disk.give(std::move(work)))
        asked->refuse(refused_with(too_many("Too many files are coming just now. Wait a moment.")));
}

/// It is held from here on; before, somebody else may have gone on with it.
void Uploads::opened(std::shared_ptr<Asked> const& asked, Result<storage::UploadFile> file) const
{
    if (!file && file.error().name == ErrorName::conflict)
        return asked->refuse(refused_with(locked, file.error()));
    if (!file && file.error().name == ErrorName::not_found)
        return lost(asked);
    if (!file)
        return asked->refuse(refused_with(file.error()));
    auto held = std::make_shared<storage::UploadFile>(*std::move(file));
    look(*asked, [this, asked, held](State const& state) {
        if (!state)
            return asked->refuse(refused_with(state.error()));
        if (auto refused = asked->wrong_place(*state))
            return asked->refuse(*std::move(refused));
        asked->done(std::make_shared<Receiving>(
            Receiving::Begun{store_, files_, asked->finish, asked->under_way}, std::move(*held),
            *state));
    });
}

/// The disk lacks what the row tells of: it is to be sent afresh.
void Uploads::lost(std::shared_ptr<Asked> const& asked) const
{
    store_.change<Done>(
        [asked](storage::Change& change) -> Result<Done> {
            storage::end_lost_upload(change, asked->upload, asked->offset);
            return Done{};
        },
        [asked](Result<Done> const&) { asked->refuse(refused_with(not_found())); }, asked->upload);
}

} // namespace folkmoot::server
