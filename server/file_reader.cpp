#include "server/file_reader.hpp"

#include "server/file_pictures.hpp"
#include "server/sandbox.hpp"

#include <fmt/format.h>

#include <array>

namespace folkmoot::server {

using namespace protocol;
using library::TextState;

namespace {

constexpr std::int64_t gibibyte = 1LL << 30;
/// More of a plain file is not looked at: twice what is kept.
constexpr std::size_t text_read_max = 2 * library::text_bytes_max;

std::optional<Blocks> blocks_of_words(std::string_view output)
{
    return blocks_of_text(output);
}

std::optional<Blocks> blocks_of_csv(std::string_view output)
{
    return blocks_of_sheets(output);
}

Converter pandoc(char const* from)
{
    return {"pandoc", "pandoc", {"pandoc", "--sandbox", "-f", from, "-t", "json", confined_file},
            gibibyte, false,    blocks_of_pandoc};
}

/// LibreOffice writes files; a shell, confined as well, says what is in them. It counts addresses generously.
Converter libreoffice(std::string_view package, std::string_view to, std::string_view then)
{
    constexpr std::string_view convert =
        "soffice -env:UserInstallation=file:///tmp/profile --headless --norestore --nologo "
        "--convert-to '{}' --outdir /tmp/out {} >&2 && cd /tmp/out && {}";
    return {"soffice",
            package,
            {"sh", "-c", fmt::format(fmt::runtime(convert), to, confined_file, then)},
            4 * gibibyte,
            true,
            nullptr};
}

/// All sheets, with what the cells show. 44 is a comma, 34 a quotation mark, 76 UTF-8, -1 every sheet.
Converter sheets()
{
    auto made = libreoffice(
        "libreoffice-calc-nogui",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
        "for sheet in *.csv; do name=${sheet#in-}; printf '\\f%s\\n' \"${name%.csv}\"; cat \"$sheet\"; done");
    made.blocks = blocks_of_csv;
    return made;
}

Converter slides()
{
    auto made = libreoffice("libreoffice-impress-nogui", "pdf", "pdftotext -enc UTF-8 in.pdf -");
    made.blocks = blocks_of_words;
    return made;
}

} // namespace

Converter const* converter_of(FileKind kind)
{
    static Converter const html = pandoc("html");
    static Converter const rtf = pandoc("rtf");
    static Converter const docx = pandoc("docx");
    static Converter const odt = pandoc("odt");
    static Converter const calc = sheets();
    static Converter const impress = slides();
    static Converter const pdf{
        "pdftotext", "poppler-utils", {"pdftotext", "-enc", "UTF-8", confined_file, "-"},
        gibibyte,    false,           blocks_of_words};
    switch (kind) {
    case FileKind::html:
        return &html;
    case FileKind::rtf:
        return &rtf;
    case FileKind::docx:
        return &docx;
    case FileKind::odt:
        return &odt;
    case FileKind::sheets:
        return &calc;
    case FileKind::slides:
        return &impress;
    case FileKind::pdf:
        return &pdf;
    case FileKind::text:
    case FileKind::old_office:
    case FileKind::other:
        break;
    }
    return nullptr;
}

struct FileReader::Outcome {
    enum class What { read, unreadable, failed, stopped };
    What what = What::failed;
    Blocks blocks;
    TextState state = TextState::no_words; ///< when unreadable
    std::string why;                       ///< when failed, for the operator
    std::optional<std::string> pictures{}; ///< as keep_text has them
};

FileReader::FileReader(storage::Store& store, storage::Blobs const& blobs, Options options)
    : store_(store), blobs_(blobs), options_(std::move(options)),
      thread_([this](std::stop_token const& stop) { run(stop); })
{
}

FileReader::~FileReader() = default;

void FileReader::run(std::stop_token const& stop)
{
    begin();
    while (!stop.stop_requested()) {
        if (waits() && read_one(stop))
            continue;
        std::unique_lock lock{mutex_};
        wakes_.wait_for(lock, stop, options_.look_every, [] { return false; });
    }
}

void FileReader::begin()
{
    why_not_ = why_not_confined();
    why_no_proc_ = why_not_.empty() ? why_not_confined(true) : why_not_;
    tell_what_is_missing();
    static_cast<void>(store_.change_now<Done>([](storage::Change& change) -> Result<Done> {
        storage::retry_unconverted(change);
        return Done{};
    }));
}

void FileReader::tell_what_is_missing() const
{
    if (!why_not_.empty()) {
        options_.log(why_not_ + ": words are read out of plain text only, and of no other file");
        return;
    }
    if (!why_no_proc_.empty())
        options_.log(
            "without a /proc of its own LibreOffice is not run: no words are read out of sheets and "
            "slides: " +
            why_no_proc_);
    for (auto const kind : {FileKind::docx, FileKind::pdf, FileKind::sheets, FileKind::slides})
        if (auto const* converter = options_.converter(kind);
            converter && !has_program(converter->program))
            options_.log(
                fmt::format("{} is not installed (Debian's package {}): some files stay without "
                            "their words",
                            converter->program, converter->package));
}

bool FileReader::may_run(Converter const& converter) const
{
    return (converter.proc ? why_no_proc_ : why_not_).empty() && has_program(converter.program);
}

/// A look costs no write.
bool FileReader::waits() const
{
    auto const now = store_.surroundings().now();
    auto const due =
        store_.read_now<std::int64_t>([now](storage::Read& read) -> Result<std::int64_t> {
            return storage::texts_due(read, now);
        });
    return due && *due > 0;
}

/// Whether there may be another.
bool FileReader::read_one(std::stop_token const& stop)
{
    using Taken = std::optional<storage::TextTaken>;
    auto const taken = store_.change_now<Taken>(
        [](storage::Change& change) -> Result<Taken> { return storage::take_text(change); });
    if (!taken || !*taken)
        return false;
    Outcome outcome;
    try {
        outcome = read(**taken, stop);
    } catch (std::exception const& failure) {
        outcome.why = failure.what();
    }
    settle(**taken, outcome);
    return true;
}

FileReader::Outcome FileReader::read(storage::TextTaken const& taken,
                                     std::stop_token const& stop) const
{
    using What = Outcome::What;
    auto const file = blobs_.open(taken.sha256);
    if (!file)
        return {What::failed, {}, {}, "its file is not there"};
    auto const kind = kind_of(*file);
    if (kind == FileKind::text)
        return {What::read, blocks_of_text(file->read(0, text_read_max)), {}, {}, ""};
    if (kind == FileKind::other)
        return {What::unreadable, {}, TextState::no_words, {}};
    auto const* const converter = options_.converter(kind);
    if (!converter || !may_run(*converter))
        return {What::unreadable, {}, TextState::no_converter, {}};
    auto outcome = convert(taken.sha256, *converter, stop);
    outcome.pictures = pictures_of(*file, kind);
    return outcome;
}

FileReader::Outcome FileReader::convert(std::string const& sha256, Converter const& converter,
                                        std::stop_token const& stop) const
{
    using What = Outcome::What;
    Confined program;
    program.command = converter.command;
    program.file = std::filesystem::absolute(blobs_.file_of(sha256));
    program.memory_max = converter.memory_max;
    program.proc = converter.proc;
    program.time_max = options_.time_max;
    auto const ran = run_confined(program, stop);
    switch (ran.how) {
    case Ran::How::stopped:
        return {What::stopped, {}, {}, {}};
    case Ran::How::too_long:
        return {What::failed, {}, {}, fmt::format("{} took too long", converter.program)};
    case Ran::How::too_much:
        return {What::failed, {}, {}, fmt::format("{} said too much", converter.program)};
    case Ran::How::not_run:
        return {What::failed, {}, {}, "bwrap did not start: " + ran.trouble};
    case Ran::How::ended:
        break;
    }
    auto blocks = ran.good() ? converter.blocks(ran.output) : std::nullopt;
    if (!blocks)
        return {
            What::failed, {}, {}, fmt::format("{} ended with {}", converter.program, ran.status)};
    return {What::read, *std::move(blocks), {}, {}};
}

void FileReader::settle(storage::TextTaken const& taken, Outcome const& outcome)
{
    using What = Outcome::What;
    if (outcome.what == What::failed)
        options_.log(fmt::format("no words could be read out of the file {} (try {} of {}): {}",
                                 taken.sha256, taken.tries, storage::text_tries_max, outcome.why));
    auto const words = storage::kept_words(outcome.blocks);
    auto const settled = store_.change_now<Done>([&](storage::Change& change) -> Result<Done> {
        switch (outcome.what) {
        case What::read:
            storage::keep_text(change, taken, words, outcome.pictures);
            break;
        case What::unreadable:
            storage::note_unreadable(change, taken, outcome.state);
            break;
        case What::failed:
            storage::text_failed(change, taken);
            break;
        case What::stopped:
            storage::give_text_back(change, taken);
            break;
        }
        return Done{};
    });
    if (!settled)
        options_.log("the words of a file could not be stored: they are read out once more");
}

} // namespace folkmoot::server
