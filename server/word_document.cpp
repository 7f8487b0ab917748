#include "server/word_document.hpp"

#include "server/archive.hpp"
#include "server/merging.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace folkmoot::server {

using namespace protocol;
using library::NeedsYou;

namespace {

using Name = std::string_view;

constexpr Name document_part = "word/document.xml";
constexpr Name styles_part = "word/styles.xml";
constexpr int depth_max = 200;
constexpr std::size_t units_max = 50'000;

/// The bytes of a part; nothing when it is not there, or too large.
std::optional<std::string> part_of(Archive const& archive, Name name)
{
    for (std::uint64_t place = 0; place < archive.count(); ++place) {
        auto const entry = archive.entry(place);
        if (entry && entry->name == name) {
            return entry->size > merged_bytes_max ? std::nullopt
                                                  : archive.read(place, merged_bytes_max);
        }
    }
    return std::nullopt;
}

std::unique_ptr<pugi::xml_document> parsed(std::string const& xml)
{
    auto document = std::make_unique<pugi::xml_document>();
    constexpr auto options = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_declaration;
    return document->load_buffer(xml.data(), xml.size(), options) ? std::move(document) : nullptr;
}

/// Calls `look` for each node below one, until it says that it is enough; false when it goes too deep.
template <class Look>
bool walk(pugi::xml_node top, Look look)
{
    int depth = 0;
    for (auto node = top.first_child(); node;) {
        if (!look(node)) {
            return true;
        }
        if (node.first_child()) {
            if (++depth > depth_max) {
                return false;
            }
            node = node.first_child();
            continue;
        }
        while (node && !node.next_sibling()) {
            node = node.parent();
            --depth;
            if (node == top) {
                return true;
            }
        }
        node = node ? node.next_sibling() : node;
    }
    return true;
}

bool is_any_of(Name name, std::initializer_list<Name> names)
{
    return std::ranges::find(names, name) != names.end();
}

std::optional<NeedsYou> needs(pugi::xml_node node)
{
    Name const name = node.name();
    if (node.type() != pugi::node_element) {
        return std::nullopt;
    }
    if (is_any_of(name, {"w:drawing", "w:pict", "w:object", "mc:AlternateContent"})) {
        return NeedsYou::picture;
    }
    if (is_any_of(name, {"w:footnoteReference", "w:endnoteReference", "w:commentReference",
                         "w:commentRangeStart", "w:commentRangeEnd", "w:annotationRef"})) {
        return NeedsYou::note;
    }
    if (is_any_of(name, {"w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:delText"}) ||
        name.ends_with("Change") || name.starts_with("w:moveFrom") ||
        name.starts_with("w:moveTo")) {
        return NeedsYou::tracked_change;
    }
    // what is known to need nothing else
    if (is_any_of(name, {"w:r", "w:t", "w:tab", "w:br", "w:cr", "w:rPr", "w:pPr", "w:proofErr",
                         "w:noBreakHyphen", "w:softHyphen", "w:lastRenderedPageBreak",
                         "w:bookmarkStart", "w:bookmarkEnd"})) {
        return std::nullopt;
    }
    auto const parent = node.parent();
    Name const above = parent.name();
    if (above == "w:rPr" || above == "w:pPr" || parent.parent().name() == Name{"w:pPr"} ||
        parent.parent().name() == Name{"w:rPr"}) {
        return is_any_of(name, {"w:sectPr"}) ? std::optional{NeedsYou::other} : std::nullopt;
    }
    return NeedsYou::other; // links, fields, formulas, controls
}

/// In a paragraph's own properties: not of its words.
bool in_properties(pugi::xml_node node, pugi::xml_node paragraph)
{
    for (auto above = node; above && above != paragraph; above = above.parent()) {
        if (above.name() == Name{"w:pPr"}) {
            return true;
        }
    }
    return false;
}

/// As far as it is seen: fonts and sizes come with the style or with the program that saved it.
std::string look_of(pugi::xml_node run)
{
    std::string look;
    for (auto const property : run.child("w:rPr").children()) {
        if (is_any_of(property.name(), {"w:b", "w:i", "w:u", "w:strike", "w:vertAlign",
                                        "w:highlight", "w:color", "w:rStyle"})) {
            look += fmt::format("{}={};", property.name(), property.attribute("w:val").value());
        }
    }
    return look;
}

WordUnit paragraph_unit(pugi::xml_node paragraph)
{
    WordUnit unit{WordUnit::Kind::paragraph, paragraph, "p ", {}, {}};
    std::string last;
    walk(paragraph, [&](pugi::xml_node node) {
        Name const name = node.name();
        Name const above = node.parent().name();
        if (above != "w:r") {
            return true;
        }
        std::string const words = name == "w:t"                       ? node.text().get()
                                  : name == "w:tab"                   ? "\t"
                                  : is_any_of(name, {"w:br", "w:cr"}) ? " "
                                                                      : "";
        for (char const byte : words) {
            unit.words += static_cast<unsigned char>(byte) < 0x20 ? ' ' : byte;
        }
        if (auto look = look_of(node.parent()); !words.empty() && look != last) {
            unit.look += fmt::format("{}:{}\n", unit.words.size() - words.size(), look);
            last = std::move(look);
        }
        return true;
    });
    unit.words += '\n';
    unit.line += unit.words;
    return unit;
}

std::string hash_of(pugi::xml_node node)
{
    std::ostringstream xml;
    node.print(xml, "", pugi::format_raw);
    return std::to_string(std::hash<std::string>{}(xml.str()));
}

/// Reads blocks in order. Tables are told by their number, rows and cells by their place, so that words never wander
/// from one cell into another.
class Reader {
public:
    std::optional<std::vector<WordUnit>> read(pugi::xml_node body)
    {
        blocks_of(body, 0);
        return good_ ? std::optional{std::move(units_)} : std::nullopt;
    }

private:
    void blocks_of(pugi::xml_node container, int depth)
    {
        for (auto const block : container.children()) {
            Name const name = block.name();
            good_ = good_ && units_.size() < units_max && depth < 10;
            if (!good_) {
                return;
            }
            if (name == "w:p") {
                units_.push_back(paragraph_unit(block));
            } else if (name == "w:tbl") {
                table(block, depth);
            } else if (block.type() == pugi::node_element &&
                       !is_any_of(name, {"w:sectPr", "w:tcPr", "w:bookmarkStart", "w:bookmarkEnd",
                                         "w:proofErr"})) {
                units_.push_back(
                    {WordUnit::Kind::opaque, block, "x " + hash_of(block) + "\n", "\n", {}});
            }
        }
    }

