#include "handlers/outbox/letter.h"

#include <array>
#include <ctime>
#include <initializer_list>
#include <utility>

namespace outbox {

namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
        }
    }
    return out;
}

// One paragraph of a letter, in the form it takes in either part.
struct Paragraph {
    enum Form { words, link, code } form;
    std::string text;
};

std::string as_html(const Paragraph& paragraph)
{
    const std::string text = escaped(paragraph.text);
    switch (paragraph.form) {
    case Paragraph::link: return "<p><a href=\"" + text + "\">" + text + "</a></p>\n";
    case Paragraph::code: return "<p style=\"font-size:1.5em;letter-spacing:.2em\">\n" + text + "\n</p>\n";
    case Paragraph::words: break;
    }
    return "<p>" + text + "</p>\n";
}

Letter letter(std::string subject, std::initializer_list<Paragraph> paragraphs)
{
    Letter made{std::move(subject), {}, "<!DOCTYPE html>\n<html lang=\"en\">\n<body>\n"};
    for (const Paragraph& paragraph : paragraphs) {
        made.text += (made.text.empty() ? "" : "\n") + paragraph.text + "\n";
        made.html += as_html(paragraph);
    }
    made.html += "</body>\n</html>\n";
    return made;
}

}   // namespace

Letter verify_email(std::string_view frontend, std::string_view token, std::string_view code)
{
    return letter(
        "Confirm your e-mail address",
        {{Paragraph::words, "To confirm this e-mail address, open this page and press the button there:"},
         {Paragraph::link, std::string{frontend} + "/verify-email?token=" + std::string{token}},
         {Paragraph::words, "Or enter this code where you signed up:"},
         {Paragraph::code, std::string{code}},
         {Paragraph::words, "The link is good for 24 hours, the code for 15 minutes, each of them once."},
         {Paragraph::words, "If you did not sign up, ignore this letter."}});
}

Letter reset_password(std::string_view frontend, std::string_view token)
{
    return letter(
        "Reset your password",
        {{Paragraph::words, "To choose a new password, open this page:"},
         {Paragraph::link, std::string{frontend} + "/reset-password?token=" + std::string{token}},
         {Paragraph::words, "The link is good for 30 minutes, once. A newer one makes it void."},
         {Paragraph::words, "If you did not ask for it, ignore this letter: your password stays as it is."}});
}

static Letter change_told(std::string_view frontend, std::string what)
{
    return letter("Your password was changed",
                  {{Paragraph::words, std::move(what)},
                   {Paragraph::words, "If it was not you, reset your password here at once:"},
                   {Paragraph::link, std::string{frontend} + "/forgot-password"}});
}

Letter password_changed(std::string_view frontend)
{
    return change_told(frontend,
                       "The password of your account was changed, and all its sessions were signed out.");
}

Letter password_changed_in_session(std::string_view frontend)
{
    return change_told(frontend,
                       "The password of your account was changed by someone who was signed in to it. All "
                       "its other sessions were signed out.");
}

Letter identity_linked(std::string_view frontend)
{
    return letter("A new way to sign in",
                  {{Paragraph::words,
                    "Your account can now also be signed in to with an account of yours elsewhere, one that "
                    "has this e-mail address."},
                   {Paragraph::words, "If it was not you, reset your password here and remove it:"},
                   {Paragraph::link, std::string{frontend} + "/forgot-password"}});
}

// Always in UTC, always in English.
static std::string moment(std::int64_t seconds)
{
    constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};
    const std::time_t when = seconds;
    std::tm utc{};
    gmtime_r(&when, &utc);
    std::array<char, 40> clock{};
    std::strftime(clock.data(), clock.size(), "%Y, %H:%M UTC", &utc);
    return std::to_string(utc.tm_mday) + " " + months.at(std::size_t(utc.tm_mon)) + " " + clock.data();
}

Letter new_device(std::string_view frontend, std::string_view token, const SignIn& sign_in)
{
    return letter(
        "New sign-in to your account",
        {{Paragraph::words,
          "Your account was signed in to from a device or place it was not seen on lately:"},
         {Paragraph::words, "Time: " + moment(sign_in.at)},
         {Paragraph::words, "Device: " + sign_in.device},
         {Paragraph::words, "Address: " + sign_in.address},
         {Paragraph::words, "If it was you, there is nothing to do."},
         {Paragraph::words,
          "If it was not you, open this page and press the button there. It signs that device out and mails "
          "you a link to choose a new password:"},
         {Paragraph::link, std::string{frontend} + "/not-me?token=" + std::string{token}},
         {Paragraph::words, "The link is good for 7 days, once."}});
}

Letter invite(std::string_view frontend, std::string_view token, std::string_view org)
{
    const std::string what = org.empty()
                                 ? "You are invited to sign up."
                                 : "You are invited to join the organization \"" + std::string{org} + "\".";
    return letter("You are invited",
                  {{Paragraph::words, what + " To accept, open this page:"},
                   {Paragraph::link, std::string{frontend} + "/invite?token=" + std::string{token}},
                   {Paragraph::words, "The link is good for 7 days, once, and only for this e-mail address."},
                   {Paragraph::words, "If you do not know what this is about, ignore this letter."}});
}

}   // namespace outbox
