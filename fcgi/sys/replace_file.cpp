#include "fcgi/sys/replace_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/file.h"

namespace sys {

namespace {

using Outcome = std::expected<void, std::string>;

std::unexpected<std::string> told(const std::string& path)
{
    return std::unexpected{path + ": " + std::system_category().message(errno)};
}

// A file beside the one it is to replace, gone again unless it took that place.
class Beside {
public:
    explicit Beside(const std::string& path) : path_{path + ".XXXXXX"}
    {
        file_ = Descriptor{::mkostemp(path_.data(), O_CLOEXEC)};
    }
    ~Beside()
    {
        if (file_ && !moved_) ::unlink(path_.c_str());
    }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    bool is_made() const { return bool{file_}; }
    // Owner and mode first: nobody may read it who could not read the old one.
    bool take_after(const struct stat& old)
    {
        struct stat now {};
        if (::fstat(file_.get(), &now) != 0) return false;
        const bool is_another_owner = now.st_uid != old.st_uid || now.st_gid != old.st_gid;
        if (is_another_owner && ::fchown(file_.get(), old.st_uid, old.st_gid) != 0) return false;
        return ::fchmod(file_.get(), old.st_mode & 07777) == 0;
    }
    bool write(std::string_view text)
    {
        while (!text.empty()) {
            const ssize_t written = ::write(file_.get(), text.data(), text.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return false;
            text.remove_prefix(std::size_t(written));
        }
        return ::fsync(file_.get()) == 0;
    }
    bool move_to(const std::string& path)
    {
        moved_ = ::rename(path_.c_str(), path.c_str()) == 0;
        return moved_;
    }

private:
    std::string path_;
    Descriptor file_;
    bool moved_ = false;
};

bool sync_directory(const std::string& path)
{
    const std::string parent = std::filesystem::path{path}.parent_path();
    const Descriptor directory{::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return directory && ::fsync(directory.get()) == 0;
}

// Somebody else may have replaced the file between our opening and locking it.
bool is_still(const std::string& path, const struct stat& locked)
{
    struct stat now {};
    return ::stat(path.c_str(), &now) == 0 && now.st_ino == locked.st_ino && now.st_dev == locked.st_dev;
}

}   // namespace

std::expected<void, std::string> replace_file(const std::string& path, const std::string& before,
                                              const std::string& after)
{
    std::error_code error;
    const std::string real = std::filesystem::canonical(path, error);
    if (error) return std::unexpected{path + ": " + error.message()};
    const Descriptor old{::open(real.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status {};
    if (!old || ::fstat(old.get(), &status) != 0) return told(path);
    const bool is_ours = ::flock(old.get(), LOCK_EX | LOCK_NB) == 0 && is_still(real, status);
    const auto there = read_file(real);
    if (!is_ours || !there || there->text != before)
        return std::unexpected{path + " is being changed by somebody else; look, and try again"};
    Beside fresh{real};
    if (!fresh.is_made() || !fresh.take_after(status) || !fresh.write(after) || !fresh.move_to(real) ||
        !sync_directory(real))
        return told(path);
    return Outcome{};
}

}   // namespace sys
