#include "handlers/outbox/words.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>

#include "fcgi/http/json_tree.h"
#include "fcgi/sys/config.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/file.h"

namespace outbox {

const Catalogue& catalogue_of(Language language)
{
    switch (language) {
    case Language::en: break;
    case Language::de: return german;
    case Language::fr: return french;
    case Language::es: return spanish;
    case Language::zh: return chinese;
    case Language::ar: return arabic;
    }
    return english;
}

std::string_view Words::of(Text text, Language language) const
{
    const auto found = own_.find({text, language});
    return found == own_.end() ? catalogue_of(language)[std::size_t(text)] : found->second;
}

void Words::put(Text text, Language language, std::string words)
{
    if (!flaw(text_rows[std::size_t(text)], words).what.empty()) throw sys::Failure{"words have a flaw"};
    own_[{text, language}] = std::move(words);
}

namespace {

namespace fs = std::filesystem;

// The languages a file is for, by its name without .json; none when it is for no language we know.
std::span<const Language> languages_of(std::string_view stem)
{
    if (stem == "any") return languages;
    const auto* const found = std::ranges::find(languages, stem, tag);
    return found == languages.end() ? std::span<const Language>{} : std::span{found, 1};
}

// What is wrong with a member of a file; nothing when its words were put in place.
std::string take(Words& words, std::span<const Language> where, http::JsonView member)
{
    const auto* const row = std::ranges::find(text_rows, member.name(), &TextRow::name);
    const std::string name{member.name()};
    if (row == std::end(text_rows)) return "there is no text " + name;
    if (member.kind() != http::JsonView::string) return name + " is no string";
    const Flaw wrong = flaw(*row, member.text());
    if (!wrong.what.empty()) return name + " " + std::string{wrong.what} + std::string{wrong.which};
    for (const Language language : where) words.put(row->text, language, std::string{member.text()});
    return {};
}

void take_file(ReadWords& read, const fs::path& path)
{
    const auto tell = [&](const std::string& what) { read.problems.push_back(path.string() + ": " + what); };
    const auto where = languages_of(path.stem().string());
    if (where.empty()) return tell("no letter is in that language");
    const auto file = sys::read_file(path);
    if (!file) return tell(file.error());
    const auto json = http::parse_json(file->text, 2);
    if (!json)
        return tell(std::string{json.error().text} + " at character " + std::to_string(json.error().offset));
    if (json->view().kind() != http::JsonView::object) return tell("is no JSON object");
    for (auto member = json->view().first(); member; member = member->next())
        if (const std::string problem = take(read.words, where, *member); !problem.empty()) tell(problem);
}

// In an order of their own: what is for any language gives way to what is for one.
std::vector<fs::path> files_in(const std::string& directory, std::error_code& error)
{
    std::vector<fs::path> files;
    for (fs::directory_iterator at{directory, error}; !error && at != fs::directory_iterator{};
         at.increment(error))
        if (at->path().extension() == ".json") files.push_back(at->path());
    std::ranges::sort(files, {}, [](const fs::path& path) { return std::pair{path.stem() != "any", path}; });
    return files;
}

// "Acme" of "Acme <a@b.example>", unless it could be taken for one of our marks.
std::string sender_name(std::string_view mailbox)
{
    const std::size_t open = mailbox.rfind('<');
    if (open == mailbox.npos) return {};
    std::string name{mailbox.substr(0, open)};
    name.erase(name.find_last_not_of(' ') + 1);
    return flaw(text_rows[std::size_t(Text::service_name)], name).what.empty() ? name : std::string{};
}

}   // namespace

ReadWords read_words(const sys::Config& config)
{
    ReadWords read;
    if (const std::string name = sender_name(config.text(sys::Key::mail_from)); !name.empty())
        for (const Language language : languages) read.words.put(Text::service_name, language, name);
    const std::string& directory = config.text(sys::Key::mail_words_dir);
    std::error_code error;
    const auto files = files_in(directory, error);
    const bool missing = error == std::errc::no_such_file_or_directory;
    if (error && !(missing && config.origin(sys::Key::mail_words_dir) == "default"))
        read.problems.push_back("LATCHKEY_MAIL_WORDS_DIR: " + directory + ": " + error.message());
    for (const fs::path& file : files) take_file(read, file);
    return read;
}

}   // namespace outbox
