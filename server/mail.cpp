#include "server/mail.hpp"

#include "protocol/html.hpp"
#include "server/invitation_pages.hpp"
#include "server/invitations.hpp"
#include "server/letter_pages.hpp"
#include "server/mail_changes.hpp"
#include "server/resets.hpp"
#include "server/texts.hpp"

#include <gmime/gmime.h>

#include <memory>
#include <mutex>

namespace folkmoot::server {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_gmime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

/// An address and nothing else: a sentence that begins with somebody's name is none, whatever the name.
bool is_link(std::string_view paragraph)
{
    return (paragraph.starts_with("https://") || paragraph.starts_with("http://")) &&
           paragraph.find(' ') == paragraph.npos;
}

std::string plain_of(Letter const& letter)
{
    std::string text;
    for (auto const& paragraph : letter.paragraphs)
        text += (text.empty() ? "" : "\n") + paragraph + "\n";
    return text;
}

std::string html_of(Letter const& letter)
{
    std::string html =
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>";
    protocol::append_escaped(html, letter.subject);
    html += "</title></head><body>\n";
    for (auto const& paragraph : letter.paragraphs) {
        html += "<p>";
        if (is_link(paragraph)) {
            html += "<a href=\"";
            protocol::append_escaped(html, paragraph);
            html += "\">";
        }
        protocol::append_escaped(html, paragraph);
        html += is_link(paragraph) ? "</a></p>\n" : "</p>\n";
    }
    return html + "</body></html>\n";
}

/// As UTF-8; g_mime_text_part_set_text would choose an older character set where one is enough.
void add_part(GMimeMultipart* to, char const* kind, std::string const& words)
{
    Owned<GMimeStream> const stream{g_mime_stream_mem_new_with_buffer(words.data(), words.size())};
    Owned<GMimeDataWrapper> const content{
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT)};
    Owned<GMimeTextPart> const part{g_mime_text_part_new_with_subtype(kind)};
    g_mime_text_part_set_charset(part.get(), "utf-8");
    g_mime_part_set_content(GMIME_PART(part.get()), content.get());
    g_mime_part_set_content_encoding(GMIME_PART(part.get()),
                                     GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_multipart_add(to, GMIME_OBJECT(part.get()));
}

void set_date(GMimeMessage* message, protocol::Instant at)
{
    auto* const date = g_date_time_new_from_unix_utc(at.microseconds / 1'000'000);
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
}

std::string written(GMimeMessage* message)
{
    auto* const format = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    auto* const text = g_mime_object_to_string(GMIME_OBJECT(message), format);
    std::string const all{text};
    g_free(text);
    g_mime_format_options_free(format);
    return all;
}

std::string invitation_subject(storage::InvitationShown const& about, TextValue const& network)
{
    if (about.inviter_name.empty())
        return text("mail_invitation.subject", {network});
    return text("mail_invitation.subject_by", {{"inviter", about.inviter_name}, network});
}

/// What a mail says, without who sends it.
struct Words {
    std::string to_name;
    std::string to;
    std::string subject;
    std::vector<std::string> paragraphs;
    std::string unsubscribe;
};

class Writing {
public:
    Writing(TextValue network, std::string const& address, std::string const& secret)
        : network_(std::move(network)), address_(address), secret_(secret)
    {
    }

    Words operator()(storage::InvitationShown const& about) const
    {
        auto const& row = about.row;
        bool const reset = row.purpose == storage::WayInPurpose::reset;
        TextValue const until{"until", full_date(row.expires_at)};
        TextValue const whose{"mail", row.mail};
        Words words{.to_name = reset ? about.person_name : row.name,
                    .to = row.mail,
                    .subject = {},
                    .paragraphs = {}};
        if (reset) {
            words.subject = text("mail_reset.subject", {network_});
            words.paragraphs = {text("mail_reset.words", {whose}),
                                address_ + Resets::path_of(secret_),
                                text("mail_reset.until", {until})};
        } else {
            words.subject = invitation_subject(about, network_);
            words.paragraphs = {what_it_gives(about), text("mail_invitation.accept"),
                                address_ + Invitations::path_of(secret_),
                                text("mail_invitation.until", {until, whose})};
        }
        words.paragraphs.push_back(text("mail.not_meant"));
        return words;
    }

