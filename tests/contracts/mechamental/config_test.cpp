#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_config){};

TEST(mechamental_config, tells_whether_anyone_may_register)
{
    expect(mechamental().get("/config"), 200, R"({"allow_registration":true})");
}
