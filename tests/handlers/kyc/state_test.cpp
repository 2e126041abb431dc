#include "handlers/kyc/state.h"

#include <algorithm>

#include <CppUTest/TestHarness.h>

using enum kyc::Status;

TEST_GROUP(kyc_state){
    static kyc::Status after(std::initializer_list<kyc::Status> said){std::vector<kyc::Step> steps;
for (const auto status : said) steps.push_back({status, {}, std::int64_t(steps.size())});
return kyc::replay(steps).status;
}
}
;

TEST(kyc_state, names_go_there_and_back)
{
    for (const auto status : {none, pending, approved, rejected, expired})
        CHECK(kyc::status_named(kyc::name(status)) == status);
    CHECK_FALSE(kyc::status_named("Approved").has_value());
    CHECK_FALSE(kyc::status_named("").has_value());
}

TEST(kyc_state, begins_with_none)
{
    CHECK(after({}) == none);
}

TEST(kyc_state, goes_the_usual_way)
{
    CHECK(after({pending, approved}) == approved);
    CHECK(after({pending, rejected, pending, approved, expired}) == expired);
    CHECK(after({approved}) == approved);
}

TEST(kyc_state, passes_over_what_may_not_follow)
{
    CHECK(after({expired}) == none);
    CHECK(after({approved, none}) == approved);
    CHECK(after({rejected, expired}) == rejected);
    CHECK(after({rejected, expired, pending}) == pending);
}

TEST(kyc_state, keeps_the_tier_while_it_means_something)
{
    CHECK(kyc::replay({{pending, "t1", 1}, {approved, {}, 2}}).tier == "t1");
    CHECK(kyc::replay({{approved, "t1", 1}, {approved, "t2", 2}}).tier == "t2");
    CHECK_FALSE(kyc::replay({{approved, "t1", 1}, {expired, {}, 2}}).tier.has_value());
    CHECK(kyc::replay({{approved, {}, 7}}).since == 7);
}
