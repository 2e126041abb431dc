#include "fcgi/crypto/random.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <iterator>
#include <set>

#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

namespace {

// From this process, for ever: the call fails as where a kernel has none.
void take_getrandom_away()
{
    sock_filter steps[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                           BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getrandom, 0, 1),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
                           BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    const sock_fprog filter{std::size(steps), steps};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        ::_exit(2);
}

}   // namespace

TEST_GROUP(random){};

TEST(random, gives_exactly_as_many_bytes_as_asked_for)
{
    for (const std::size_t count : {0u, 1u, 16u, 32u, 100'000u})
        UNSIGNED_LONGS_EQUAL(count, crypto::random_bytes(count).size());
}

TEST(random, never_gives_the_same_bytes_twice)
{
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(crypto::random_bytes(16));
    UNSIGNED_LONGS_EQUAL(1000, seen.size());
}

TEST(random, gives_every_byte_value)
{
    const std::string bytes = crypto::random_bytes(100'000);
    UNSIGNED_LONGS_EQUAL(256, std::set(bytes.begin(), bytes.end()).size());
}

TEST(random, gives_a_forked_process_other_bytes)
{
    int ends[2];
    LONGS_EQUAL(0, ::pipe(ends));
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string bytes = crypto::random_bytes(16);
        ::_exit(::write(ends[1], bytes.data(), bytes.size()) == 16 ? 0 : 1);
    }
    int status = -1;
    LONGS_EQUAL(child, ::waitpid(child, &status, 0));
    LONGS_EQUAL(0, status);
    std::string bytes(16, '\0');
    LONGS_EQUAL(16, ::read(ends[0], bytes.data(), bytes.size()));
    CHECK(bytes != crypto::random_bytes(16));
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST(random, throws_rather_than_giving_less)
{
    const pid_t child = ::fork();
    if (child == 0) {
        take_getrandom_away();
        try {
            crypto::random_bytes(16);
        } catch (const sys::Failure&) {
            ::_exit(0);
        }
        ::_exit(1);
    }
    int status = -1;
    LONGS_EQUAL(child, ::waitpid(child, &status, 0));
    LONGS_EQUAL(0, status);
}
