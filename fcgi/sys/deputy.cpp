#include "fcgi/sys/deputy.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "fcgi/sys/failure.h"

namespace sys {

namespace {

// Null when the file is nobody's in particular.
const passwd* user_behind(const std::string& env_file)
{
    struct stat file {};
    if (env_file.empty() || ::stat(env_file.c_str(), &file) != 0) return nullptr;
    const group* owners = ::getgrgid(file.st_gid);
    return owners ? ::getpwnam(owners->gr_name) : nullptr;
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
    const passwd* user = user_behind(env_file);
    if (!user || user->pw_uid == 0) return;
    const std::string what = std::string{"cannot become "} + user->pw_name;
    must(::initgroups(user->pw_name, user->pw_gid), what);
    must(::setresgid(user->pw_gid, user->pw_gid, 0), what);
    must(::setresuid(user->pw_uid, user->pw_uid, 0), what);
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
