#pragma once
// The door: every request and every message of a connection comes through here. The gate looks at where
// it comes from, the store at who it is, dispatch carries it out; pages and files are answered at once.

#include "server/downloads.hpp"
#include "server/gate.hpp"
#include "server/invitations.hpp"
#include "server/letter_pages.hpp"
#include "server/logos.hpp"
#include "server/mail_changes.hpp"
#include "server/pages.hpp"
#include "server/printed_codes.hpp"
#include "server/resets.hpp"
#include "server/site_files.hpp"
#include "server/statements.hpp"
#include "server/streams.hpp"
#include "server/uploads.hpp"
#include "storage/sign_ins.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace folkmoot::server {

/// Calls that have not been answered yet. Its end waits for them, so that what they use may end after it.
class UnderWay {
public:
    ~UnderWay();
    /// `done`, counted until it has been called and let go.
    template <class T>
    std::function<void(T)> counted(std::function<void(T)> done);
    /// Counted for as long as it lives.
    std::shared_ptr<void> one();

private:
    void begin();
    void end();

    std::mutex mutex_;
    std::condition_variable none_;
    std::size_t count_ = 0;
};

class Site final : public Door {
public:
    struct Options {
        std::string network_name;
        std::string public_url;
        unsigned short port = 0;
        AddressRanges trusted_proxies = {};
        AddressRanges metrics_from = {};
        Metrics* metrics = nullptr; ///< nothing at /metrics without
        /// The folder of files, which outlives the site: nothing at /uploads without; at /files neither, nor
        /// without who knows which file a version is.
        Files* files = nullptr;
        storage::FileOf file_of = nullptr;
    };

    Site(Dispatch const& dispatch, storage::Store& store, Options options);

    /// The port that port 0 became.
    void listens_at(unsigned short port);

    void answer(HttpRequest request, std::function<void(HttpAnswer)> done) override;
    bool takes_pieces(HttpRequest const& head) const override;
    void receive(
        HttpRequest head,
        std::function<void(std::variant<std::shared_ptr<Incoming>, HttpAnswer>)> done) override;
    void admit(HttpRequest request,
               std::function<void(std::variant<Caller, HttpAnswer>)> done) override;
    HttpAnswer event_stream() override;
    std::string begin_stream(std::shared_ptr<Listener> const& stream) override;
    void call(Caller caller, std::shared_ptr<Listener> listener, std::string message,
              std::function<void(CallAnswer)> done) override;
    HttpAnswer refuse(int status, protocol::Error error) override;

private:
    using CallerFound = std::function<void(protocol::Result<Caller>)>;

    HttpAnswer page(HttpRequest const& request, std::string_view path) const;
    void ready(std::function<void(HttpAnswer)> done);
    HttpAnswer metrics() const;
    HttpAnswer found_page(HttpRequest const& request, std::string_view path) const;
    HttpAnswer wrong_method(std::string_view allowed) const;
    void rpc(HttpRequest request, std::function<void(HttpAnswer)> done);
    void letter_page(HttpRequest request, std::function<void(HttpAnswer)> done);
    void plain_page(HttpRequest request, std::function<void(HttpAnswer)> done);
    void logo(HttpRequest request, std::function<void(HttpAnswer)> done);
    void upload(HttpRequest request, std::function<void(HttpAnswer)> done);
    void file(HttpRequest request, std::function<void(HttpAnswer)> done);
    HttpAnswer file_answer(FileAnswer answer) const;
    HttpAnswer paged(PageAnswer page) const;
    void printed_code(HttpRequest request, std::function<void(HttpAnswer)> done);
    void statement(protocol::statements::Which which, std::function<void(HttpAnswer)> done);
    /// What a request must be about when it says so: its person, and a stream.
    struct Meant {
        std::string person;
        std::string stream;
    };
    protocol::Result<std::shared_ptr<Listener>> listener_of(Caller const& caller,
                                                            Meant const& meant);
    HttpAnswer called(CallAnswer answer, bool cookie_is_stale) const;
    HttpAnswer refusal_of(int status, protocol::Error const& error) const;
    HttpAnswer refused(Refusal const& refusal) const;
    HttpAnswer usual(HttpAnswer answer) const;
    void find_caller(HttpRequest const& request, Credentials const& credentials, CallerFound found);
    void note_use(storage::SignInFound const& found);

    Dispatch const& dispatch_;
    storage::Store& store_;
    Options const options_;
    PageLook const look_;
    SiteFiles const files_;
    Invitations const invitations_;
    Resets const resets_;
    MailChanges const mail_changes_;
    LetterPages const letter_pages_;
    Statements const statements_;
    PrintedCodes printed_codes_;
    Logos const logos_;
    std::optional<Uploads> uploads_;
    std::optional<Downloads> downloads_;
    std::atomic<std::shared_ptr<Address const>> address_;
    Streams streams_;
    UnderWay under_way_;
};

} // namespace folkmoot::server