    Words operator()(storage::MailChangeMail const& mail) const
    {
        using storage::MailChangeNews;
        TextValue const whose{"mail", mail.about.mail};
        auto const said = [&](std::string to_name, std::string subject,
                              std::vector<std::string> paragraphs) {
            return Words{std::move(to_name), mail.about.mail, std::move(subject),
                         std::move(paragraphs)};
        };
        switch (mail.news) {
        case MailChangeNews::told:
            return said(mail.about.person_name, text("mail_address.told_subject", {network_}),
                        {text("mail_address.told", {whose}), text("mail_address.not_you")});
        case MailChangeNews::taken: // whose it is learns nothing of who tried
            return said("", text("mail_address.subject", {network_}),
                        {text("mail_address.taken", {whose})});
        case MailChangeNews::confirm:
            break;
        }
        TextValue const until{"until", full_date(mail.about.expires_at)};
        return said(mail.about.person_name, text("mail_address.subject", {network_}),
                    {text("mail_address.words", {whose}), address_ + MailChanges::path_of(secret_),
                     text("mail_address.until", {until}), text("mail.not_meant")});
    }

    Words operator()(storage::ReleaseLetter const& letter) const
    {
        TextValue const title{"title", letter.title};
        TextValue const number{"number", std::to_string(letter.number)};
        Words words{.to_name = letter.person_name,
                    .to = letter.mail,
                    .subject = text("mail_release.subject", {title, number}),
                    .paragraphs = {text("mail_release.words",
                                        {title, number, {"group", letter.group_name}})},
                    .unsubscribe = address_ + LetterPages::path_of(secret_)};
        auto& said = words.paragraphs;
        for (auto const& use : letter.uses)
            said.push_back(text("mail_release.uses", {{"authority", use.authority_name},
                                                      {"number", std::to_string(use.number)}}));
        if (!letter.changed.empty())
            said.push_back(text("mail_release.changed", {{"words", letter.changed}}));
        if (!letter.note.empty())
            said.push_back(text("mail_release.note", {{"words", letter.note}}));
        said.insert(said.end(), {text("mail_release.look"),
                                 address_ + "/resources/" + to_string(letter.resource),
                                 text("mail_release.stop"), words.unsubscribe});
        return words;
    }

private:
    TextValue network_;
    std::string const& address_;
    std::string const& secret_;
};

} // namespace

std::string mime_of(Letter const& letter)
{
    start_gmime();
    Owned<GMimeMessage> const message{g_mime_message_new(TRUE)};
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, letter.from_name.c_str(),
                               letter.from.c_str());
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO,
                               letter.to_name.empty() ? nullptr : letter.to_name.c_str(),
                               letter.to.c_str());
    g_mime_message_set_subject(message.get(), letter.subject.c_str(), "utf-8");
    set_date(message.get(), letter.date);
    auto const host = letter.from.substr(letter.from.find('@') + 1);
    g_mime_message_set_message_id(message.get(), (letter.id + "@" + host).c_str());
    g_mime_object_set_header(GMIME_OBJECT(message.get()), "Auto-Submitted", "auto-generated",
                             nullptr);
    if (!letter.unsubscribe.empty()) {
        auto const link = "<" + letter.unsubscribe + ">";
        g_mime_object_set_header(GMIME_OBJECT(message.get()), "List-Unsubscribe", link.c_str(),
                                 nullptr);
        g_mime_object_set_header(GMIME_OBJECT(message.get()), "List-Unsubscribe-Post",
                                 "List-Unsubscribe=One-Click", nullptr);
    }
    Owned<GMimeMultipart> const parts{g_mime_multipart_new_with_subtype("alternative")};
    add_part(parts.get(), "plain", plain_of(letter));
    add_part(parts.get(), "html", html_of(letter));
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(parts.get()));
    return written(message.get());
}

Letter letter_of(storage::MailTaken const& mail, std::string const& address,
                 std::string const& secret)
{
    TextValue const network{"network", mail.network_name};
    auto words = std::visit(Writing{network, address, secret}, mail.about);
    Letter letter{.id = to_string(mail.mail) + "." + std::to_string(mail.tries),
                  .from_name = mail.network_name,
                  .to_name = words.to_name,
                  .to = std::move(words.to),
                  .subject = std::move(words.subject),
                  .unsubscribe = std::move(words.unsubscribe)};
    if (!words.to_name.empty())
        letter.paragraphs.push_back(text("mail.hello", {{"name", words.to_name}}));
    letter.paragraphs.insert(letter.paragraphs.end(), words.paragraphs.begin(),
                             words.paragraphs.end());
    letter.paragraphs.push_back(text("mail.network", {network, {"address", address}}));
    return letter;
}

} // namespace folkmoot::server
