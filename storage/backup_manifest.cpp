#include "storage/backup_manifest.hpp"

#include "storage/sha256.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace folkmoot::storage {
namespace {

constexpr std::string_view first_line = "folkmoot-backup 1";
constexpr std::string_view last_word = "sum ";

std::string hash_of(std::string_view text)
{
    Sha256 hash;
    hash.add(text);
    return hash.hash();
}

struct NotKnown {};

std::int64_t number(std::string_view word)
{
    std::int64_t value = 0;
    auto const [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (fault != std::errc{} || end != word.data() + word.size() || value < 0) {
        throw NotKnown{};
    }
    return value;
}

template <class T>
T known(std::optional<T> value)
{
    if (!value) {
        throw NotKnown{};
    }
    return *value;
}

/// It becomes a path below a folder of ours.
std::string plain_name(std::string_view name)
{
    bool const plain = std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/';
    });
    if (!plain || name.starts_with('/') || name.find("..") != name.npos) {
        throw NotKnown{};
    }
    return std::string{name};
}

using Words = std::vector<std::string_view>;

void take(Manifest& manifest, Words const& words)
{
    auto const is = [&](std::string_view kind, std::size_t count) {
        return words.front() == kind && words.size() == count;
    };
    if (is("network", 2)) {
        manifest.network = NetworkId{known(protocol::uuid_from(words[1]))};
    } else if (is("schema", 2)) {
        manifest.schema = number(words[1]);
    } else if (is("program", 2)) {
        manifest.program = words[1];
    } else if (is("taken", 2)) {
        manifest.taken = known(protocol::instant_from(words[1]));
    } else if (is("table", 4)) {
        manifest.tables.push_back(
            {std::string{words[1]}, {number(words[2]), std::string{words[3]}}});
    } else if (is("feeds", 3)) {
        manifest.feeds = {number(words[1]), number(words[2])};
    } else if (is("file", 4)) {
        manifest.files.push_back({plain_name(words[1]), number(words[2]), std::string{words[3]}});
    } else {
        throw NotKnown{};
    }
}

std::vector<std::string_view> split(std::string_view text, char at)
{
    std::vector<std::string_view> parts;
    for (;;) {
        auto const end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == text.npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

/// The lines before the last, when that agrees.
std::string_view lines_summed(std::string_view text)
{
    auto const at = text.rfind("\n" + std::string{last_word});
    auto const lines = text.substr(0, at == text.npos ? 0 : at + 1);
    if (text.substr(lines.size()) != std::string{last_word} + hash_of(lines) + '\n') {
        throw std::runtime_error("The backup's manifest is not as it was written. Use another "
                                 "backup, or another copy of this one.");
    }
    return lines.substr(0, lines.size() - 1);
}

} // namespace

std::string text_of(Manifest const& manifest)
{
    auto text = std::string{first_line} + "\nnetwork " + to_string(manifest.network) + "\nschema " +
                std::to_string(manifest.schema) + "\nprogram " + manifest.program + "\ntaken " +
                to_string(manifest.taken) + '\n';
    for (auto const& [name, content] : manifest.tables) {
        text += "table " + name + ' ' + std::to_string(content.rows) + ' ' + content.hash + '\n';
    }
    text += "feeds " + std::to_string(manifest.feeds.feeds) + ' ' +
            std::to_string(manifest.feeds.in_step) + '\n';
    for (auto const& file : manifest.files) {
        text += "file " + file.name + ' ' + std::to_string(file.bytes) + ' ' + file.hash + '\n';
    }
    return text + std::string{last_word} + hash_of(text) + '\n';
}

Manifest manifest_from(std::string_view text)
{
    auto const lines = split(lines_summed(text), '\n');
    Manifest manifest;
    try {
        if (lines.front() != first_line) {
            throw NotKnown{};
        }
        for (std::size_t i = 1; i < lines.size(); ++i) {
            take(manifest, split(lines[i], ' '));
        }
    } catch (NotKnown const&) {
        throw std::runtime_error("A newer Folkmoot made this backup. Use that program.");
    }
    return manifest;
}

} // namespace folkmoot::storage
