#include "server/certificate.hpp"

#include "server/config.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

namespace folkmoot::server {
namespace {

/// For TLS 1.2; those of 1.3 are all good.
constexpr char const* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

std::string day_of(std::int64_t seconds)
{
    std::time_t const time = seconds;
    std::tm parts{};
    gmtime_r(&time, &parts);
    std::array<char, 40> text{};
    auto const length = std::strftime(text.data(), text.size(), " %B %Y", &parts);
    return std::to_string(parts.tm_mday).append(text.data(), length);
}

[[noreturn]] void refuse(std::string_view key, std::filesystem::path const& file,
                         std::string const& why)
{
    ERR_clear_error();
    throw ConfigProblem(std::string{key} + ": " + file.string() + " " + why);
}

void check_readable(std::string_view key, std::filesystem::path const& file)
{
    int const opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0)
        refuse(key, file, std::string{"cannot be read: "} + std::strerror(errno) + ".");
    ::close(opened);
}

/// Nobody is there to type it.
int no_passphrase(char*, int, int, void*)
{
    return 0;
}

std::shared_ptr<SSL_CTX> new_context()
{
    std::shared_ptr<SSL_CTX> context{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
    if (!context)
        throw std::bad_alloc();
    auto* const raw = context.get();
    if (SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION) != 1 ||
        SSL_CTX_set_cipher_list(raw, ciphers) != 1)
        throw std::runtime_error("This OpenSSL has no TLS 1.2.");
    // A peer that hangs up without farewell is one that hung up: what is cut short is seen from its length.
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                 SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                 SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                              SSL_MODE_RELEASE_BUFFERS);     // an idle line keeps little
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF); // those who come back bring theirs
    SSL_CTX_set_read_ahead(raw, 1);
    SSL_CTX_set_default_passwd_cb(raw, no_passphrase);
    return context;
}

std::int64_t end_of(X509 const* certificate)
{
    std::tm parts{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) != 1)
        return 0;
    return timegm(&parts);
}

void warn_of_key(std::filesystem::path const& key)
{
    struct stat state {};
    if (::stat(key.c_str(), &state) == 0 && (state.st_mode & (S_IROTH | S_IWOTH)) != 0)
        spdlog::warn("tls_key: everybody on this machine can read {}; chmod 640 mends that",
                     key.string());
}

std::string state_of(std::filesystem::path const& file)
{
    struct stat state {};
    if (::stat(file.c_str(), &state) != 0)
        return "-";
    return std::to_string(state.st_ino) + "." + std::to_string(state.st_size) + "." +
           std::to_string(state.st_mtim.tv_sec) + "." + std::to_string(state.st_mtim.tv_nsec);
}

} // namespace

Certificate::Certificate(CertificateFiles files)
    : files_(std::move(files)), looked_(looks()), now_(read())
{
}

Certificate::~Certificate() = default;

Certificate::Read Certificate::read() const
{
    auto const& [certificate, key, host] = files_;
    check_readable("tls_certificate", certificate);
    check_readable("tls_key", key);
    auto context = new_context();
    auto* const raw = context.get();
    if (SSL_CTX_use_certificate_chain_file(raw, certificate.c_str()) != 1)
        refuse("tls_certificate", certificate, "holds no certificate in PEM form.");
    // A key of another kind is taken beside it, without complaint.
    if (SSL_CTX_use_PrivateKey_file(raw, key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(raw) != 1)
        refuse("tls_key", key,
               "holds no key in PEM form that belongs to the certificate in " +
                   certificate.string() + ", or one that is locked by a passphrase.");
    auto* const ours = SSL_CTX_get0_certificate(raw);
    auto const end = end_of(ours);
    if (end < std::time(nullptr))
        spdlog::warn("tls_certificate: {} ran out on {}; browsers refuse it until it is renewed",
                     certificate.string(), day_of(end));
    if (X509_check_host(ours, host.data(), host.size(), 0, nullptr) != 1 &&
        X509_check_ip_asc(ours, host.c_str(), 0) != 1)
        spdlog::warn(
            "tls_certificate: {} is not for {}, which public_url names; browsers refuse it",
            certificate.string(), host);
    warn_of_key(key);
    ERR_clear_error();
    spdlog::info("the certificate in {} is good until {}", certificate.string(), day_of(end));
    return {std::move(context), end};
}

std::string Certificate::looks() const
{
    return state_of(files_.certificate) + " " + state_of(files_.key);
}

void Certificate::read_again()
{
    auto looked = looks(); // first: what changes while we read is read once more
    Read fresh;
    try {
        fresh = read();
    } catch (std::exception const& problem) {
        spdlog::warn("{} The certificate we had stays.", problem.what());
    }
    std::lock_guard const lock(mutex_);
    looked_ = std::move(looked);
    if (fresh.context)
        now_ = std::move(fresh);
}

void Certificate::read_again_if_changed()
{
    {
        std::lock_guard const lock(mutex_);
        if (looked_ == looks())
            return;
    }
    read_again();
}

std::shared_ptr<SSL> Certificate::line() const
{
    std::lock_guard const lock(mutex_);
    std::shared_ptr<SSL> line{SSL_new(now_.context.get()), SSL_free};
    if (!line)
        throw std::bad_alloc();
    SSL_set_accept_state(line.get());
    return line;
}

std::int64_t Certificate::runs_out() const
{
    std::lock_guard const lock(mutex_);
    return now_.runs_out;
}

} // namespace folkmoot::server
