#include "handlers/vault/providers.h"

#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(providers){static std::string refusal(const std::string& text){try {vault::parse_providers(text);
return {};
}
catch (const sys::Failure& broken) {
    return broken.what();
}
}
static std::string refusal_with(const std::string& members)
{
    return refusal(R"([{"name":"a","url":"https://a.example.com/",)" + members + "}]");
}
}
;

TEST(providers, are_read_with_all_their_members)
{
    const auto read = vault::parse_providers(
        R"([{"name":"Acme","url":"https://api.example.com:8443/v1?t={timestamp}&s={signature}",
            "sign":"hmac-sha256",
            "signed_text":"{timestamp_ms}{path}","headers":{"X-Key":"{api_key}","X-Pass":"{passphrase}"},
            "allow_private":true,"allow_other_port":true}])");
    LONGS_EQUAL(1, read.size());
    STRCMP_EQUAL("acme", read[0].name.c_str());
    CHECK(read[0].sign == vault::Provider::hmac_sha256);
    LONGS_EQUAL(2, read[0].headers.size());
    CHECK(read[0].allow_private && read[0].allow_other_port);
}

TEST(providers, allow_nothing_by_themselves)
{
    const auto read = vault::parse_providers(R"([{"name":"a","url":"https://a.example.com:443"}])");
    CHECK_FALSE(read[0].allow_private || read[0].allow_other_port);
    CHECK(read[0].sign == vault::Provider::header);
    LONGS_EQUAL(0, vault::parse_providers("[]").size());
}

TEST(providers, are_found_in_any_case)
{
    const auto read = vault::parse_providers(R"([{"name":"Acme","url":"https://a.example.com"}])");
    CHECK(vault::find_provider(read, "aCME") == &read[0]);
    CHECK(vault::find_provider(read, "acm") == nullptr);
}

TEST(providers, refuse_what_is_no_list_of_them)
{
    for (const char* text :
         {"", "{}", "[1]", "[{]", "[{}]", R"([{"name":"a"}])", R"([{"name":1,"url":"https://a"}])"})
        CHECK_TEXT(!refusal(text).empty(), text);
    STRCMP_EQUAL("provider 2: its name occurs twice",
                 refusal(R"([{"name":"a","url":"https://a"},{"name":"A","url":"https://b"}])").c_str());
}

TEST(providers, refuse_urls_that_are_not_plain_https)
{
    for (const char* url :
         {"http://a.example.com/", "https://", "https:///path", "https://u:p@a.example.com/", "https://a b/",
          "https://{api_key}/", "https://a.example.com/{api_key}", "https://a.example.com:8443/", "ftp://a",
          "", "https://a.example.com/?s={secret}", "https://a.example.com/?s={signature}",
          "https://a.example.com/\\u0007"})
        CHECK_TEXT(!refusal(std::string{R"([{"name":"a","url":")"} + url + "\"}]").empty(), url);
}

TEST(providers, refuse_members_and_values_they_do_not_know)
{
    STRCMP_EQUAL("provider 1: a provider has no \"verify\"", refusal_with(R"("verify":false)").c_str());
    STRCMP_EQUAL("provider 1: {nonsense} can't stand in headers",
                 refusal_with(R"("headers":{"X":"{nonsense}"})").c_str());
    for (const char* members :
         {R"("sign":"md5")", R"("headers":[])", R"("headers":{"X Y":"z"})", R"("headers":{"":"z"})",
          R"("headers":{"X":"a\r\nY: b"})", R"("headers":{"X":"{signature}"})", R"("allow_private":"yes")",
          R"("signed_text":"{secret}")", R"("ca_file":"/no/such/file")"})
        CHECK_TEXT(!refusal_with(members).empty(), members);
}

TEST(providers, tell_the_file_that_is_missing)
{
    CHECK_THROWS(sys::Failure, vault::read_providers("/no/such/file"));
    LONGS_EQUAL(0, vault::read_providers("").size());
}
