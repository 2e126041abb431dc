#include <algorithm>

#include "handlers/contracts/contracts.h"
#include "tests/handlers/administration/desk.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using test::administer;

TEST_GROUP(machine)
{
    test::House house;

    test::Said done(const std::string& sentence, bool json = false)
    {
        auto said = administer(house, sentence, json);
        LONGS_EQUAL(0, said.exit);
        STRCMP_EQUAL("", said.err.c_str());
        return said;
    }
    static long lines(const test::Said& said)
    {
        return std::ranges::count(said.out, '\n');
    }
};

TEST(machine, lists_every_route)
{
    std::size_t count = 0;
    for (const Contract* contract : contracts::all()) count += contract->routes.size();
    const auto said = done("routes");
    LONGS_EQUAL(count, lines(said));
    STRCMP_CONTAINS("shipfastai\tPOST\t/login\tanyone\tcredentials\n", said.out.c_str());
    STRCMP_CONTAINS("hydracore\tGET\t/me\tverified session\trelaxed\n", said.out.c_str());
    const auto json = done("routes", true);
    LONGS_EQUAL(count, lines(json));
    STRCMP_CONTAINS(R"({"contract":"shipfastai","method":"POST","path":"/forgot-password",)"
                    R"("caller":"anyone","limit":"mail, quietly"})",
                    json.out.c_str());
}

TEST(machine, needs_no_configuration_where_the_row_says_so)
{
    for (const auto& sentence : administration::sentences()) {
        const bool alone = sentence.subject == "routes" || sentence.subject == "hash" ||
                           sentence.subject == "openapi" || sentence.verb == "docs" ||
                           sentence.verb == "example" || sentence.verb == "generate";
        CHECK_EQUAL(alone, !sentence.needs_config);
    }
}

// The costs it tries are real ones, so this takes a moment.
TEST(machine, times_hashes_against_a_target)
{
    const auto said = administer(house, "hash bench --target 1", true);
    LONGS_EQUAL(1, said.exit);
    LONGS_EQUAL(4, lines(said));
    STRCMP_CONTAINS(R"({"scrypt":"17,8,1","milliseconds":)", said.out.c_str());
    STRCMP_CONTAINS(R"("mebibytes":32})", said.out.c_str());
    STRCMP_CONTAINS("none of them takes 1 ms or less", said.err.c_str());
}

TEST(machine, takes_a_positive_number_for_a_target_and_nothing_behind_it)
{
    for (const char* target : {"0", "-5", "soon", "1ms"})
        LONGS_EQUAL(2, administer(house, "hash bench --target " + std::string{target}).exit);
}
