// Delivery into a Maildir, by way of deliver().
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "fcgi/net/mail.h"

#include <CppUTest/TestHarness.h>

namespace files = std::filesystem;
using net::Delivery;

TEST_GROUP(maildir)
{
    files::path parent;
    files::path box;
    const net::Envelope envelope{"auth@example.org", "ada@example.org", "1700-7.a"};
    const std::string message = "Subject: x\r\n\r\n.hi\r\n";

    void setup() override
    {
        char name[] = "/tmp/maildir-test-XXXXXX";
        parent = ::mkdtemp(name);
        box = parent / "box";
    }
    void teardown() override
    {
        files::remove_all(parent);
    }

    Delivery deliver()
    {
        return net::deliver("maildir:" + box.string(), envelope, message, std::chrono::seconds{5});
    }

    void check(Delivery::Outcome expected, const Delivery& got)
    {
        LONGS_EQUAL_TEXT(expected, got.outcome, got.reason.c_str());
    }

    std::size_t count(const char* folder)
    {
        return std::size_t(
            std::distance(files::directory_iterator{box / folder}, files::directory_iterator{}));
    }

    std::string content(const files::path& path)
    {
        std::ifstream file{path, std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    void put(const files::path& path, const std::string& text)
    {
        files::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << text;
    }

    // Runs check in a child process that may lose rights; true when it said so.
    bool in_child(const std::function<bool()>& good)
    {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(good() ? 0 : 1);
        int status = -1;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
};

TEST(maildir, is_looked_at_without_being_made)
{
    const auto probed = net::probe("maildir:" + box.string(), std::chrono::seconds{1});
    check(Delivery::accepted, probed);
    STRCMP_EQUAL("will be made", probed.reason.c_str());
    CHECK_FALSE(files::exists(box));
    check(Delivery::accepted, deliver());
    STRCMP_EQUAL("may be written",
                 net::probe("maildir:" + box.string(), std::chrono::seconds{1}).reason.c_str());
    check(Delivery::try_later,
          net::probe("maildir:" + (parent / "none" / "box").string(), std::chrono::seconds{1}));
}

TEST(maildir, makes_the_folders_and_keeps_the_message_under_its_unique_name)
{
    check(Delivery::accepted, deliver());
    STRCMP_EQUAL("Subject: x\n\n.hi\n", content(box / "new" / "1700-7.a").c_str());
    UNSIGNED_LONGS_EQUAL(0, count("tmp"));
    UNSIGNED_LONGS_EQUAL(0, count("cur"));
}

TEST(maildir, is_readable_by_its_owner_only)
{
    check(Delivery::accepted, deliver());
    for (const char* folder : {"", "new", "cur", "tmp"})
        LONGS_EQUAL(0700, int(files::status(box / folder).permissions()));
    LONGS_EQUAL(0600, int(files::status(box / "new" / "1700-7.a").permissions()));
}

TEST(maildir, a_second_try_makes_no_second_copy)
{
    check(Delivery::accepted, deliver());
    check(Delivery::accepted, deliver());
    UNSIGNED_LONGS_EQUAL(1, count("new"));
}

TEST(maildir, a_message_that_waits_in_new_is_left_as_it_is)
{
    put(box / "new" / "1700-7.a", "first try");
    check(Delivery::accepted, deliver());
    STRCMP_EQUAL("first try", content(box / "new" / "1700-7.a").c_str());
}

TEST(maildir, a_message_that_was_read_meanwhile_is_not_delivered_again)
{
    put(box / "cur" / "1700-7.a:2,RS", "read");
    check(Delivery::accepted, deliver());
    UNSIGNED_LONGS_EQUAL(0, count("new"));
    UNSIGNED_LONGS_EQUAL(1, count("cur"));
}

TEST(maildir, a_message_of_a_longer_name_is_another_message)
{
    put(box / "cur" / "1700-7.ab:2,S", "other");
    put(box / "new" / "1700-7.a.b", "other");
    check(Delivery::accepted, deliver());
    UNSIGNED_LONGS_EQUAL(2, count("new"));
}

TEST(maildir, a_draft_left_by_a_killed_process_is_no_hindrance)
{
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    const std::string left = "1700-7.a." + std::string{host} + "." + std::to_string(::getpid());
    put(box / "tmp" / left, "half a mess");
    check(Delivery::accepted, deliver());
    STRCMP_EQUAL("Subject: x\n\n.hi\n", content(box / "new" / "1700-7.a").c_str());
    UNSIGNED_LONGS_EQUAL(0, count("tmp"));
}

TEST(maildir, a_path_that_is_no_folder_is_tried_later_with_the_reason)
{
    put(box, "a file");
    const auto result = deliver();
    check(Delivery::try_later, result);
    CHECK_TEXT(result.reason.contains("Not a directory"), result.reason.c_str());
}

TEST(maildir, a_missing_parent_is_tried_later_with_the_reason)
{
    box = parent / "gone" / "box";
    const auto result = deliver();
    check(Delivery::try_later, result);
    CHECK_TEXT(result.reason.contains("No such file"), result.reason.c_str());
}

TEST(maildir, a_missing_permission_is_tried_later_with_the_reason)
{
    check(Delivery::accepted, deliver());
    files::remove(box / "new" / "1700-7.a");
    files::permissions(box / "tmp", files::perms::none);
    CHECK_TRUE(in_child([this] {
        if (::geteuid() == 0 &&
            (::chmod(parent.c_str(), 0755) != 0 || ::chmod(box.c_str(), 0755) != 0 || ::seteuid(65534) != 0))
            return false;
        const auto result = deliver();
        return result.outcome == Delivery::try_later && result.reason.contains("Permission denied");
    }));
    UNSIGNED_LONGS_EQUAL(0, count("new"));
    files::permissions(box / "tmp", files::perms::owner_all);
}

TEST(maildir, a_full_disk_is_tried_later_and_leaves_nothing_behind)
{
    check(Delivery::accepted, deliver());
    files::remove(box / "new" / "1700-7.a");
    CHECK_TRUE(in_child([this] {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit few{4, 4};   // bytes a file may have, as near to a full disk as a test gets
        ::setrlimit(RLIMIT_FSIZE, &few);
        const auto result = deliver();
        return result.outcome == Delivery::try_later && result.reason.contains("File too large");
    }));
    UNSIGNED_LONGS_EQUAL(0, count("new"));
    UNSIGNED_LONGS_EQUAL(0, count("tmp"));
    check(Delivery::accepted, deliver());
}
