#pragma once
// The certificate that we speak TLS with, where no proxy does it for us. Its files are read again when they
// have changed, so that whatever renews them need not know of us; lines that are open stay as they are.

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

struct ssl_st;
struct ssl_ctx_st;

namespace folkmoot::server {

struct CertificateFiles {
    std::filesystem::path certificate; ///< PEM: ours first, then those between it and the root
    std::filesystem::path key;         ///< PEM, without a passphrase
    std::string host;                  ///< browsers reach us by this name
};

/// From any thread.
class Certificate {
public:
    /// Throws ConfigProblem when the files cannot be served with. What only browsers will mind (it ran out, it
    /// names another host), and a key that others may read, is logged as a warning.
    explicit Certificate(CertificateFiles files);
    ~Certificate();
    Certificate(Certificate const&) = delete;
    Certificate& operator=(Certificate const&) = delete;

    /// Takes what the files hold now, for lines that begin from now on. If that cannot be served with, it says
    /// so in the log and keeps what it had.
    void read_again();
    /// The same, if the files are not those that were looked at last.
    void read_again_if_changed();

    /// Our side of a line that begins. Throws std::bad_alloc.
    std::shared_ptr<ssl_st> line() const;
    /// When it runs out, in seconds since 1970.
    std::int64_t runs_out() const;

private:
    struct Read {
        std::shared_ptr<ssl_ctx_st> context;
        std::int64_t runs_out = 0;
    };
    Read read() const;
    std::string looks() const;

    CertificateFiles const files_;
    mutable std::mutex mutex_;
    /// What told one state of the files from another, before they were last read: what changes while they
    /// are read is read once more.
    std::string looked_;
    Read now_;
};

} // namespace folkmoot::server
