// The texts letters are made of, and their words in each language. What a catalogue lacks, has twice or gets
// wrong does not compile; what a sysadmin's file puts in their place is judged by the same flaw().
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "handlers/outbox/language.h"

namespace outbox {

enum class Text {
    service_name,
    letter_foot,
    date_form,
    date_months,
    device_on,
    device_unknown_browser,
    device_unknown,
    verify_email_subject,
    verify_email_link,
    verify_email_code,
    verify_email_reference,
    verify_email_good_for,
    verify_email_not_you,
    reset_password_subject,
    reset_password_link,
    reset_password_good_for,
    reset_password_not_you,
    password_changed_subject,
    password_changed_what,
    password_changed_what_in_session,
    password_changed_not_you,
    identity_linked_subject,
    identity_linked_what,
    identity_linked_not_you,
    new_device_subject,
    new_device_what,
    new_device_time,
    new_device_device,
    new_device_address,
    new_device_was_you,
    new_device_not_you,
    new_device_good_for,
    invite_subject,
    invite_to_register,
    invite_to_join,
    invite_good_for,
    invite_not_you,
    count,
};

struct TextRow {
    Text text;
    std::string_view name;    // in a sysadmin's file
    std::string_view needs;   // what its words must hold, blanks between
};

// In the order of Text. {service} may stand in all of them but the first.
inline constexpr TextRow text_rows[] = {
    {Text::service_name, "service.name", ""},
    {Text::letter_foot, "letter.foot", ""},
    {Text::date_form, "date.form", "{day} {month} {year} {clock}"},
    {Text::date_months, "date.months", ""},
    {Text::device_on, "device.on", "{program} {system}"},
    {Text::device_unknown_browser, "device.unknown_browser", "{system}"},
    {Text::device_unknown, "device.unknown", ""},
    {Text::verify_email_subject, "verify_email.subject", ""},
    {Text::verify_email_link, "verify_email.link", ""},
    {Text::verify_email_code, "verify_email.code", ""},
    {Text::verify_email_reference, "verify_email.reference", "{reference}"},
    {Text::verify_email_good_for, "verify_email.good_for", ""},
    {Text::verify_email_not_you, "verify_email.not_you", ""},
    {Text::reset_password_subject, "reset_password.subject", ""},
    {Text::reset_password_link, "reset_password.link", ""},
    {Text::reset_password_good_for, "reset_password.good_for", ""},
    {Text::reset_password_not_you, "reset_password.not_you", ""},
    {Text::password_changed_subject, "password_changed.subject", ""},
    {Text::password_changed_what, "password_changed.what", ""},
    {Text::password_changed_what_in_session, "password_changed.what_in_session", ""},
    {Text::password_changed_not_you, "password_changed.not_you", ""},
    {Text::identity_linked_subject, "identity_linked.subject", ""},
    {Text::identity_linked_what, "identity_linked.what", ""},
    {Text::identity_linked_not_you, "identity_linked.not_you", ""},
    {Text::new_device_subject, "new_device.subject", ""},
    {Text::new_device_what, "new_device.what", ""},
    {Text::new_device_time, "new_device.time", "{time}"},
    {Text::new_device_device, "new_device.device", "{device}"},
    {Text::new_device_address, "new_device.address", "{address}"},
    {Text::new_device_was_you, "new_device.was_you", ""},
    {Text::new_device_not_you, "new_device.not_you", ""},
    {Text::new_device_good_for, "new_device.good_for", ""},
    {Text::invite_subject, "invite.subject", ""},
    {Text::invite_to_register, "invite.to_register", ""},
    {Text::invite_to_join, "invite.to_join", "{org}"},
    {Text::invite_good_for, "invite.good_for", ""},
    {Text::invite_not_you, "invite.not_you", ""},
};

struct Flaw {
    std::string_view what;   // empty: there is none
    std::string_view which = {};
};

constexpr std::size_t months_in(std::string_view words)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] != ' ' && (i == 0 || words[i - 1] == ' ')) ++count;
    return count;
}

// What stands between braces must be what the row needs, or {service}.
constexpr Flaw foreign_braces(const TextRow& row, std::string_view words)
{
    for (std::size_t at = words.find_first_of("{}"); at != words.npos; at = words.find_first_of("{}", at)) {
        const std::size_t end = words.find('}', at);
        const std::string_view braces = words.substr(at, end == words.npos ? 1 : end - at + 1);
        const bool known = braces.size() > 2 && (row.needs.find(braces) != row.needs.npos ||
                                                 (braces == "{service}" && row.text != Text::service_name));
        if (!known) return {"can't have ", braces};
        at += braces.size();
    }
    return {};
}

// What is wrong with these words of a text.
constexpr Flaw flaw(const TextRow& row, std::string_view words)
{
    if (words.find_first_not_of(' ') == words.npos) return {"is empty"};
    if (words.size() > 1000) return {"is longer than 1000 bytes"};
    for (const char c : words)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return {"has a control character"};
    if (row.text == Text::date_months && months_in(words) != 12)
        return {"must be twelve words with blanks between"};
    for (std::string_view rest = row.needs; !rest.empty();) {
        const std::string_view braces = rest.substr(0, rest.find(' '));
        if (words.find(braces) == words.npos) return {"lacks ", braces};
        rest.remove_prefix(rest.size() == braces.size() ? rest.size() : braces.size() + 1);
    }
    return foreign_braces(row, words);
}

using Catalogue = std::array<std::string_view, std::size_t(Text::count)>;

struct Entry {
    Text text;
    std::string_view words;
};

// Every text once, in the order of Text, without a flaw.
template <std::size_t n>
consteval Catalogue catalogue(const Entry (&entries)[n])
{
    static_assert(n == std::size_t(Text::count), "a text is missing, or one is there twice");
    static_assert(std::size(text_rows) == std::size_t(Text::count), "a text has no row");
    Catalogue made;
    for (std::size_t i = 0; i < n; ++i) {
        if (text_rows[i].text != Text(i) || entries[i].text != Text(i)) throw "texts are out of order";
        if (!flaw(text_rows[i], entries[i].words).what.empty()) throw "words have a flaw";
        made[i] = entries[i].words;
    }
    return made;
}

extern const Catalogue english;
extern const Catalogue german;
extern const Catalogue french;
extern const Catalogue spanish;
extern const Catalogue chinese;
extern const Catalogue arabic;

const Catalogue& catalogue_of(Language language);

}   // namespace outbox
