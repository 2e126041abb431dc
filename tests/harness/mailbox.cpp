#include "tests/harness/mailbox.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "fcgi/sys/encoding.h"
#include "tests/harness/client.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

// A message or one part of it: header lines, an empty line, the rest. A Maildir has \n for line ends.
struct Entity {
    std::string header;
    std::string body;

    explicit Entity(std::string_view text)
    {
        const auto gap = text.find("\n\n");
        header = text.substr(0, gap);
        if (gap != std::string_view::npos) body = text.substr(gap + 2);
        for (auto fold = header.find("\n "); fold != std::string::npos; fold = header.find("\n "))
            header.erase(fold, 1);
    }

    std::string field(std::string_view name) const
    {
        std::istringstream lines{header};
        for (std::string line; std::getline(lines, line);)
            if (const auto found = header_line(line); found && found->first == name) return found->second;
        return {};
    }
};

std::string lower(std::string_view text)
{
    std::string made{text};
    std::ranges::transform(made, made.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return made;
}

std::string boundary(const Entity& message)
{
    const std::string type = message.field("content-type");
    constexpr std::string_view mark = "boundary=\"";
    const auto at = type.find(mark);
    if (!type.starts_with("multipart/alternative;") || at == std::string::npos) return {};
    return type.substr(at + mark.size(), type.find('"', at + mark.size()) - at - mark.size());
}

std::string from_quoted_printable(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
        } else if (text.substr(i + 1, 1) != "\n") {
            std::string digits = lower(text.substr(i + 1, 2));
            out += sys::from_hex(digits).value();
            i += 2;
        } else {
            ++i;
        }
    }
    return out;
}

// RFC 2047, in base64 alone, as our letters have it.
std::string from_encoded_words(const std::string& text)
{
    constexpr std::string_view mark = "=?UTF-8?B?";
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto start = text.find(mark, at);
        if (start == std::string::npos) return out + text.substr(at);
        if (at == 0 || text.find_first_not_of(' ', at) != start) out += text.substr(at, start - at);
        const auto end = text.find("?=", start + mark.size());
        out += sys::from_base64(text.substr(start + mark.size(), end - start - mark.size())).value();
        at = end + 2;
    }
    return out;
}

// The body of the part of that type.
std::string part(const std::string& raw, std::string_view type)
{
    const Entity message{raw};
    const std::string fence = "--" + boundary(message);
    std::string_view rest = message.body;
    for (auto at = rest.find(fence); at != std::string_view::npos; at = rest.find(fence)) {
        rest.remove_prefix(at + fence.size());
        if (rest.starts_with("--")) return {};
        const Entity one{rest.substr(1, rest.find("\n" + fence) - 1)};
        const std::string encoding = one.field("content-transfer-encoding");
        if (!one.field("content-type").starts_with(type)) continue;
        if (encoding == "quoted-printable") return from_quoted_printable(one.body);
        if (encoding != "7bit") FAIL(("a part is sent as " + encoding).c_str());
        return one.body;
    }
    return {};
}

// The first line of the text that pleases.
std::string line_of(const std::string& text, bool (*pleases)(const std::string&))
{
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        if (pleases(line)) return line;
    return {};
}

Mail letter(const fs::path& file)
{
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return {file.filename(), text.str()};
}

std::vector<fs::path> files_by_age(const fs::path& directory)
{
    std::vector<std::pair<fs::file_time_type, fs::path>> dated;
    for (const auto& entry : fs::directory_iterator{directory})
        dated.emplace_back(entry.last_write_time(), entry.path());
    std::ranges::sort(dated);
    std::vector<fs::path> files;
    for (auto& [time, file] : dated) files.push_back(std::move(file));
    return files;
}

struct Wanted {
    std::string_view address;
    std::size_t count;
    std::chrono::milliseconds patience;
};

Mail newest(const Wanted& wanted, const auto& look)
{
    const auto end = std::chrono::steady_clock::now() + wanted.patience;
    while (true) {
        auto letters = look();
        if (letters.size() >= wanted.count) return letters.back();
        if (std::chrono::steady_clock::now() > end)
            FAIL((std::to_string(letters.size()) + " letters came to " + std::string{wanted.address} +
                  ", not " + std::to_string(wanted.count))
                     .c_str());
        std::this_thread::sleep_for(20ms);
    }
}

}   // namespace

std::string Mail::header(std::string_view name) const
{
    return from_encoded_words(Entity{raw}.field(lower(name)));
}

std::string Mail::text() const
{
    return part(raw, "text/plain;");
}

std::string Mail::html() const
{
    return part(raw, "text/html;");
}

std::string Mail::link() const
{
    return line_of(text(), [](const std::string& line) { return line.starts_with("http"); });
}

std::string Mail::token() const
{
    const std::string all = link();
    const auto at = all.find("?token=");
    return at == std::string::npos ? std::string{} : all.substr(at + 7);
}

std::string Mail::code() const
{
    return line_of(text(), [](const std::string& line) {
        return line.size() == 6 && std::ranges::all_of(line, [](unsigned char c) { return std::isdigit(c); });
    });
}

std::vector<Mail> Mailbox::to(std::string_view address) const
{
    std::vector<Mail> letters;
    for (const fs::path& file : files_by_age(fs::path{directory_} / "new"))
        if (Mail mail = letter(file); mail.header("to") == address) letters.push_back(std::move(mail));
    return letters;
}

std::vector<Mail> Mailbox::to(std::string_view address, std::string_view subject) const
{
    auto letters = to(address);
    std::erase_if(letters, [&](const Mail& mail) { return mail.header("subject") != subject; });
    return letters;
}

Mail Mailbox::wait_for(std::string_view address, std::size_t count, std::chrono::milliseconds patience) const
{
    return newest({address, count, patience}, [&] { return to(address); });
}

Mail Mailbox::wait_for_subject(std::string_view address, std::string_view subject, std::size_t count) const
{
    return newest({address, count, 10s}, [&] { return to(address, subject); });
}

}   // namespace test
