#pragma once
// Uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation and termination, at
// /uploads and /uploads/ID. An upload is its person's alone, for a group in which they may write, which
// POST names in the header Folkmoot-Group. Upload-Offset tells only of what is on the disk for certain.
// One PATCH at a time: another meanwhile is answered 423. What came before a line broke is kept.

#include "server/files.hpp"
#include "storage/uploads.hpp"

namespace folkmoot::server {

class Uploads {
public:
    /// What is given outlives every request under way.
    Uploads(storage::Store& store, Files& files, Finish finish)
        : store_(store), files_(files), finish_(std::move(finish))
    {
    }

    static bool at(std::string_view path);
    /// What is asked for, which some clients can only say in X-HTTP-Method-Override.
    static std::string_view method(HttpRequest const& request);
    static bool takes_pieces(HttpRequest const& head);

    /// A request that the gate let through, any but a PATCH of an upload. `done` is called once, on any
    /// thread.
    using Answered = std::function<void(HttpAnswer)>;
    void answer(HttpRequest const& request, Caller const& caller, Answered done) const;

    /// A PATCH of an upload. `under_way` is held until all that came is dealt with.
    using Received = std::function<void(std::variant<std::shared_ptr<Incoming>, HttpAnswer>)>;
    void receive(HttpRequest const& head, Caller const& caller, std::shared_ptr<void> under_way,
                 Received done) const;

private:
    struct Asked;

    FileAnswer options() const;
    void create(HttpRequest const& request, storage::Actor const& actor, Answered done) const;
    void tell(storage::Actor const& actor, protocol::UploadId upload, Answered done) const;
    void end(storage::Actor const& actor, protocol::UploadId upload, Answered done) const;

    using State = protocol::Result<storage::UploadState>;
    void look(Asked const& asked, std::function<void(State)> done) const;
    void open(std::shared_ptr<Asked> const& asked, storage::UploadState const& state) const;
    void opened(std::shared_ptr<Asked> const& asked,
                protocol::Result<storage::UploadFile> file) const;
    void lost(std::shared_ptr<Asked> const& asked) const;
    HttpAnswer finished(FileAnswer answer) const;

    storage::Store& store_;
    Files& files_;
    Finish const finish_;
};

} // namespace folkmoot::server