    void table(pugi::xml_node table, int depth)
    {
        auto const number = ++tables_;
        edge(WordUnit::Kind::begin, table, fmt::format("table {}", number));
        int row_number = 0;
        for (auto const row : table.children("w:tr")) {
            auto const row_name = fmt::format("row {} {}", number, ++row_number);
            edge(WordUnit::Kind::begin, row, row_name);
            int cell_number = 0;
            for (auto const cell : row.children("w:tc")) {
                auto const cell_name = fmt::format("{} {}", row_name, ++cell_number);
                edge(WordUnit::Kind::begin, cell, cell_name);
                blocks_of(cell, depth + 1);
                edge(WordUnit::Kind::end, cell, cell_name);
            }
            edge(WordUnit::Kind::end, row, row_name);
        }
        edge(WordUnit::Kind::end, table, fmt::format("table {}", number));
    }

    void edge(WordUnit::Kind kind, pugi::xml_node node, std::string const& name)
    {
        auto const* const sign = kind == WordUnit::Kind::begin ? "(" : ")";
        units_.push_back({kind, node, fmt::format("{} {}\n", sign, name), "\n", {}});
    }

    std::vector<WordUnit> units_;
    int tables_ = 0;
    bool good_ = true;
};

/// Of what is copied: nothing that refers to other places, or says who saved it when.
void strip(pugi::xml_node node)
{
    std::vector<pugi::xml_node> marks;
    auto const strip_attributes = [](pugi::xml_node one) {
        for (auto attribute = one.first_attribute(); attribute;) {
            auto const next = attribute.next_attribute();
            Name const name = attribute.name();
            if (name.starts_with("w:rsid") || !(name.starts_with("w:") || name == "xml:space")) {
                one.remove_attribute(attribute);
            }
            attribute = next;
        }
    };
    strip_attributes(node);
    walk(node, [&](pugi::xml_node one) {
        strip_attributes(one);
        if (is_any_of(one.name(), {"w:bookmarkStart", "w:bookmarkEnd", "w:proofErr",
                                   "w:lastRenderedPageBreak"})) {
            marks.push_back(one);
        }
        return true;
    });
    for (auto const mark : marks) {
        mark.parent().remove_child(mark);
    }
}

bool stays(pugi::xml_node child)
{
    return is_any_of(child.name(), {"w:pPr", "w:bookmarkStart", "w:bookmarkEnd"});
}

[[noreturn]] void not_written()
{
    throw std::runtime_error("a Word file could not be written");
}

struct Discarding {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using ZipArchive = std::unique_ptr<zip_t, Discarding>;

ZipArchive opened(std::string_view file)
{
    auto* const source = zip_source_buffer_create(file.data(), file.size(), 0, nullptr);
    ZipArchive archive{source ? zip_open_from_source(source, ZIP_RDONLY, nullptr) : nullptr};
    if (!archive) {
        zip_source_free(source);
        not_written();
    }
    return archive;
}

/// An archive that is written into memory.
class NewArchive {
public:
    NewArchive() : source_(zip_source_buffer_create(nullptr, 0, 0, nullptr))
    {
        if (!source_) {
            not_written();
        }
        zip_source_keep(source_);
        archive_.reset(zip_open_from_source(source_, ZIP_CREATE | ZIP_TRUNCATE, nullptr));
        if (!archive_) {
            zip_source_free(source_);
            zip_source_free(source_);
            not_written();
        }
    }
    ~NewArchive()
    {
        archive_.reset();
        zip_source_free(source_);
    }
    NewArchive(NewArchive const&) = delete;
    NewArchive& operator=(NewArchive const&) = delete;

