#include "handlers/kyc/event.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(kyc_event){static std::string with(const std::string& members){
    return R"({"event_id":"e1","user_id":"00000000-0000-4000-8000-000000000000","status":"approved")" +
           members + "}";
}
static bool is_event(const std::string& json)
{
    return kyc::read_event(json, 5).has_value();
}
}
;

TEST(kyc_event, is_read_whole)
{
    const auto event =
        kyc::read_event(with(R"(,"tier":"t1","event_time":"2026-01-02T03:04:05Z","more":[1])"), 5);
    STRCMP_EQUAL("e1", event->id.c_str());
    CHECK(event->step.status == kyc::Status::approved);
    CHECK(event->step.tier == "t1");
    LONGLONGS_EQUAL(1'767'323'045'000'000, event->step.time);
}

TEST(kyc_event, happened_now_when_it_does_not_say)
{
    LONGLONGS_EQUAL(5, kyc::read_event(with(""), 5)->step.time);
    LONGLONGS_EQUAL(5, kyc::read_event(with(R"(,"event_time":null)"), 5)->step.time);
}

TEST(kyc_event, may_give_its_time_in_seconds)
{
    LONGLONGS_EQUAL(1'767'323'045'000'000,
                    kyc::read_event(with(R"(,"event_time":1767323045)"), 5)->step.time);
}

TEST(kyc_event, is_nothing_without_what_it_needs)
{
    CHECK(is_event(with("")));
    for (const char* json :
         {"", "null", "[]", "\"x\"", "1", "{}", R"({"event_id":"e1"})",
          R"({"event_id":"e1","user_id":"x","status":"approved"})",
          R"({"event_id":1,"user_id":"00000000-0000-4000-8000-000000000000","status":"approved"})",
          R"({"event_id":"e1","user_id":"00000000-0000-4000-8000-000000000000","status":"fine"})"})
        CHECK_FALSE_TEXT(is_event(json), json);
    for (const char* time : {"-1", "1e300", "true", "{}", "\"yesterday\"", "253402300800", "1.5"})
        CHECK_FALSE_TEXT(is_event(with(std::string{",\"event_time\":"} + time)), time);
    CHECK_FALSE(is_event(R"({"event_id":")" + std::string(201, 'e') +
                         R"(","user_id":"00000000-0000-4000-8000-000000000000","status":"approved"})"));
}

TEST(kyc_event, reads_times_with_fraction_and_zone)
{
    const auto base = kyc::parse_time("2026-01-02T03:04:05Z").value();
    LONGLONGS_EQUAL(base + 678'901, kyc::parse_time("2026-01-02T03:04:05.6789019Z").value());
    LONGLONGS_EQUAL(base + 500'000, kyc::parse_time("2026-01-02T03:04:05.5Z").value());
    LONGLONGS_EQUAL(base, kyc::parse_time("2026-01-02T05:34:05+02:30").value());
    LONGLONGS_EQUAL(base, kyc::parse_time("2026-01-01T20:04:05-07:00").value());
    LONGLONGS_EQUAL(0, kyc::parse_time("1970-01-01T00:00:00Z").value());
}

TEST(kyc_event, reads_no_other_time)
{
    for (const char* text :
         {"", "2026-01-02", "2026-01-02T03:04:05", "2026-02-30T03:04:05Z", "2026-13-01T03:04:05Z",
          "2026-01-02T24:00:00Z", "2026-01-02T03:60:00Z", "2026-01-02T03:04:05.Z", "2026-01-02 03:04:05Z",
          "2026-01-02T03:04:05Zx", "26-01-02T03:04:05Z", "2026-1-2T3:4:5Z", "1969-12-31T23:59:59Z",
          "1970-01-01T00:59:59+01:00", "9999-12-31T23:00:00-01:00", "2026-01-02T03:04:05+0100"})
        CHECK_FALSE_TEXT(kyc::parse_time(text).has_value(), text);
}
