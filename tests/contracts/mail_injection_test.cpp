// Nothing that people write about themselves or others becomes a header of a letter, or another letter.
#include "fcgi/http/json.h"
#include "tests/harness/answers.h"
#include "tests/harness/people.h"

#include <CppUTest/TestHarness.h>

using namespace test;

TEST_GROUP(mail_injection)
{
    Mount auth = shipfastai();
    Mailbox mailbox = Sandbox::shared().mailbox();
    std::string victim = fresh_email();

    // As many header lines as a letter has that nobody wrote anything about.
    void sound(const Mail& mail)
    {
        const std::string head = mail.raw.substr(0, mail.raw.find("\n\n"));
        for (const char* name : {"Bcc", "Cc", "X-Injected", "Reply-To"})
            STRCMP_EQUAL("", mail.header(name).c_str());
        CHECK_FALSE(head.contains(victim));
        LONGS_EQUAL(0, mailbox.to(victim).size());
    }
};

TEST(mail_injection, does_not_come_by_the_address)
{
    for (const std::string& tail : std::vector<std::string>{"\r\nBcc: " + victim, "\nX-Injected: 1",
                                                            "\r\n\r\nHello", "," + victim, "> <" + victim})
        for (const char* path : {"/register", "/forgot-password", "/resend-verification"}) {
            http::Json body;
            body.with("email", fresh_email() + tail).with("password", "correct horse battery");
            const int status = auth.post(path, body.text()).status;
            CHECK_TEXT(status == 422 || status == 400, (path + tail).c_str());
        }
    LONGS_EQUAL(0, mailbox.to(victim).size());
}

TEST(mail_injection, does_not_come_by_a_name)
{
    const Person person = newcomer();
    http::Json body;
    body.with("email", person.email)
        .with("password", person.password)
        .with("full_name", "Ann\r\nBcc: " + victim + "\r\nX-Injected: 1");
    LONGS_EQUAL(200, auth.post("/register", body.text()).status);
    sound(mailbox.wait_for(person.email));
}

TEST(mail_injection, does_not_come_by_the_name_of_an_organization)
{
    const Session owner = signed_in(auth, verified());
    for (const std::string& tail : std::vector<std::string>{"\r\nBcc: " + victim, "\nX-Injected: 1", "\x0bx"})
        LONGS_EQUAL(422, auth.post("/orgs", object({{"name", "Acme" + tail}}), owner.access).status);
    const std::string odd = "=?utf-8?q?=0D=0ABcc:_" + victim + "?= <b>\"Acme\"</b>";
    const Answer org = auth.post("/orgs", object({{"name", odd}}), owner.access);
    LONGS_EQUAL(200, org.status);
    const std::string invited = fresh_email();
    LONGS_EQUAL(
        200, auth.post("/orgs/" + org.text("org_id") + "/invites", object({{"email", invited}}), owner.access)
                 .status);
    const Mail mail = mailbox.wait_for(invited);
    sound(mail);
    CHECK_FALSE(mail.html().contains("<b>"));
}
