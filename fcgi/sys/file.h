// Reads small files whole: configuration and credentials. Refuses anything over 1 MiB.
#pragma once
#include <expected>
#include <string>

namespace sys {

struct File {
    std::string text;
    bool readable_by_everyone;
};

// The error is the system's words, such as "No such file or directory".
std::expected<File, std::string> read_file(const std::string& path);

}   // namespace sys
