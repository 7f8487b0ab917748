#include "server/mail_sender.hpp"

#include "server/mail.hpp"
#include "server/sign_in.hpp"
#include "storage/outbox.hpp"

namespace folkmoot::server {

using namespace protocol;

MailSender::MailSender(storage::Store& store, Options options)
    : store_(store), options_(std::move(options)), thread_([this] { run(); })
{
}

MailSender::~MailSender()
{
    {
        std::lock_guard const lock{mutex_};
        stopping_ = true;
    }
    wakes_.notify_all();
    thread_.join();
}

void MailSender::run()
{
    std::unique_lock lock{mutex_};
    while (!stopping_) {
        lock.unlock();
        bool const more = waits() && send_one();
        lock.lock();
        if (!more)
            wakes_.wait_for(lock, options_.look_every, [this] { return stopping_; });
    }
}

/// A look costs no write.
bool MailSender::waits() const
{
    auto const now = store_.surroundings().now();
    auto const due =
        store_.read_now<std::int64_t>([now](storage::Read& read) -> Result<std::int64_t> {
            return storage::mails_due(read, now);
        });
    return due && *due > 0;
}

/// Whether there may be another.
bool MailSender::send_one()
{
    using Taken = std::optional<storage::MailTaken>;
    auto const secret = fresh_secret(store_.surroundings());
    auto const taken = store_.change_now<Taken>([&](storage::Change& change) -> Result<Taken> {
        return storage::take_mail(change, hash_of_secret(secret));
    });
    if (!taken || !*taken)
        return false;
    auto const& mail = **taken;
    auto letter = letter_of(mail, options_.address, secret);
    letter.date = store_.surroundings().now();
    letter.from = options_.from;
    settle(mail.mail, options_.way({letter.from, letter.to, mail.thing}, mime_of(letter)));
    return true;
}

void MailSender::settle(Uuid const& mail, MailOutcome const& outcome)
{
    if (!outcome.sent)
        options_.log("a mail could not be sent" +
                     (outcome.reply ? " (" + std::to_string(outcome.reply) + ")" : std::string{}) +
                     ": " + outcome.words + (outcome.for_good ? "" : "; it is tried again later"));
    auto const settled = store_.change_now<Done>([&](storage::Change& change) -> Result<Done> {
        if (outcome.sent)
            storage::mail_sent(change, mail);
        else
            storage::mail_refused(change, mail, outcome.reply, outcome.for_good);
        return Done{};
    });
    if (!settled)
        options_.log("what became of a mail could not be stored: it may be sent once more");
}

} // namespace folkmoot::server
