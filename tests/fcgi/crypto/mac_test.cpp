#include "fcgi/crypto/mac.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "fcgi/crypto/digest.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(mac){};

TEST(mac, is_the_same_however_often_its_key_was_used)
{
    const crypto::Mac mac{"key"};
    for (const std::size_t size : {0, 1, 63, 64, 65, 1000, 64, 0}) {
        const std::string text(size, 'x');
        CHECK(mac.of(text) == crypto::hmac_sha256("key", text));
    }
}

TEST(mac, takes_an_empty_key)
{
    const crypto::Mac mac{""};
    CHECK(mac.of("a") == crypto::hmac_sha256("", "a"));
    CHECK(mac.of("b") == crypto::hmac_sha256("", "b"));
}

TEST(mac, serves_many_threads_at_once)
{
    const crypto::Mac mac{"key"};
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread)
            threads.emplace_back([&, text = "text " + std::to_string(thread)] {
                const std::string expected = crypto::hmac_sha256("key", text);
                for (int i = 0; i < 500; ++i) wrong += mac.of(text) == expected ? 0 : 1;
            });
    }
    LONGS_EQUAL(0, wrong.load());
}
