// What the doctor says of keys: their ages are known where they were rotated.
#include "tests/handlers/administration/desk.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(doctor_keys)
{
    test::House house{{{"PUBLIC_URL", "http://127.0.0.1:1"}, {"FRONTEND_URL", ""}}};
    const std::string kid =
        house.config().text(sys::Key::jwt_keys).substr(0, house.config().text(sys::Key::jwt_keys).find(':'));

    void happened(const std::string& event, int days_ago)
    {
        house.sql("INSERT INTO audit (event, result, actor, address, detail, at) VALUES ('" + event +
                  "', 'ok', 'cli', '', 'jwt " + kid + "', now() - interval '" + std::to_string(days_ago) +
                  " days')");
    }
    std::string said()
    {
        return test::administer(house, "doctor").out;
    }
};

TEST(doctor_keys, are_good_where_nothing_is_known_of_them)
{
    STRCMP_CONTAINS(("ok\tkeys\tjwt key " + kid + " is active\n").c_str(), said().c_str());
}

TEST(doctor_keys, are_doubtful_when_they_grow_old)
{
    happened("key_activated", 20);
    STRCMP_CONTAINS(("ok\tkeys\tjwt key " + kid + " is active since 20 days\n").c_str(), said().c_str());
    house.sql("DELETE FROM audit");
    happened("key_activated", 366);
    STRCMP_CONTAINS(("doubtful\tkeys\tjwt key " + kid + " is active since 366 days").c_str(), said().c_str());
}
