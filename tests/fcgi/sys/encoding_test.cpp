#include "fcgi/sys/encoding.h"

#include <string>
#include <string_view>

#include <CppUTest/TestHarness.h>

using namespace std::string_literals;

TEST_GROUP(encoding){static std::string every_byte(){std::string bytes;
for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
return bytes;
}
static void encodes(const char* plain, const char* padded)
{
    STRCMP_EQUAL(padded, sys::base64(plain).c_str());
    CHECK(sys::from_base64(padded) == std::string{plain});
}
}
;

TEST(encoding, keeps_the_test_vectors_of_rfc_4648)
{
    encodes("", "");
    encodes("f", "Zg==");
    encodes("fo", "Zm8=");
    encodes("foo", "Zm9v");
    encodes("foob", "Zm9vYg==");
    encodes("fooba", "Zm9vYmE=");
    encodes("foobar", "Zm9vYmFy");
}

TEST(encoding, gives_back_every_byte_at_every_length)
{
    const std::string bytes = every_byte();
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        const std::string part = bytes.substr(bytes.size() - length);
        CHECK(sys::from_base64(sys::base64(part)) == part);
        CHECK(sys::from_base64url(sys::base64url(part)) == part);
        CHECK(sys::from_hex(sys::hex(part)) == part);
    }
}

TEST(encoding, writes_base64url_in_its_own_alphabet_without_padding)
{
    STRCMP_EQUAL("-_8", sys::base64url("\xfb\xff").c_str());
    STRCMP_EQUAL("+/8=", sys::base64("\xfb\xff").c_str());
}

TEST(encoding, refuses_wrong_padding)
{
    for (const char* text : {"Zg", "Zg=", "Zg===", "Zm8", "Zm9v=", "=", "====", "Z===", "Zg==Zg==", "Zm=8"})
        CHECK_FALSE(sys::from_base64(text));
    for (const char* text : {"Zg==", "Zm8=", "Z"}) CHECK_FALSE(sys::from_base64url(text));
}

TEST(encoding, refuses_trailing_bits_that_are_not_zero)
{
    CHECK_FALSE(sys::from_base64("Zh=="));
    CHECK_FALSE(sys::from_base64("Zm9="));
    CHECK_FALSE(sys::from_base64url("Zh"));
    CHECK_FALSE(sys::from_base64url("Zm9"));
}

TEST(encoding, refuses_foreign_characters)
{
    for (const char* text : {"Zm9-", "Zm9_", "Zm 9", "Zm9v\n", "Zm9\x80"})
        CHECK_FALSE(sys::from_base64(text));
    for (const char* text : {"Zm9+", "Zm9/", "Zm9.", "Zm9 "}) CHECK_FALSE(sys::from_base64url(text));
    CHECK_FALSE(sys::from_base64url("Zm9\0"s));
    for (const char* text : {"0", "0g", "g0", " 0", "0x"}) CHECK_FALSE(sys::from_hex(text));
}

TEST(encoding, writes_hexadecimal_in_lower_case_and_reads_either)
{
    STRCMP_EQUAL("00ff7f", sys::hex("\0\xff\x7f"s).c_str());
    CHECK(sys::from_hex("00FF7f") == "\0\xff\x7f"s);
}

TEST(encoding, takes_utf8_at_the_edges_of_each_length)
{
    for (const char* text : {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                             "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
        CHECK(sys::is_utf8(text));
    CHECK(sys::is_utf8("a\0b"s));
}

TEST(encoding, refuses_what_is_not_utf8)
{
    for (const char* text : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2",
                             "\xc2"
                             "a",
                             "\xe0\x9f\xbf", "\xe0\xa0",
                             "\xe1\x80"
                             "a",
                             "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x90\x80",
                             "\xf1\x80\x80"
                             "a",
                             "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "ok\xfe"})
        CHECK_FALSE(sys::is_utf8(text));
}

TEST(encoding, finds_what_is_not_utf8_wherever_it_stands)
{
    for (std::size_t size = 1; size <= 33; ++size)
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'a');
            CHECK(sys::is_utf8(text));
            text.replace(at, 1, "\xc3\xa4");
            CHECK(sys::is_utf8(text));
            text.replace(at, 2, "\xe4");
            CHECK_FALSE(sys::is_utf8(text));
        }
}

TEST(encoding, counts_code_points_not_bytes)
{
    UNSIGNED_LONGS_EQUAL(0, sys::code_points(""));
    UNSIGNED_LONGS_EQUAL(5, sys::code_points("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x94\x91z"));
}
