#pragma once
// Inside of uploads: the body of one PATCH on its way to the disk.

#include "server/files.hpp"
#include "storage/uploads.hpp"

namespace folkmoot::server {

/// Holds the upload until it has answered. Each step runs on a thread for the disk, one after the other.
class Receiving : public Incoming, public std::enable_shared_from_this<Receiving> {
public:
    struct Begun {
        storage::Store& store;
        Files& files;
        Finish finish; ///< adds what every answer has
        std::shared_ptr<void> under_way;
    };
    Receiving(Begun begun, storage::UploadFile file, storage::UploadState state)
        : begun_(std::move(begun)), file_(std::make_unique<storage::UploadFile>(std::move(file))),
          state_(std::move(state)), received_(state_.received), noted_(state_.received)
    {
    }

    void take(std::string piece, std::function<void(bool)> taken) override;
    void end(std::function<void(HttpAnswer)> done) override;
    void broken() override;

private:
    using Answered = std::function<void(HttpAnswer)>;

    bool write(std::string_view piece);
    protocol::Result<void> written(std::string_view piece);
    void give(std::function<void()> const& work);
    using Noted = std::function<void(protocol::Result<protocol::Done>)>;
    void finish(Answered const& done);
    void note(Noted then);
    void complete(Noted then);
    void keep(Noted then);
    void refuse(protocol::Error why, Noted then);
    void forget();
    void answer(protocol::Result<protocol::Done> const& stored, Answered const& done);

    Begun const begun_;
    std::unique_ptr<storage::UploadFile> file_;
    storage::UploadState const state_;
    std::int64_t received_;
    std::int64_t noted_;
    std::optional<protocol::Error> problem_;
};

} // namespace folkmoot::server
