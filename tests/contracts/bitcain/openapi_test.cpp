#include "tests/harness/answers.h"
#include "tests/harness/mount.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(bitcain_openapi)
{
    Mount mount = bitcain();
};

TEST(bitcain_openapi, describes_the_mount_to_anyone)
{
    expect_document(mount.get("/openapi.json"), "/auth", "/verification-status");
}

TEST(bitcain_openapi, takes_nothing_but_get)
{
    const Answer answer = mount.post("/openapi.json", "{}");
    LONGS_EQUAL(405, answer.status);
    STRCMP_EQUAL("GET", answer.header("allow").value_or("none").c_str());
}
