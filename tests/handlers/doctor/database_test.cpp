#include "tests/database.h"
#include "tests/handlers/doctor/checkup.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(doctor_database)
{
    test::House house;
};

TEST(doctor_database, is_good_where_all_fits)
{
    const auto told = test::told(doctor::examine_database, house);
    STRCMP_CONTAINS("good database: Postgres 1", told.c_str());
    STRCMP_CONTAINS("good schema: is the one of this program\n", told.c_str());
    STRCMP_CONTAINS("good clock: differs from the database's by ", told.c_str());
    CHECK_FALSE(told.contains("bad "));
}

TEST(doctor_database, is_bad_without_the_schema)
{
    const test::FreshSchema fresh;
    const test::House empty{{{"DATABASE", fresh.uri()}}};
    const auto told = test::told(doctor::examine_database, empty);
    STRCMP_CONTAINS("bad schema: ", told.c_str());
    STRCMP_CONTAINS("latchkey migrate", told.c_str());
}

TEST(doctor_database, is_bad_where_it_does_not_answer_and_no_secret_is_told)
{
    const test::House nowhere{{{"DATABASE", "postgresql://u:hunter2@127.0.0.1:1/none"}}};
    const auto told = test::told(doctor::examine_database, nowhere);
    STRCMP_CONTAINS("bad database: ", told.c_str());
    CHECK_FALSE(told.contains("hunter2"));
}
