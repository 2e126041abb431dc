#include "fcgi/sys/deputy.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <vector>

#include "fcgi/sys/failure.h"

namespace sys {

namespace {

struct User {
    std::string name;
    uid_t id;
    gid_t group;
};

// Nothing when the file is nobody's in particular.
std::optional<User> user_behind(const std::string& env_file)
{
    struct stat file {};
    if (env_file.empty() || ::stat(env_file.c_str(), &file) != 0) return std::nullopt;
    std::vector<char> room(16384);   // bytes, for a group with all its members
    group of_file{};
    group* its = nullptr;
    ::getgrgid_r(file.st_gid, &of_file, room.data(), room.size(), &its);
    if (!its) return std::nullopt;
    const std::string name = its->gr_name;
    passwd of_name{};
    passwd* user = nullptr;
    ::getpwnam_r(name.c_str(), &of_name, room.data(), room.size(), &user);
    return user ? std::optional{User{name, user->pw_uid, user->pw_gid}} : std::nullopt;
}

void must(int outcome, const std::string& what)
{
    if (outcome != 0) throw Failure{what + ": " + std::system_category().message(errno)};
}

}   // namespace

// The real ids go too, which access(2) asks about; the saved ones stay root's, for the way back.
void deputize(const std::string& env_file)
{
    if (::geteuid() != 0) return;
    const auto user = user_behind(env_file);
    if (!user || user->id == 0) return;
    const std::string what = "cannot become " + user->name;
    must(::initgroups(user->name.c_str(), user->group), what);
    must(::setresgid(user->group, user->group, 0), what);
    must(::setresuid(user->id, user->id, 0), what);
}

AsPrincipal::AsPrincipal() : deputy_{::geteuid()}, group_{::getegid()}
{
    uid_t real = 0;
    uid_t effective = 0;
    uid_t saved = 0;
    ::getresuid(&real, &effective, &saved);
    if (saved != 0 || effective == 0) return;
    must(::seteuid(0), "cannot become root again");
    must(::setegid(0), "cannot become root again");
}

// Whoever cannot go back must not go on with more than it should.
AsPrincipal::~AsPrincipal()
{
    if (::geteuid() == deputy_) return;
    if (::setegid(group_) != 0 || ::seteuid(deputy_) != 0) ::_exit(1);
}

}   // namespace sys
