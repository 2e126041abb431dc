#include "fcgi/sys/file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "fcgi/sys/descriptor.h"

namespace sys {

namespace {

constexpr std::size_t largest = 1024 * 1024;   // bytes

std::unexpected<std::string> system_words()
{
    return std::unexpected{std::system_category().message(errno)};
}

int open_to_read(const char* path)
{
    for (;;) {
        const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
        if (descriptor >= 0 || errno != EINTR) return descriptor;
    }
}

}   // namespace

std::expected<File, std::string> read_file(const std::string& path)
{
    const Descriptor file{open_to_read(path.c_str())};
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0) return system_words();
    File result{{}, (status.st_mode & S_IROTH) != 0};
    char piece[4096];
    for (;;) {
        const ssize_t got = ::read(file.get(), piece, sizeof piece);
        if (got == 0) return result;
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return system_words();
        result.text.append(piece, static_cast<std::size_t>(got));
        if (result.text.size() > largest) return std::unexpected{std::string{"larger than 1 MiB"}};
    }
}

}   // namespace sys
