#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "fcgi/http/acceptor.h"
#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(listening_socket)
{
    std::string directory;
    std::string path;

    void setup() override
    {
        char name[] = "/tmp/socket_test.XXXXXX";
        directory = ::mkdtemp(name);
        path = directory + "/socket";
    }
    void teardown() override
    {
        ::unlink(path.c_str());
        ::rmdir(directory.c_str());
    }
    std::string refusal() const
    {
        try {
            const sys::Descriptor socket{http::listening_socket(path)};
        } catch (const sys::Failure& failure) {
            return failure.what();
        }
        return "none";
    }
    // What a program finds at path that is executed after hand_on(); then its standard input is this.
    int handed_on(int input, const std::string& wanted) const
    {
        const pid_t process = ::fork();
        if (process == 0) {
            ::dup2(input, 0);
            http::hand_on(http::listening_socket(path));
            const bool stays = (::fcntl(0, F_GETFD) & FD_CLOEXEC) == 0;
            path == wanted || ::unlink(path.c_str());
            ::_exit(stays ? http::listening_socket(wanted) + 1 : 99);
        }
        int status = 0;
        while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
        }
        return WEXITSTATUS(status) - 1;
    }
    // inherited_socket() in a process that was started this way.
    static int inherited(int input, int third, bool from_systemd, bool for_us = true)
    {
        const pid_t process = ::fork();
        if (process == 0) {
            ::dup2(input, 0);   // first: either may be 3 already
            if (third >= 0) ::dup2(third, 3);
            std::string fds = "LISTEN_FDS=1", pid = "LISTEN_PID=" + std::to_string(for_us ? ::getpid() : 1);
            char* systemd[] = {fds.data(), pid.data(), nullptr};
            char* nothing[] = {nullptr};
            environ = from_systemd ? systemd : nothing;
            ::_exit(http::inherited_socket() + 1);
        }
        int status = 0;
        while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
        }
        return WEXITSTATUS(status) - 1;
    }
};

TEST(listening_socket, is_open_to_owner_and_group_only_whatever_the_umask)
{
    for (const mode_t mask : {mode_t{0}, mode_t{077}}) {
        const mode_t before = ::umask(mask);
        const sys::Descriptor socket{http::listening_socket(path)};
        ::umask(before);
        struct stat status {};
        LONGS_EQUAL(0, ::stat(path.c_str(), &status));
        LONGS_EQUAL(0660, status.st_mode & 07777);
        int listening = 0;
        socklen_t size = sizeof listening;
        ::getsockopt(socket.get(), SOL_SOCKET, SO_ACCEPTCONN, &listening, &size);
        LONGS_EQUAL(1, listening);
    }   // the second one replaced what the first left behind
}

TEST(listening_socket, leaves_a_socket_alone_on_which_somebody_accepts)
{
    const sys::Descriptor first{http::listening_socket(path)};
    STRCMP_EQUAL((path + ": is in use").c_str(), refusal().c_str());
    LONGS_EQUAL(0, ::access(path.c_str(), F_OK));
}

TEST(listening_socket, leaves_a_file_alone)
{
    std::ofstream{path} << "precious";
    STRCMP_EQUAL((path + ": exists and is no socket").c_str(), refusal().c_str());
    LONGS_EQUAL(0, ::access(path.c_str(), F_OK));
}

TEST(listening_socket, refuses_paths_that_do_not_fit)
{
    path = directory + "/absent/socket";
    STRCMP_EQUAL((path + ": No such file or directory").c_str(), refusal().c_str());
    path = directory + "/" + std::string(100, 'x');
    STRCMP_EQUAL((path + ": no path for a socket").c_str(), refusal().c_str());
    path.clear();
    STRCMP_EQUAL(": no path for a socket", refusal().c_str());
}

TEST(listening_socket, is_found_when_inherited)
{
    const sys::Descriptor socket{http::listening_socket(path)};
    const sys::Descriptor file{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    LONGS_EQUAL(3, inherited(file.get(), socket.get(), true));
    LONGS_EQUAL(0, inherited(socket.get(), file.get(), true));   // what systemd named is no socket
    LONGS_EQUAL(0, inherited(socket.get(), -1, false));
    LONGS_EQUAL(-1, inherited(file.get(), -1, false));
    LONGS_EQUAL(-1, inherited(file.get(), socket.get(), true, false));
}

TEST(listening_socket, is_found_by_its_path_when_it_was_handed_on)
{
    const sys::Descriptor file{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    LONGS_EQUAL(0, handed_on(file.get(), path));
    CHECK(handed_on(file.get(), directory + "/./socket") > 0);   // another path is another socket
}
