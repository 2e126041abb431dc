#include "handlers/sessions/device_store.h"

#include <chrono>

#include "fcgi/db/listener.h"
#include "handlers/cleanup_store.h"
#include "tests/handlers/crowd.h"
#include "tests/handlers/sessions/newcomer.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using test::abroad;
using test::at_home;
using test::firefox;

TEST_GROUP_BASE(device_store, test::Newcomer){
    void seen(const std::string& when){house.sql("UPDATE known_device SET seen_at = " + when);
}
void clean_up()
{
    auto db = house.service().pool.lease();
    remove_expired(db, 365);
}
}
;

TEST(device_store, says_nothing_of_the_first_device_of_an_account)
{
    sign_in();
    LONGS_EQUAL(0, letters());
    LONGS_EQUAL(1, devices());
}

TEST(device_store, says_nothing_of_the_session_a_registration_opens_but_knows_its_device)
{
    house.post("hydracore", "/register",
               test::json({{"email", "bob@example.com"}, {"password", test::good_password}}));
    sign_in(house, at_home, "unit test", "bob@example.com");
    LONGS_EQUAL(0, letters());
    sign_in(house, at_home, firefox, "bob@example.com");
    LONGS_EQUAL(1, letters());
}

TEST(device_store, mails_the_owner_of_another_program_or_network_once)
{
    sign_in();
    sign_in(at_home, firefox);
    LONGS_EQUAL(1, letters());
    sign_in(abroad);
    LONGS_EQUAL(2, letters());
    for (const char* from : {at_home, abroad, at_home}) sign_in(from);
    sign_in(at_home, firefox);
    LONGS_EQUAL(2, letters());
    STRCMP_EQUAL("ann@example.com",
                 house.sql("SELECT recipient FROM outbox WHERE letter = 'new_device'").c_str());
}

TEST(device_store, takes_a_network_of_ipv6_as_one_place)
{
    sign_in("2001:db8:0:1::7");
    sign_in("2001:db8:0:1:ffff::9");
    LONGS_EQUAL(0, letters());
    sign_in("2001:db8:0:2::7");
    LONGS_EQUAL(1, letters());
}

TEST(device_store, takes_no_updated_program_for_another)
{
    sign_in(at_home, "curl/7.88.1");
    sign_in(at_home, "curl/8.0.0");
    LONGS_EQUAL(0, letters());
}

TEST(device_store, knows_the_devices_of_each_account_apart)
{
    house.enrol("bob@example.com");
    sign_in();
    sign_in(house, at_home, firefox, "bob@example.com");
    sign_in(at_home, firefox);
    LONGS_EQUAL(1, letters());
}

TEST(device_store, mails_nothing_for_a_sign_in_that_fails)
{
    sign_in();
    house.post("shipfastai", "/login",
               test::json({{"email", "ann@example.com"}, {"password", "wrong horse"}}));
    LONGS_EQUAL(0, letters());
    LONGS_EQUAL(1, devices());
}

TEST(device_store, forgets_a_device_after_half_a_year)
{
    sign_in();
    seen("now() - interval '179 days'");
    sign_in();
    LONGS_EQUAL(0, letters());
    seen("now() - interval '181 days'");
    sign_in();
    LONGS_EQUAL(1, letters());
    sign_in();
    LONGS_EQUAL(1, letters());
}

TEST(device_store, makes_no_device_new_by_a_cleanup_of_sessions)
{
    sign_in();
    house.sql("DELETE FROM session");
    sign_in();
    LONGS_EQUAL(0, letters());
}

TEST(device_store, keeps_the_latest_device_through_a_cleanup_so_that_nobody_is_taken_for_new)
{
    sign_in();
    sign_in(abroad);
    seen("now() - interval '1 year'");
    house.sql("UPDATE known_device SET seen_at = now() - interval '2 years' WHERE network = '198.51.100.7'");
    clean_up();
    STRCMP_EQUAL("1 192.0.2.1",
                 house.sql("SELECT count(*) || ' ' || min(network) FROM known_device").c_str());
    LONGS_EQUAL(1, letters());
    sign_in(abroad);
    LONGS_EQUAL(2, letters());
}

TEST(device_store, leaves_to_a_cleanup_no_device_that_was_seen_lately)
{
    sign_in();
    sign_in(abroad);
    seen("now() - interval '179 days'");
    clean_up();
    LONGS_EQUAL(2, devices());
}

TEST(device_store, keeps_the_fifty_latest_devices)
{
    sign_in();
    house.sql(
        "INSERT INTO known_device SELECT account_id, 'curl', i::text, now() - make_interval(mins => i)"
        " FROM known_device, generate_series(1, 49) i");
    sign_in(abroad);
    LONGS_EQUAL(50, devices());
    STRCMP_EQUAL("0", house.sql("SELECT count(*) FROM known_device WHERE network = '49'").c_str());
    LONGS_EQUAL(1, letters());
}

TEST(device_store, writes_nothing_anew_for_a_device_of_today)
{
    sign_in();
    const auto version = house.sql("SELECT xmin || ' ' || ctid::text FROM known_device");
    sign_in();
    STRCMP_EQUAL(version.c_str(), house.sql("SELECT xmin || ' ' || ctid::text FROM known_device").c_str());
    seen("now() - interval '25 hours'");
    sign_in();
    STRCMP_EQUAL("t", house.sql("SELECT seen_at > now() - interval '1 minute' FROM known_device").c_str());
}

TEST(device_store, mails_at_most_five_letters_an_hour)
{
    sign_in();
    for (const char* from : {"198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5",
                             "198.51.100.6", "198.51.100.7"})
        sign_in(from);
    LONGS_EQUAL(5, letters());
    LONGS_EQUAL(8, devices());
    house.sql("UPDATE challenge SET created_at = now() - interval '61 minutes'");
    sign_in("198.51.100.8");
    LONGS_EQUAL(6, letters());
}

TEST(device_store, mails_one_letter_of_many_sign_ins_at_once)
{
    sign_in();
    const auto opened = test::crowd(20, [&](int) { return sign_in(abroad).access; });
    for (const auto& access : opened) CHECK(!access.empty());
    LONGS_EQUAL(1, letters());
}

TEST(device_store, mails_none_where_it_was_switched_off_but_still_learns)
{
    test::House silent{{{"NEW_DEVICE_MAIL", "off"}}};
    sign_in();
    CHECK(!sign_in(silent, abroad).access.empty());
    LONGS_EQUAL(0, letters());
    LONGS_EQUAL(2, devices());
    sign_in(abroad);
    LONGS_EQUAL(0, letters());
}

TEST(device_store, mails_of_a_sign_in_by_code_too)
{
    sign_in();
    house.post("shipfastai", "/resend-verification", R"({"email":"ann@example.com"})");
    auto asked = test::request("hydracore", "POST", "/verify-email",
                               test::json({{"email", "ann@example.com"},
                                           {"code", house.mailed_code("ann@example.com", "verify_email")}}));
    asked.client = abroad;
    LONGS_EQUAL(200, house.send(asked).status);
    LONGS_EQUAL(1, letters());
}

TEST(device_store, wakes_the_mailer_for_a_letter_only)
{
    sign_in();
    db::Listener listener{house.config().text(sys::Key::database), "latchkey_outbox"};
    while (listener.wait(1ms)) continue;
    sign_in();
    CHECK_FALSE(listener.wait(300ms));
    sign_in(abroad);
    CHECK(listener.wait(5s));
}
