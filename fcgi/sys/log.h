// One JSON object a line on a file descriptor (stderr; the journal picks it up), each line one write(2).
// Bytes below 0x20, 0x7f and anything that is not UTF-8 are escaped. Thread-safe. Secrets never come here.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace sys {

enum class Level { debug, info, warning, error };

struct Note {
    Note(std::string_view key, std::string_view text) : name{key}, value{std::string{text}} {}
    Note(std::string_view key, const char* text) : name{key}, value{std::string{text}} {}
    Note(std::string_view key, const std::string& text) : name{key}, value{text} {}
    Note(std::string_view key, std::int64_t number) : name{key}, value{number} {}
    Note(std::string_view key, int number) : name{key}, value{std::int64_t{number}} {}

    std::string_view name;
    std::variant<std::string, std::int64_t> value;
};

class Log {
public:
    // program: the "program" member of each line. descriptor stays the caller's.
    Log(std::string program, Level least, int descriptor = 2);

    // event: a short constant such as "request" or "database_lost".
    void write(Level level, std::string_view event, std::initializer_list<Note> notes = {}) const noexcept;
    void debug(std::string_view e, std::initializer_list<Note> n = {}) const noexcept
    {
        write(Level::debug, e, n);
    }
    void info(std::string_view e, std::initializer_list<Note> n = {}) const noexcept
    {
        write(Level::info, e, n);
    }
    void warning(std::string_view e, std::initializer_list<Note> n = {}) const noexcept
    {
        write(Level::warning, e, n);
    }
    void error(std::string_view e, std::initializer_list<Note> n = {}) const noexcept
    {
        write(Level::error, e, n);
    }

private:
    std::string program_;
    Level least_;
    int descriptor_;
};

}   // namespace sys
