// Root as somebody else. Each test is a process of its own, for whom it is not undone; without root there is
// nothing to see but that nothing changes.
#include "fcgi/sys/deputy.h"

#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>

#include <CppUTest/TestHarness.h>

TEST_GROUP(deputy)
{
    std::string env_file = "/tmp/latchkey-deputy.XXXXXX";
    const passwd* user = ::getpwnam("www-data");   // on every Debian, with a group of that name

    void setup() override
    {
        ::close(::mkstemp(env_file.data()));
        ::chmod(env_file.c_str(), 0640);
    }
    void teardown() override
    {
        ::unlink(env_file.c_str());
    }
    bool give_to_group(gid_t group)
    {
        return ::chown(env_file.c_str(), ::getuid(), group) == 0;
    }
    static bool holds(const std::function<bool()>& what)
    {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(what() ? 0 : 1);
        int status = 0;
        return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    static bool is(uid_t wanted)
    {
        return ::geteuid() == wanted && ::access("/root", W_OK) == (wanted == 0 ? 0 : -1);
    }
};

TEST(deputy, is_the_user_of_the_env_files_group)
{
    if (::geteuid() != 0) return;
    CHECK(give_to_group(user->pw_gid));
    CHECK(holds([&] {
        sys::deputize(env_file);
        return is(user->pw_uid) && ::getegid() == user->pw_gid && ::getgroups(0, nullptr) == 1;
    }));
}

TEST(deputy, is_root_again_for_a_while_where_files_of_root_are_written)
{
    if (::geteuid() != 0) return;
    CHECK(give_to_group(user->pw_gid));
    CHECK(holds([&] {
        sys::deputize(env_file);
        bool wrote = false;
        {
            const sys::AsPrincipal principal;
            wrote = ::geteuid() == 0 && bool{std::ofstream{env_file} << "mended"};
        }
        return wrote && is(user->pw_uid) && ::getegid() == user->pw_gid && !std::ofstream{env_file};
    }));
}

TEST(deputy, is_nobody_where_the_file_is_roots_alone_or_absent_or_of_a_group_without_a_user)
{
    const uid_t self = ::geteuid();
    for (const gid_t group : {gid_t{0}, gid_t{65534}}) {   // root, nogroup
        if (self == 0) CHECK(give_to_group(group));
        CHECK(holds([&] {
            sys::deputize(env_file);
            const sys::AsPrincipal principal;
            return ::geteuid() == self;
        }));
    }
    for (const char* const absent : {"", "/nonexistent"})
        CHECK(holds([&] {
            sys::deputize(absent);
            return ::geteuid() == self;
        }));
}
