// A message is written whole into tmp, made durable, then renamed into new, whose durability is what accepted
// means. Its final name is the envelope's unique name alone, so that any later try of any host finds it.
#include "fcgi/net/maildir.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/failure.h"

namespace net {
namespace {

sys::Failure failure(const std::string& what)
{
    const int reason = errno;
    return sys::Failure{what + ": " + std::generic_category().message(reason)};
}

using sys::Descriptor;

Descriptor opened(int parent, const std::string& name, int flags)
{
    int number = -1;
    do {
        number = ::openat(parent, name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
    } while (number < 0 && errno == EINTR);
    if (number < 0) throw failure(name);
    return Descriptor{number};
}

void make_durable(const Descriptor& file, const std::string& name)
{
    int result = 0;
    do {
        result = ::fsync(file.get());
    } while (result < 0 && errno == EINTR);
    if (result < 0) throw failure(name);
}

Descriptor directory(int parent, const std::string& name)
{
    if (::mkdirat(parent, name.c_str(), 0700) != 0 && errno != EEXIST) throw failure(name);
    return opened(parent, name, O_RDONLY | O_DIRECTORY);
}

struct Maildir {
    explicit Maildir(const std::string& path)
        : root{directory(AT_FDCWD, path)}, tmp{directory(root.get(), "tmp")},
          fresh{directory(root.get(), "new")}, cur{directory(root.get(), "cur")}
    {}
    bool holds(const std::string& unique) const;

    Descriptor root;
    Descriptor tmp;
    Descriptor fresh;   // "new"
    Descriptor cur;
};

struct StreamDeleter {
    void operator()(DIR* stream) const noexcept { ::closedir(stream); }
};
using Stream = std::unique_ptr<DIR, StreamDeleter>;

Stream listing(const Descriptor& directory)
{
    Descriptor again = opened(directory.get(), ".", O_RDONLY | O_DIRECTORY);
    Stream stream{::fdopendir(again.get())};
    if (!stream) throw failure("cur");
    again.release();   // the stream's from here on
    return stream;
}

// new first: a reader may be moving the message to cur, where its name gets ":2,flags".
bool Maildir::holds(const std::string& unique) const
{
    struct stat ignored {};
    if (::fstatat(fresh.get(), unique.c_str(), &ignored, AT_SYMLINK_NOFOLLOW) == 0) return true;
    const Stream stream = listing(cur);
    while (true) {
        errno = 0;
        const dirent* entry = ::readdir(stream.get());   // NOLINT(concurrency-mt-unsafe): a stream of its own
        if (entry == nullptr && errno != 0) throw failure("cur");
        if (entry == nullptr) return false;
        const std::string_view name = entry->d_name;
        if (name == unique || name.starts_with(unique + ':')) return true;
    }
}

// A file in tmp that is removed unless it was moved to new. The process id keeps two writers apart; a file of
// that name is the leftover of a dead process.
class Draft {
public:
    Draft(const Maildir& maildir, std::string name) : maildir_{maildir}, name_{std::move(name)}
    {
        ::unlinkat(maildir_.tmp.get(), name_.c_str(), 0);
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() { ::unlinkat(maildir_.tmp.get(), name_.c_str(), 0); }

    void write(std::string_view text) const;
    void move_to_new(const std::string& final_name) const
    {
        if (::renameat(maildir_.tmp.get(), name_.c_str(), maildir_.fresh.get(), final_name.c_str()) != 0)
            throw failure(final_name);
    }

private:
    const Maildir& maildir_;
    const std::string name_;
};

void Draft::write(std::string_view text) const
{
    const Descriptor file = opened(maildir_.tmp.get(), name_, O_WRONLY | O_CREAT | O_EXCL);
    while (!text.empty()) {
        const ssize_t written = ::write(file.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw failure(name_);
        text.remove_prefix(std::size_t(written));
    }
    make_durable(file, name_);
}

std::string draft_name(const std::string& unique)
{
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) throw failure("gethostname");
    return unique + '.' + host.data() + '.' + std::to_string(::getpid());
}

// Files of this system end their lines with LF.
std::string with_lf(std::string_view message)
{
    std::string text{message};
    std::erase(text, '\r');
    return text;
}

}   // namespace

Delivery keep_in_maildir(const std::string& path, const Envelope& envelope, std::string_view message)
{
    if (!path.starts_with('/')) return {Delivery::try_later, "the Maildir's path is not absolute"};
    try {
        const Maildir maildir{path};
        const bool known = maildir.holds(envelope.unique);
        if (!known) {
            const Draft draft{maildir, draft_name(envelope.unique)};
            draft.write(with_lf(message));
            draft.move_to_new(envelope.unique);
        }
        // Also for a known one: the try that wrote it may have died before this.
        make_durable(maildir.fresh, "new");
        make_durable(maildir.root, path);
        return {Delivery::accepted, known ? "already there" : "kept"};
    } catch (const sys::Failure& broken) {
        return {Delivery::try_later, broken.what()};
    }
}

Delivery look_at_maildir(const std::string& path)
{
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0 && errno == ENOENT) {
        const std::string parent = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
        if (::access(parent.c_str(), W_OK | X_OK) == 0) return {Delivery::accepted, "will be made"};
        return {Delivery::try_later, failure(parent).what()};
    }
    for (const char* part : {"", "/tmp", "/new", "/cur"})
        if (::access((path + part).c_str(), W_OK | X_OK) != 0 && errno != ENOENT)
            return {Delivery::try_later, failure(path + part).what()};
    return {Delivery::accepted, "may be written"};
}

}   // namespace net
