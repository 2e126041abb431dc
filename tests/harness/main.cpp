// Runs the end-to-end tests, guarded. Leaks are AddressSanitizer's business (make sanitize).
#include "fcgi/net/mail.h"
#include "tests/harness/ground.h"

#include <CppUTest/CommandLineTestRunner.h>
#include <CppUTest/MemoryLeakWarningPlugin.h>

int main(int argc, char** argv)
{
    MemoryLeakWarningPlugin::turnOffNewDeleteOverloads();
    return test::guarded([&] {
        const net::Library curl;
        return RUN_ALL_TESTS(argc, argv);
    });
}
