#include "handlers/sessions/device.h"

#include <set>

#include "fcgi/sys/encoding.h"

#include <CppUTest/TestHarness.h>

using sessions::device_name;

namespace {

struct Known {
    const char* name;
    std::string sent;
};

const std::string webkit = " AppleWebKit/537.36 (KHTML, like Gecko) ";
const std::string iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) ";
const std::string windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + webkit;
const std::string phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8)" + webkit;
const std::string chrome = "Chrome/126.0.0.0 Safari/537.36";
const std::string pocket_chrome = "Chrome/126.0.0.0 Mobile Safari/537.36";

const Known table[] = {
    {"Firefox on Linux", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"},
    {"Firefox on Windows",
     "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"},
    {"Firefox on macOS",
     "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0"},
    {"Firefox on Android", "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0"},
    {"Firefox on iPhone", iphone + "FxiOS/127.0 Mobile/15E148 Safari/605.1.15"},
    {"Safari on iPhone", iphone + "Version/17.5 Mobile/15E148 Safari/604.1"},
    {"Safari on iPad",
     "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/16.6 Mobile/15E148 Safari/604.1"},
    {"Safari on macOS",
     "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
     "Gecko) Version/17.5 Safari/605.1.15"},
    {"Chrome on Windows", windows + chrome},
    {"Chrome on Linux", "Mozilla/5.0 (X11; Linux x86_64)" + webkit + chrome},
    {"Chrome on macOS", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" + webkit + chrome},
    {"Chrome on ChromeOS", "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)" + webkit + chrome},
    {"Chrome on Android", phone + pocket_chrome},
    {"Chrome on iPhone", iphone + "CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1"},
    {"Edge on Windows", windows + chrome + " Edg/126.0.0.0"},
    {"Edge on Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + webkit +
                            "Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763"},
    {"Edge on Android", phone + pocket_chrome + " EdgA/125.0.0.0"},
    {"Edge on iPhone", iphone + "Version/17.0 EdgiOS/125.0 Mobile/15E148 Safari/604.1"},
    {"Opera on Windows", windows + chrome + " OPR/111.0.0.0"},
    {"Opera on Linux", "Opera/9.80 (X11; Linux x86_64) Presto/2.12.388 Version/12.16"},
    {"Samsung Internet on Android", "Mozilla/5.0 (Linux; Android 14; SM-S918B)" + webkit +
                                        "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36"},
    {"Vivaldi on Linux", "Mozilla/5.0 (X11; Linux x86_64)" + webkit + chrome + " Vivaldi/6.8.3381.44"},
    {"Internet Explorer on Windows", "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko"},
    {"Internet Explorer on Windows", "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)"},
    {"Chromium on Linux", "Mozilla/5.0 (X11; Ubuntu; Linux x86_64)" + webkit +
                              "Ubuntu Chromium/80.0.3987.87 Chrome/80.0.3987.87 Safari/537.36"},
    {"Unknown browser on Linux", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101"},
    {"curl", "curl/7.88.1"},
    {"Wget", "Wget/1.21.3"},
    {"Python", "python-requests/2.31.0"},
    {"Go", "Go-http-client/2.0"},
    {"Postman", "PostmanRuntime/7.39.0"},
    {"Android app", "okhttp/4.12.0"},
    {"Android app", "Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7 Build/TQ3A.230805.001)"},
    {"Apple app", "Notes/1.0 CFNetwork/1496.0.7 Darwin/23.5.0"},
    {"Unknown device", ""},
    {"Unknown device", "unit test"},
    {"Unknown device", "Mozilla/5.0"},
};

const std::string hostile[] = {
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)> Firefox/128.0 <b>Linux</b>",
    "Firefox/1\"><a href=\"https://evil.example\">Windows</a>",
    "https://evil.example/reset Chrome/1",
    "Firefox/128.0\r\nBcc: eve@example.org\r\n\r\nLinux",
    std::string("curl/8\0<script>", 15),
    "\xff\xfe\xc3\x28 Firefox/ \xed\xa0\x80 Linux",
    "\xe2\x80\xae"
    "Firefox/128.0 Android",
    std::string(100'000, 'A') + "Safari/604.1 iPhone",
    std::string(100'000, '<'),
    "%s%n%x Chrome/126 Windows",
    "'; DROP TABLE session; -- Edg/1 Windows",
};

}   // namespace

TEST_GROUP(device){};

TEST(device, has_the_name_its_user_knows_it_by)
{
    for (const Known& known : table)
        STRCMP_EQUAL_TEXT(known.name, device_name(known.sent).c_str(), known.sent.c_str());
}

// So it may stand in letters and pages: short, plain, nothing of what came.
TEST(device, is_named_in_our_own_words_whatever_came)
{
    for (const std::string& sent : hostile) {
        const std::string name = device_name(sent);
        CHECK_TEXT(!name.empty() && name.size() <= 40, name.c_str());
        CHECK(sys::is_utf8(name));
        STRCMP_EQUAL("", name.substr(std::min(name.size(),
                                              name.find_first_not_of(
                                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz. ")))
                             .c_str());
        for (const char* foreign : {"script", "evil", "DROP", "AAAA", "Bcc"})
            CHECK_FALSE(name.contains(foreign));
    }
}

TEST(device, keeps_its_name_through_updates)
{
    std::set<std::string> names;
    for (const char* version : {"100.0", "128.0", "128.0.1", "200.1"})
        names.insert(
            device_name("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/" + std::string{version}));
    LONGS_EQUAL(1, names.size());
}

TEST(device, is_told_in_parts_for_whoever_words_it)
{
    const auto parts = [](std::string_view sent) {
        const auto [program, system] = sessions::device_of(sent);
        return std::string{program} + "/" + std::string{system};
    };
    STRCMP_EQUAL("Firefox/Linux",
                 parts("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0").c_str());
    STRCMP_EQUAL("curl/", parts("curl/8.5.0 (Linux)").c_str());
    STRCMP_EQUAL("/Windows", parts("Something (Windows)").c_str());
    STRCMP_EQUAL("/", parts("").c_str());
}
