#pragma once
// Files of versions at /files/VERSION, for whoever may read the version: asked each time. Always a file to
// be saved, whatever it holds; nothing of it runs in our name when somebody opens it in a browser. In
// pieces from the disk, from anywhere on (Range), so that what was cut off can be gone on with.

#include "server/files.hpp"
#include "storage/version_files.hpp"

namespace folkmoot::server {

class Downloads {
public:
    /// What is given outlives every request under way.
    Downloads(storage::Store& store, Files& files, storage::FileOf file_of, Finish finish)
        : store_(store), files_(files), file_of_(file_of), finish_(std::move(finish))
    {
    }

    static bool at(std::string_view path);

    /// A GET or HEAD that the gate let through. `done` is called once, on any thread. `under_way` is held
    /// until all of it has been sent, or will not be.
    using Answered = std::function<void(HttpAnswer)>;
    void answer(HttpRequest const& request, Caller const& caller, std::shared_ptr<void> under_way,
                Answered done) const;

private:
    struct Asked;

    void found(std::shared_ptr<Asked const> const& asked, storage::VersionFile const& file) const;
    FileAnswer opened(std::shared_ptr<Asked const> const& asked,
                      storage::VersionFile const& file) const;

    storage::Store& store_;
    Files& files_;
    storage::FileOf const file_of_;
    Finish const finish_;
};

/// Says which version it is, so that a copy on somebody's disk does: "Plan (version 3, superseded).docx".
std::string name_when_saved(storage::VersionFile const& file);
/// `Content-Disposition` that has a file saved under this name (RFC 6266, RFC 8187).
std::string saved_as(std::string_view name);

/// What of a content is asked for: the part from `from` on.
struct Part {
    std::int64_t from = 0;
    std::int64_t size = 0;
    bool operator==(Part const&) const = default;
};
enum class Asks { all, part, nothing_there };
/// By the header Range, of a content of this size; into `part` unless there is nothing there. What is not
/// one range of bytes asks for all.
Asks asked_part(std::string_view range, std::int64_t size, Part& part);

} // namespace folkmoot::server
