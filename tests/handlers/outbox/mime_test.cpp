#include "handlers/outbox/mime.h"

#include <sstream>

#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(mime)
{
    outbox::Heading heading{"Latchkey <noreply@example.com>", "ann@example.org", "letter-1", 1'700'000'000};
    outbox::Letter letter{"A subject", "One line\nAnother\n", "<p>One line</p>\n"};

    std::string message()
    {
        return outbox::message(heading, letter);
    }
    void refused()
    {
        CHECK_THROWS(sys::Failure, message());
    }
};

TEST(mime, is_a_whole_message)
{
    STRCMP_EQUAL(
        "From: Latchkey <noreply@example.com>\r\n"
        "To: ann@example.org\r\n"
        "Subject: A subject\r\n"
        "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
        "Message-ID: <letter-1@example.com>\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Language: en\r\n"
        "Content-Type: multipart/alternative; boundary=\"=_letter-1\"\r\n"
        "\r\n"
        "--=_letter-1\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "One line\r\nAnother\r\n"
        "--=_letter-1\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "<p>One line</p>\r\n"
        "--=_letter-1--\r\n",
        message().c_str());
}

TEST(mime, ends_every_line_with_crlf)
{
    letter.text = "unix\nwindows\r\n\n";
    const auto text = message();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') CHECK(i > 0 && text[i - 1] == '\r');
        if (text[i] == '\r') CHECK(i + 1 < text.size() && text[i + 1] == '\n');
    }
    STRCMP_CONTAINS("unix\r\nwindows\r\n\r\n--=_", text.c_str());
}

TEST(mime, encodes_what_is_not_ascii_in_the_header)
{
    heading.from = "Schlüssel <noreply@example.com>";
    letter.subject = "Bestätigen";
    STRCMP_CONTAINS("From: =?UTF-8?B?U2NobMO8c3NlbA==?= <noreply@example.com>\r\n", message().c_str());
    STRCMP_CONTAINS("Subject: =?UTF-8?B?QmVzdMOkdGlnZW4=?=\r\n", message().c_str());
}

// RFC 2047 section 2: a line with an encoded word has no more than 76 characters.
TEST(mime, cuts_a_long_subject_into_words_that_each_hold_whole_characters)
{
    letter.subject = "用您在其他服务中使用此电子邮件地址的账户登录您的账户 Bestätigen Sie Ihre Adresse";
    const auto text = message();
    const auto start = text.find("Subject: ") + 9;
    std::string whole;
    std::istringstream lines{text.substr(start, text.find("\r\nDate:") - start)};
    for (std::string word; lines >> word;) {
        CHECK(word.size() <= 76 - 9);
        CHECK(word.starts_with("=?UTF-8?B?") && word.ends_with("?="));
        const auto bytes = sys::from_base64(word.substr(10, word.size() - 12)).value();
        CHECK(sys::is_utf8(bytes));
        whole += bytes;
    }
    STRCMP_EQUAL(letter.subject.c_str(), whole.c_str());
    STRCMP_CONTAINS("?=\r\n =?UTF-8?B?", text.c_str());
}

TEST(mime, encodes_a_text_that_is_not_ascii)
{
    letter.text = "Grüße = \nEnde\n";
    letter.language = outbox::Language::de;
    STRCMP_CONTAINS("\r\nContent-Language: de\r\n", message().c_str());
    STRCMP_CONTAINS(
        "text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "Gr=C3=BC=C3=9Fe =3D=20\r\nEnde\r\n--",
        message().c_str());
    STRCMP_CONTAINS("text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n", message().c_str());
}

TEST(mime, breaks_encoded_lines_at_76_and_ascii_only_where_servers_must)
{
    letter.text = std::string(90, 'x') + "ü" + std::string(300, 'y') + "\n";
    letter.html = std::string(999, 'z') + "\n";
    std::istringstream lines{message()};
    std::string joined;
    for (std::string line; std::getline(lines, line);) {
        CHECK(line.size() <= 77);   // with its \r
        joined += line.ends_with("=\r") ? line.substr(0, line.size() - 2) : line;
    }
    STRCMP_CONTAINS((std::string(90, 'x') + "=C3=BC" + std::string(300, 'y')).c_str(), joined.c_str());
    STRCMP_CONTAINS(std::string(999, 'z').c_str(), joined.c_str());
    letter.html = std::string(998, 'z') + "\n";
    STRCMP_CONTAINS(letter.html.substr(0, 998).c_str(), message().c_str());
}

TEST(mime, lets_nothing_start_a_header_of_its_own)
{
    heading.to = "ann@example.org\r\nBcc: eve@example.org";
    refused();
    heading.to = "ann@example.org";
    letter.subject = "A subject\nBcc: eve@example.org";
    refused();
    letter.subject = "A subject";
    heading.from = "Latch\rkey <noreply@example.com>";
    refused();
    heading.from = "noreply@example.com";
    heading.id = "letter\n1";
    refused();
}

TEST(mime, takes_the_address_out_of_either_form_of_a_mailbox)
{
    STRCMP_EQUAL("noreply@example.com", outbox::bare_address("Latchkey <noreply@example.com>").c_str());
    STRCMP_EQUAL("noreply@example.com", outbox::bare_address("noreply@example.com").c_str());
}

TEST(mime, writes_the_date_in_english_and_utc)
{
    heading.written_at = 951'782'400;   // a leap day
    STRCMP_CONTAINS("\r\nDate: Tue, 29 Feb 2000 00:00:00 +0000\r\n", message().c_str());
    heading.written_at = 4'294'967'296;
    STRCMP_CONTAINS("\r\nDate: Sun, 7 Feb 2106 06:28:16 +0000\r\n", message().c_str());
}
