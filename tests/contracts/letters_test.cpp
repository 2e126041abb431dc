// Letters speak the language of who asked for them, in both their parts.
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(letters)
{
    Mount auth = shipfastai();
    Mailbox mailbox = Sandbox::shared().mailbox();

    Mail registered_with(const std::string& accept_language)
    {
        const Person person = newcomer();
        LONGS_EQUAL(
            200,
            auth.send({"POST", "/register", person.credentials(), {"Accept-Language: " + accept_language}})
                .status);
        return mailbox.wait_for(person.email);
    }
};

TEST(letters, are_german_for_a_browser_that_is)
{
    const Mail mail = registered_with("de-AT,de;q=0.9,en;q=0.8");
    STRCMP_EQUAL("Bestätigen Sie Ihre E-Mail-Adresse", mail.header("Subject").c_str());
    STRCMP_EQUAL("de", mail.header("Content-Language").c_str());
    CHECK(mail.raw.contains("\nSubject: =?UTF-8?B?"));
    STRCMP_CONTAINS("Um diese E-Mail-Adresse zu bestätigen, öffnen Sie diese Seite", mail.text().c_str());
    STRCMP_CONTAINS("Um diese E-Mail-Adresse zu bestätigen, öffnen Sie diese Seite", mail.html().c_str());
    STRCMP_CONTAINS("<html lang=\"de\" dir=\"ltr\">", mail.html().c_str());
    STRCMP_CONTAINS(("<a href=\"" + mail.link() + "\">" + mail.link() + "</a>").c_str(), mail.html().c_str());
    LONGS_EQUAL(6, mail.code().size());
    STRCMP_CONTAINS(("\n" + mail.code() + "\n").c_str(), mail.html().c_str());
    LONGS_EQUAL(200, auth.post("/verify-email", object({{"token", mail.token()}})).status);
}

TEST(letters, travel_as_ascii_in_lines_that_every_server_takes)
{
    for (const char* language : {"zh", "ar", "fr", "es", "de", "en"}) {
        const Mail mail = registered_with(language);
        std::size_t start = 0;
        for (auto end = mail.raw.find('\n'); end != std::string::npos; end = mail.raw.find('\n', start)) {
            CHECK_TEXT(end - start <= 998, language);
            start = end + 1;
        }
        for (const unsigned char c : mail.raw) CHECK_TEXT(c < 0x80, language);
        STRCMP_EQUAL(language, mail.header("Content-Language").c_str());
        CHECK_TEXT(mail.text().contains(mail.link()) && mail.html().contains(mail.token()), language);
    }
}

TEST(letters, are_english_whatever_nonsense_asks)
{
    for (const std::string& odd :
         std::vector<std::string>{"../../etc/passwd", "de\"><script>", "*", "tlh-KX, ;q=1, de;q=x",
                                  "xx;q=1," + std::string(2000, ';')})
        STRCMP_EQUAL("Confirm your e-mail address", registered_with(odd).header("subject").c_str());
}

TEST(letters, follow_the_account_once_it_says_its_language)
{
    const Person person = verified();
    const Session session = signed_in(auth, person);
    LONGS_EQUAL(
        200,
        auth.send({"PUT", "/me", object({{"locale", "es-MX"}}), {"Authorization: Bearer " + session.access}})
            .status);
    LONGS_EQUAL(
        200,
        auth.send({"POST", "/forgot-password", object({{"email", person.email}}), {"Accept-Language: de"}})
            .status);
    STRCMP_EQUAL("es", mailbox.wait_for_subject(person.email, "Restablezca su contraseña")
                           .header("content-language")
                           .c_str());
}
