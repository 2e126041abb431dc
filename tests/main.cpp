// Runs the linked tests. Leaks are AddressSanitizer's business (make sanitize): CppUTest's own counting of
// new and delete mistakes threads and lazily grown containers of libraries for leaks.
#include <CppUTest/CommandLineTestRunner.h>
#include <CppUTest/MemoryLeakWarningPlugin.h>

int main(int argc, char** argv)
{
    MemoryLeakWarningPlugin::turnOffNewDeleteOverloads();
    return RUN_ALL_TESTS(argc, argv);
}
