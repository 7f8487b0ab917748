#include "server/receiving.hpp"

#include "server/content.hpp"

namespace folkmoot::server {

using namespace protocol;

namespace {

/// Of what came so much is lost at most when the program ends in the middle.
constexpr std::int64_t noted_every = 16LL * 1024 * 1024;

/// All that came of an upload.
class Received : public Content {
public:
    explicit Received(storage::UploadFile const& file) : file_(file) {}
    std::uint64_t size() const override { return static_cast<std::uint64_t>(file_.size()); }
    std::string read(std::uint64_t at, std::size_t bytes_max) const override
    {
        return file_.read(static_cast<std::int64_t>(at), bytes_max);
    }
    std::optional<Archive> as_archive() const override
    {
        return Archive::of_file(file_.descriptor());
    }

private:
    storage::UploadFile const& file_;
};

Error too_busy()
{
    return too_many("The disk of the server is busy just now. Wait a moment, then go on.");
}

} // namespace

void Receiving::take(std::string piece, std::function<void(bool)> taken)
{
    auto work = [self = shared_from_this(), piece = std::move(piece), taken] {
        taken(self->write(piece));
    };
    if (begun_.files.disk.give(std::move(work)))
        return;
    problem_ = too_busy();
    taken(false);
}

bool Receiving::write(std::string_view piece)
{
    auto const done = on_disk<void>([&] { return written(piece); });
    if (done.has_error())
        problem_ = done.error();
    return !problem_;
}

Result<void> Receiving::written(std::string_view piece)
{
    if (static_cast<std::int64_t>(piece.size()) > state_.size - received_)
        return too_large("Upload-Length", "More came than the file was to have.");
    if (received_ == state_.received)
        file_->cut_to(received_); // what came once, and nobody was told of
    if (auto const stored = file_->write(received_, piece); stored.has_error())
        return stored;
    received_ += static_cast<std::int64_t>(piece.size());
    if (received_ - noted_ < noted_every || received_ == state_.size)
        return {};
    if (auto const stored = file_->sync(); stored.has_error())
        return stored;
    noted_ = received_;
    note([](Result<Done> const&) {});
    return {};
}

void Receiving::end(std::function<void(HttpAnswer)> done)
{
    give([self = shared_from_this(), done = std::move(done)] { self->finish(done); });
}

void Receiving::broken()
{
    give([self = shared_from_this()] { self->finish([](HttpAnswer const&) {}); });
}

/// What is at its end is not put off: it would be lost.
void Receiving::give(std::function<void()> const& work)
{
    if (!begun_.files.disk.give(work))
        work();
}

void Receiving::finish(Answered const& done)
{
    auto const stored = on_disk<void>([&] { return file_->sync(); });
    if (stored.has_error())
        return answer(stored.error(), done);
    auto then = [self = shared_from_this(), done](Result<Done> const& noted) {
        self->answer(noted, done);
    };
    if (received_ < state_.size)
        return note(std::move(then));
    complete(std::move(then));
}

void Receiving::note(Noted then)
{
    begun_.store.change<Done>(
        [upload = state_.upload, received = received_](storage::Change& change) {
            return storage::note_received(change, upload, received);
        },
        std::move(then), state_.upload);
}

void Receiving::complete(Noted then)
{
    auto const may = on_disk<void>([&] { return judge(Received{*file_}); });
    if (may.has_error() && may.error().name == ErrorName::invalid)
        return refuse(may.error(), std::move(then));
    if (may.has_error())
        return then(may.error());
    keep(std::move(then));
}

/// What is not to be taken goes at once: sending it again would change nothing.
void Receiving::refuse(Error why, Noted then)
{
    begun_.store.change<Done>(
        [upload = state_.upload, noted = noted_](storage::Change& change) -> Result<Done> {
            storage::end_lost_upload(change, upload, noted);
            return Done{};
        },
        [self = shared_from_this(), why = std::move(why),
         then = std::move(then)](Result<Done> const& ended) {
            if (ended)
                self->forget();
            then(why);
        },
        state_.upload);
}

/// What the disk has no time for now is swept later.
void Receiving::forget()
{
    static_cast<void>(begun_.files.disk.give([self = shared_from_this()] {
        on_disk<void>([&]() -> Result<void> {
            self->begun_.files.blobs.forget_upload(self->state_.upload);
            return {};
        });
    }));
}

void Receiving::keep(Noted then)
{
    using storage::KeptBlob;
    auto const kept = on_disk<KeptBlob>([&] { return begun_.files.blobs.keep(*file_); });
    if (!kept)
        return then(kept.error());
    begun_.store.change<Done>(
        [upload = state_.upload, kept = *kept](storage::Change& change) {
            return storage::complete_upload(change, upload, kept);
        },
        [self = shared_from_this(), naming = kept->naming,
         then = std::move(then)](Result<Done> const& completed) {
            if (completed)
                self->forget();
            then(completed);
        },
        state_.upload);
}

/// Who asks again at once is not to find it held.
void Receiving::answer(Result<Done> const& stored, Answered const& done)
{
    file_.reset();
    if (problem_ || !stored)
        return done(begun_.finish(refused_with(problem_ ? *problem_ : stored.error())));
    HttpAnswer answer{.status = 204};
    answer.headers.emplace_back("Upload-Offset", std::to_string(received_));
    done(begun_.finish({std::move(answer), {}}));
}

} // namespace folkmoot::server
