// Texts over 1000 bytes are cut, so that a line stays within what a pipe takes in one piece.
#include "fcgi/sys/log.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "fcgi/sys/encoding.h"

namespace sys {

namespace {

constexpr std::size_t longest_text = 1000;   // bytes

std::string_view name(Level level)
{
    switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: break;
    }
    return "error";
}

std::string now()
{
    timespec moment{};
    tm parts{};
    ::clock_gettime(CLOCK_REALTIME, &moment);
    ::gmtime_r(&moment.tv_sec, &parts);
    char text[96];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ", parts.tm_year + 1900,
                  parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                  moment.tv_nsec / 1'000'000);
    return text;
}

// Bytes of the UTF-8 sequence in front, 0 when there is none.
std::size_t sequence(std::string_view text)
{
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length)
        if (is_utf8(text.substr(0, length))) return length;
    return 0;
}

void add_escape(std::string& line, unsigned char code)
{
    line += "\\u00";
    line += hex(std::string(1, static_cast<char>(code)));
}

// The controls of Latin-1 (U+0080 to U+009F) steer terminals as well as those of ASCII do.
bool is_late_control(std::string_view piece)
{
    return piece.size() == 2 && piece[0] == '\xc2' && static_cast<unsigned char>(piece[1]) < 0xa0;
}

void add_piece(std::string& line, std::string_view piece)
{
    const auto first = static_cast<unsigned char>(piece[0]);
    if (first == '"' || first == '\\') {
        (line += '\\') += piece[0];
    } else if (first < 0x20 || first == 0x7f) {
        add_escape(line, first);
    } else if (is_late_control(piece)) {
        add_escape(line, static_cast<unsigned char>(piece[1]));
    } else {
        line += piece;
    }
}

void add_text(std::string& line, std::string_view text)
{
    const bool cut = text.size() > longest_text;
    if (cut) {
        std::size_t end = longest_text;   // not inside a code point
        while (end > longest_text - 3 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
        text = text.substr(0, end);
    }
    line += '"';
    while (!text.empty()) {
        const std::size_t length = sequence(text);
        if (length > 0)
            add_piece(line, text.substr(0, length));
        else
            (line += "\\\\x") += hex(text.substr(0, 1));   // reads \xff in the decoded text
        text.remove_prefix(length > 0 ? length : 1);
    }
    line += cut ? "...\"" : "\"";
}

void add_member(std::string& line, std::string_view key, std::string_view text)
{
    line += line.empty() ? '{' : ',';
    add_text(line, key);
    line += ':';
    add_text(line, text);
}

void add_note(std::string& line, const Note& note)
{
    if (const auto* text = std::get_if<std::string>(&note.value)) return add_member(line, note.name, *text);
    line += ',';
    add_text(line, note.name);
    line += ':';
    line += std::to_string(std::get<std::int64_t>(note.value));
}

// A reader that does not read for a tenth of a second costs us the line, never the program.
bool writable(int descriptor)
{
    pollfd wanted{descriptor, POLLOUT, 0};
    const int ready = ::poll(&wanted, 1, 100);
    return ready > 0 || (ready < 0 && errno == EINTR);
}

void write_all(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno == EAGAIN ? !writable(descriptor) : errno != EINTR)
            return;
    }
}

}   // namespace

Log::Log(std::string program, Level least, int descriptor)
    : program_{std::move(program)}, least_{least}, descriptor_{descriptor}
{}

void Log::write(Level level, std::string_view event, std::initializer_list<Note> notes) const noexcept
{
    if (level < least_) return;
    const int saved = errno;
    try {
        std::string line;
        add_member(line, "ts", now());
        add_member(line, "level", name(level));
        add_member(line, "program", program_);
        add_member(line, "event", event);
        for (const Note& note : notes) add_note(line, note);
        line += "}\n";
        write_all(descriptor_, line);
    } catch (...) {   // no memory left: the line is lost
    }
    errno = saved;
}

}   // namespace sys