    void add(char const* name, std::string_view bytes)
    {
        add(name, zip_source_buffer(archive_.get(), bytes.data(), bytes.size(), 0));
    }
    /// As it is packed there.
    void copy(zip_t* from, zip_uint64_t place)
    {
        add(zip_get_name(from, place, ZIP_FL_ENC_RAW),
            zip_source_zip(archive_.get(), from, place, ZIP_FL_COMPRESSED, 0, -1));
    }
    /// What was added lasts until then.
    std::string written()
    {
        auto* const archive = archive_.release();
        if (zip_close(archive) != 0) {
            zip_discard(archive);
            not_written();
        }
        zip_stat_t about;
        if (zip_source_stat(source_, &about) != 0 || zip_source_open(source_) != 0) {
            not_written();
        }
        std::string bytes(about.size, '\0');
        auto const count = zip_source_read(source_, bytes.data(), bytes.size());
        zip_source_close(source_);
        if (count != static_cast<zip_int64_t>(bytes.size())) {
            not_written();
        }
        return bytes;
    }

private:
    void add(char const* name, zip_source_t* source)
    {
        if (!name || !source || zip_file_add(archive_.get(), name, source, ZIP_FL_ENC_GUESS) < 0) {
            zip_source_free(source);
            not_written();
        }
    }

