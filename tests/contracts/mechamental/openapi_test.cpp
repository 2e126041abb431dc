#include "tests/harness/answers.h"
#include "tests/harness/mount.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mechamental_openapi)
{
    Mount mount = mechamental();
};

TEST(mechamental_openapi, describes_the_mount_to_anyone)
{
    expect_document(mount.get("/openapi.json"), "/v1/auth", "/switch-org");
}

TEST(mechamental_openapi, takes_nothing_but_get)
{
    const Answer answer = mount.post("/openapi.json", "{}");
    LONGS_EQUAL(405, answer.status);
    STRCMP_EQUAL("GET", answer.header("allow").value_or("none").c_str());
}
