#include "handlers/outbox/mime.h"

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

TEST(mime, says_8bit_where_the_text_is_not_ascii)
{
    letter.text = "Grüße\n";
    STRCMP_CONTAINS("text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n",
                    message().c_str());
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
