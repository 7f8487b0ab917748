#include "server/batches.hpp"

#include "server/hub.hpp"

#include <algorithm>
#include <unordered_map>

namespace folkmoot::server {
namespace {

struct Message {
    std::shared_ptr<std::string const> text;
    std::size_t entries = 0;
};

/// The same notifications in the same order: the same list of addresses.
struct SameList {
    std::size_t operator()(std::vector<Notification> const& list) const
    {
        std::size_t hash = list.size();
        for (auto const& notification : list)
            hash =
                hash * 0x9E3779B97F4A7C15u + reinterpret_cast<std::uintptr_t>(notification.get());
        return hash;
    }
};

/// `[a,b,c]`, in as many messages as batch_bytes_max asks for.
std::vector<Message> batches_of(std::vector<Notification> const& list)
{
    std::vector<Message> messages;
    for (auto next = list.begin(); next != list.end();) {
        std::string text = "[";
        std::size_t entries = 0;
        do {
            if (entries++ > 0)
                text += ',';
            text += **next++;
        } while (next != list.end() && text.size() + (*next)->size() + 2 <= batch_bytes_max);
        text += ']';
        messages.push_back({std::make_shared<std::string const>(std::move(text)), entries});
    }
    return messages;
}

} // namespace

void Batches::add(std::shared_ptr<Mailbox> const& mailbox, Notification notification)
{
    if (mailbox->waiting.empty())
        full_.push_back(mailbox);
    mailbox->waiting.push_back(std::move(notification));
    if (!ticking_) {
        ticking_ = true;
        tick_ = tick_min;
        later_(std::chrono::microseconds(0), &Batches::send_at_once);
    }
}

void Batches::send_now(Mailbox& mailbox)
{
    for (auto const& message : batches_of(std::exchange(mailbox.waiting, {})))
        mailbox.listener->send(message.text, message.entries);
}

void Batches::send_at_once()
{
    send_all();
    later_(tick_, &Batches::tick);
}

void Batches::tick()
{
    if (full_.empty()) {
        ticking_ = false;
        return;
    }
    send_all();
    tick_ = std::min(tick_ * 2, tick_max);
    later_(tick_, &Batches::tick);
}

void Batches::send_all()
{
    std::unordered_map<std::vector<Notification>, std::vector<Message>, SameList> made;
    for (auto const& mailbox : full_) {
        auto list = std::exchange(mailbox->waiting, {});
        if (mailbox->gone || list.empty())
            continue;
        auto place = made.find(list);
        if (place == made.end()) {
            auto messages = batches_of(list);
            place = made.emplace(std::move(list), std::move(messages)).first;
        }
        for (auto const& message : place->second)
            mailbox->listener->send(message.text, message.entries);
    }
    full_.clear();
}

} // namespace folkmoot::server
