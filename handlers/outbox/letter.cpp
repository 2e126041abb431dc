#include "handlers/outbox/letter.h"

#include <algorithm>
#include <array>
#include <ctime>

#include "handlers/outbox/draft.h"

namespace outbox {

namespace {

// Day, month and so on, always in UTC.
std::string moment(const Paper& paper, std::int64_t seconds)
{
    const std::time_t when = seconds;
    std::tm utc{};
    gmtime_r(&when, &utc);
    std::array<char, 16> clock{};
    std::strftime(clock.data(), clock.size(), "%H:%M", &utc);
    std::string_view months = paper.words.of(Text::date_months, paper.language);
    for (int i = 0; i < utc.tm_mon; ++i)
        months.remove_prefix(months.find_first_not_of(' ', months.find(' ')));
    return filled(paper.words.of(Text::date_form, paper.language),
                  {{"day", std::to_string(utc.tm_mday)},
                   {"month", std::string{months.substr(0, months.find(' '))}},
                   {"year", std::to_string(utc.tm_year + 1900)},
                   {"clock", clock.data()}});
}

std::string device(const Paper& paper, const SignIn& sign_in)
{
    const auto said = [&](Text text) { return std::string{paper.words.of(text, paper.language)}; };
    if (sign_in.system.empty()) return sign_in.program.empty() ? said(Text::device_unknown) : sign_in.program;
    return filled(said(sign_in.program.empty() ? Text::device_unknown_browser : Text::device_on),
                  {{"program", sign_in.program}, {"system", sign_in.system}});
}

Letter change_told(const Paper& paper, Text what)
{
    Draft draft{paper, Text::password_changed_subject};
    draft.say(what);
    draft.say(Text::password_changed_not_you);
    draft.link("/forgot-password");
    return draft.done();
}

constexpr Template rows[] = {
    {"verify_email", true, verify_email},
    {"reset_password", true, reset_password},
    {"password_changed", false, password_changed},
    {"password_changed_in_session", false, password_changed_in_session},
    {"identity_linked", false, identity_linked},
    {"new_device", true, new_device},
    {"invite", true, invite},
};

}   // namespace

Letter verify_email(const Paper& paper, const Facts& facts)
{
    Draft draft{paper, Text::verify_email_subject};
    draft.say(Text::verify_email_link);
    draft.link("/verify-email?token=" + facts.token);
    draft.say(Text::verify_email_code);
    draft.code(facts.code);
    if (!facts.reference.empty()) draft.say(Text::verify_email_reference, {{"reference", facts.reference}});
    draft.say(Text::verify_email_good_for);
    draft.say(Text::verify_email_not_you);
    return draft.done();
}

Letter reset_password(const Paper& paper, const Facts& facts)
{
    Draft draft{paper, Text::reset_password_subject};
    draft.say(Text::reset_password_link);
    draft.link("/reset-password?token=" + facts.token);
    draft.say(Text::reset_password_good_for);
    draft.say(Text::reset_password_not_you);
    return draft.done();
}

Letter password_changed(const Paper& paper, const Facts&)
{
    return change_told(paper, Text::password_changed_what);
}

Letter password_changed_in_session(const Paper& paper, const Facts&)
{
    return change_told(paper, Text::password_changed_what_in_session);
}

Letter identity_linked(const Paper& paper, const Facts&)
{
    Draft draft{paper, Text::identity_linked_subject};
    draft.say(Text::identity_linked_what);
    draft.say(Text::identity_linked_not_you);
    draft.link("/forgot-password");
    return draft.done();
}

Letter new_device(const Paper& paper, const Facts& facts)
{
    Draft draft{paper, Text::new_device_subject};
    draft.say(Text::new_device_what);
    draft.say(Text::new_device_time, {{"time", moment(paper, facts.sign_in.at)}});
    draft.say(Text::new_device_device, {{"device", device(paper, facts.sign_in)}});
    draft.say(Text::new_device_address, {{"address", facts.sign_in.address}});
    draft.say(Text::new_device_was_you);
    draft.say(Text::new_device_not_you);
    draft.link("/not-me?token=" + facts.token);
    draft.say(Text::new_device_good_for);
    return draft.done();
}

Letter invite(const Paper& paper, const Facts& facts)
{
    Draft draft{paper, Text::invite_subject};
    if (facts.org.empty())
        draft.say(Text::invite_to_register);
    else
        draft.say(Text::invite_to_join, {{"org", facts.org}});
    draft.link("/invite?token=" + facts.token);
    draft.say(Text::invite_good_for);
    draft.say(Text::invite_not_you);
    return draft.done();
}

std::span<const Template> templates()
{
    return rows;
}

const Template* find_template(std::string_view name)
{
    const auto* const found = std::ranges::find(rows, name, &Template::name);
    return found == std::end(rows) ? nullptr : found;
}

}   // namespace outbox
