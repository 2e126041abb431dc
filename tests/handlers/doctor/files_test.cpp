#include <sys/stat.h>

#include <fstream>

#include "tests/handlers/doctor/checkup.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(doctor_files)
{
    test::House house;
    const std::string path = house.directory() + "/sealed";

    std::string told(mode_t mode)
    {
        std::ofstream{path} << house.config().text(sys::Key::seal_keys);
        ::chmod(path.c_str(), mode);
        const auto loaded =
            sys::Config::load("", {{"LATCHKEY_SEAL_KEYS_FILE", path},
                                   {"LATCHKEY_HASH_LANES_DIR", house.directory() + "/none/lanes"}});
        std::string lines;
        doctor::examine_files({loaded.config, [&](const doctor::Finding& finding) {
                                   lines +=
                                       std::string{test::text(finding.verdict)} + " " + finding.words + "\n";
                               }});
        return lines;
    }
};

TEST(doctor_files, are_bad_where_others_may_write)
{
    const std::string words = "good /";
    STRCMP_CONTAINS(("good " + path + " has mode 0600 and belongs to user ").c_str(), told(0600).c_str());
    STRCMP_CONTAINS(("bad " + path + " has mode 0660").c_str(), told(0660).c_str());
    STRCMP_CONTAINS(("others may write there: chmod go-w " + path).c_str(), told(0602).c_str());
}

TEST(doctor_files, tell_that_there_is_no_place_for_lanes)
{
    STRCMP_CONTAINS(("bad " + house.directory() + "/none/lanes: No such file or directory").c_str(),
                    told(0600).c_str());
}
