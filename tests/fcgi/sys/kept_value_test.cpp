// Another value in the file where the configuration found one: an env file, a file of its own, behind a link.
#include "fcgi/sys/kept_value.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/replace_file.h"

#include <CppUTest/TestHarness.h>

using sys::Key;

TEST_GROUP(kept_value)
{
    std::string directory;
    std::string file;

    void setup() override
    {
        char name[] = "/var/tmp/lk-kept.XXXXXX";
        CHECK(::mkdtemp(name) != nullptr);
        directory = name;
        file = directory + "/env";
    }
    void teardown() override
    {
        std::filesystem::remove_all(directory);
    }
    static std::string text(const std::string& path)
    {
        std::ostringstream said;
        said << std::ifstream{path}.rdbuf();
        return said.str();
    }
    static void write(const std::string& path, const std::string& said, mode_t mode = 0640)
    {
        std::ofstream{path} << said;
        ::chmod(path.c_str(), mode);
    }
    sys::Config config(const sys::Environment& environment = {})
    {
        return sys::Config::load(file, environment).config;
    }
    std::string problem(const sys::Config& config)
    {
        const auto put = sys::put_value(config, Key::issuer, "new");
        return put ? "none" : put.error();
    }
};

TEST(kept_value, takes_the_place_of_its_line_only)
{
    write(file,
          "# LATCHKEY_ISSUER=not this\nLATCHKEY_THREADS=9\n  LATCHKEY_ISSUER = \"old "
          "\\\"one\\\"\"\n\nLATCHKEY_MAIL=x");
    const auto put = sys::put_value(config(), Key::issuer, "new");
    STRCMP_EQUAL(file.c_str(), put.value_or("refused").c_str());
    STRCMP_EQUAL("# LATCHKEY_ISSUER=not this\nLATCHKEY_THREADS=9\nLATCHKEY_ISSUER=new\n\nLATCHKEY_MAIL=x",
                 text(file).c_str());
}

TEST(kept_value, takes_the_place_of_the_last_line_without_an_end)
{
    write(file, "LATCHKEY_ISSUER=old");
    CHECK(sys::put_value(config(), Key::issuer, "new").has_value());
    STRCMP_EQUAL("LATCHKEY_ISSUER=new", text(file).c_str());
}

TEST(kept_value, takes_the_place_of_a_whole_file)
{
    const std::string own = directory + "/issuer";
    for (const char* const end : {"", "\n"}) {
        write(own, std::string{"old"} + end);
        write(file, "LATCHKEY_ISSUER_FILE=" + own + "\n");
        STRCMP_EQUAL(own.c_str(), sys::put_value(config(), Key::issuer, "new").value_or("refused").c_str());
        STRCMP_EQUAL((std::string{"new"} + end).c_str(), text(own).c_str());
        STRCMP_EQUAL(("LATCHKEY_ISSUER_FILE=" + own + "\n").c_str(), text(file).c_str());
    }
}

TEST(kept_value, goes_where_the_winning_source_has_it)
{
    const std::string own = directory + "/issuer";
    write(own, "theirs");
    write(file, "LATCHKEY_ISSUER=ours\n");
    CHECK(sys::put_value(config({{"LATCHKEY_ISSUER_FILE", own}}), Key::issuer, "new").has_value());
    STRCMP_EQUAL("new", text(own).c_str());
    STRCMP_EQUAL("LATCHKEY_ISSUER=ours\n", text(file).c_str());
}

TEST(kept_value, is_refused_where_no_file_holds_it)
{
    write(file, "LATCHKEY_ISSUER=ours\n");
    STRCMP_EQUAL("LATCHKEY_ISSUER stands in no file (environment); name one by LATCHKEY_ISSUER_FILE",
                 problem(config({{"LATCHKEY_ISSUER", "theirs"}})).c_str());
    write(file, "");
    STRCMP_EQUAL("LATCHKEY_ISSUER stands in no file (default); name one by LATCHKEY_ISSUER_FILE",
                 problem(config()).c_str());
}

TEST(kept_value, is_refused_in_the_copy_that_systemd_made)
{
    write(directory + "/KYC_SECRET", "old");
    write(file, "");
    const auto put = sys::put_value(config({{"CREDENTIALS_DIRECTORY", directory}}), Key::kyc_secret, "new");
    STRCMP_CONTAINS("is a copy that systemd made; name the original by LATCHKEY_KYC_SECRET_FILE",
                    (put ? std::string{"none"} : put.error()).c_str());
    STRCMP_EQUAL("old", text(directory + "/KYC_SECRET").c_str());
}

TEST(kept_value, is_refused_where_the_file_says_something_else_by_now)
{
    write(file, "LATCHKEY_ISSUER=old\n");
    const auto before = config();
    for (const char* const other : {"LATCHKEY_ISSUER=other\n", "# moved\nLATCHKEY_ISSUER=old\n", ""}) {
        write(file, other);
        STRCMP_CONTAINS("was changed meanwhile", problem(before).c_str());
        STRCMP_EQUAL(other, text(file).c_str());
    }
}

TEST(kept_value, keeps_owner_mode_and_link_of_its_file)
{
    const std::string link = directory + "/link";
    write(file, "LATCHKEY_ISSUER=old\n");
    if (::geteuid() == 0) LONGS_EQUAL(0, ::chown(file.c_str(), 12345, 23456));
    ::chmod(file.c_str(), 0600);
    std::filesystem::create_symlink(file, link);
    CHECK(sys::put_value(sys::Config::load(link, {}).config, Key::issuer, "new").has_value());
    struct stat status {};
    LONGS_EQUAL(0, ::stat(file.c_str(), &status));
    LONGS_EQUAL(0600, status.st_mode & 07777);
    LONGS_EQUAL(::geteuid() == 0 ? 12345 : ::geteuid(), status.st_uid);
    if (::geteuid() == 0) LONGS_EQUAL(23456, status.st_gid);
    CHECK(std::filesystem::is_symlink(link));
    STRCMP_EQUAL("LATCHKEY_ISSUER=new\n", text(file).c_str());
}

TEST(kept_value, waits_for_nobody_who_is_at_the_file)
{
    write(file, "LATCHKEY_ISSUER=old\n");
    const auto before = config();
    const sys::Descriptor other{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
    LONGS_EQUAL(0, ::flock(other.get(), LOCK_EX));
    STRCMP_CONTAINS("is being changed by somebody else", problem(before).c_str());
    STRCMP_EQUAL("LATCHKEY_ISSUER=old\n", text(file).c_str());
    LONGS_EQUAL(1, std::distance(std::filesystem::directory_iterator{directory}, {}));
}