    zip_source_t* source_;
    ZipArchive archive_;
};

} // namespace

std::optional<WordDocument> WordDocument::read(std::string_view file)
{
    auto const archive = Archive::of_bytes(file);
    if (!archive) {
        return std::nullopt;
    }
    auto const xml = part_of(*archive, document_part);
    WordDocument word;
    word.file_ = file;
    word.document_ = xml ? parsed(*xml) : nullptr;
    if (!word.document_) {
        return std::nullopt;
    }
    auto const body = word.document_->child("w:document").child("w:body");
    if (!body || !walk(body, [](pugi::xml_node) { return true; })) {
        return std::nullopt;
    }
    auto units = Reader{}.read(body);
    if (!units) {
        return std::nullopt;
    }
    word.units_ = *std::move(units);
    if (auto const styles = part_of(*archive, styles_part)) {
        if (auto const known = parsed(*styles)) {
            for (auto const style : known->child("w:styles").children("w:style")) {
                word.styles_.emplace(style.attribute("w:styleId").value());
            }
        }
    }
    return word;
}

std::optional<WordPlace> WordDocument::place_after(std::size_t place) const
{
    if (place == 0) {
        return WordPlace{document_->child("w:document").child("w:body"), {}};
    }
    auto const& before = units_[place - 1];
    if (before.kind != WordUnit::Kind::begin &&
        (before.kind != WordUnit::Kind::end || before.node.name() == Name{"w:tbl"})) {
        return WordPlace{{}, before.node};
    }
    if (before.kind == WordUnit::Kind::begin && before.node.name() == Name{"w:tc"}) {
        auto const properties = before.node.child("w:tcPr");
        return properties ? WordPlace{{}, properties} : WordPlace{before.node, {}};
    }
    return std::nullopt;
}

std::optional<NeedsYou> WordDocument::not_taken_in(pugi::xml_node paragraph, bool words_only) const
{
    std::optional<NeedsYou> why;
    walk(paragraph, [&](pugi::xml_node node) {
        if (words_only && in_properties(node, paragraph)) {
            return true;
        }
        Name const name = node.name();
        if (name == "w:numPr") {
            why = NeedsYou::list;
        } else if (is_any_of(name, {"w:pStyle", "w:rStyle"}) &&
                   !styles_.contains(Name{node.attribute("w:val").value()})) {
            why = NeedsYou::style;
        } else {
            why = needs(node);
        }
        return !why;
    });
    return why;
}

std::string WordDocument::file() const
{
    std::ostringstream xml;
    document_->save(xml, "", pugi::format_raw);
    auto const document = xml.str();
    auto const before = opened(file_);
    NewArchive after;
    auto const count = static_cast<zip_uint64_t>(zip_get_num_entries(before.get(), 0));
    for (zip_uint64_t place = 0; place < count; ++place) {
        auto const* const name = zip_get_name(before.get(), place, ZIP_FL_ENC_RAW);
        if (name && name == document_part) {
            after.add(name, document);
        } else {
            after.copy(before.get(), place);
        }
    }
    return after.written();
}

std::optional<NeedsYou> not_given_up(pugi::xml_node paragraph, bool replaced)
{
    std::optional<NeedsYou> why;
    walk(paragraph, [&](pugi::xml_node node) {
        if (replaced && in_properties(node, paragraph)) {
            return true;
        }
        why = needs(node);
        if (!why && !replaced && node.name() == Name{"w:bookmarkStart"} &&
            node.attribute("w:name").value() != Name{"_GoBack"}) {
            why = NeedsYou::other; // something may lead there
        }
        return !why;
    });
    return why;
}

void put_words(pugi::xml_node paragraph, pugi::xml_node from)
{
    for (auto child = paragraph.first_child(); child;) {
        auto const next = child.next_sibling();
        if (!stays(child)) {
            paragraph.remove_child(child);
        }
        child = next;
    }
    for (auto const child : from.children()) {
        if (!stays(child)) {
            strip(paragraph.append_copy(child));
        }
    }
}

WordPlace put_paragraph(WordPlace const& place, pugi::xml_node paragraph)
{
    auto in = place.after ? place.after.parent() : place.in;
    auto const copy =
        place.after ? in.insert_copy_after(paragraph, place.after) : in.prepend_copy(paragraph);
    strip(copy);
    return {{}, copy};
}

void take_paragraph(pugi::xml_node paragraph)
{
    auto parent = paragraph.parent();
    parent.remove_child(paragraph);
    // a cell ends with a paragraph
    if (parent.name() == Name{"w:tc"} && parent.last_child().name() != Name{"w:p"}) {
        parent.append_child("w:p");
    }
}

} // namespace folkmoot::server
