// The listening socket: made here, or handed down by whoever started this process.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <system_error>

#include "fcgi/http/acceptor.h"
#include "fcgi/sys/failure.h"

namespace http {

namespace {

constexpr int backlog = 4096;   // a full queue is a 502 at once

[[noreturn]] void fail(const std::string& path, const std::string& why)
{
    throw sys::Failure{path + ": " + why};
}

[[noreturn]] void fail(const std::string& path)
{
    fail(path, std::system_category().message(errno));
}

sockaddr_un address_of(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) fail(path, "no path for a socket");
    std::memcpy(address.sun_path, path.data(), path.size());
    return address;
}

sys::Descriptor unix_socket(const std::string& path)
{
    sys::Descriptor result{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!result) fail(path);
    return result;
}

// Removes a socket on which nobody accepts; leaves a path alone that does not exist.
void clear(const std::string& path, const sockaddr_un& address)
{
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return;
        fail(path);
    }
    if (!S_ISSOCK(status.st_mode)) fail(path, "exists and is no socket");
    const sys::Descriptor probe = unix_socket(path);
    const int result = ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    if (result == 0 || errno == EAGAIN) fail(path, "is in use");
    if (errno != ECONNREFUSED) fail(path);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail(path);
}

bool is_listening(int descriptor)
{
    int listening = 0;
    socklen_t size = sizeof listening;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening != 0;
}

// Whether it listens there already, handed on by the program that was executed before.
bool listens_at(int descriptor, const sockaddr_un& address)
{
    sockaddr_un bound{};
    socklen_t size = sizeof bound;
    return is_listening(descriptor) &&
           ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &size) == 0 &&
           std::memcmp(&bound, &address, sizeof bound) == 0;
}

long number_of(const char* name)
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): asked before any thread exists
    const char* text = std::getenv(name);
    const std::string_view digits = text ? text : "";
    long number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() ? number : 0;
}

}   // namespace

int listening_socket(const std::string& path)
{
    const sockaddr_un address = address_of(path);
    if (listens_at(STDIN_FILENO, address)) return STDIN_FILENO;
    clear(path, address);
    sys::Descriptor result = unix_socket(path);
    // The mode before bind, less the umask, is the one the path is born with; chmod gives back what the umask
    // took.
    if (::fchmod(result.get(), 0660) != 0) fail(path);
    if (::bind(result.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail(path);
    if (::chmod(path.c_str(), 0660) != 0) fail(path);
    if (::listen(result.get(), backlog) != 0) fail(path);
    return result.release();
}

int inherited_socket()
{
    constexpr int first_from_systemd = 3;
    const bool ours = number_of("LISTEN_PID") == ::getpid() && number_of("LISTEN_FDS") >= 1;
    if (ours && is_listening(first_from_systemd)) return first_from_systemd;
    return is_listening(STDIN_FILENO) ? STDIN_FILENO : -1;
}

// One made here closes with the program, and so goes where a handed one may be.
void hand_on(int socket)
{
    const int flags = ::fcntl(socket, F_GETFD);
    if (flags < 0) fail("listening socket");
    if (!(flags & FD_CLOEXEC)) return;
    const bool there = socket == STDIN_FILENO;
    if ((there ? ::fcntl(socket, F_SETFD, 0) : ::dup2(socket, STDIN_FILENO)) < 0) fail("listening socket");
}

}   // namespace http
