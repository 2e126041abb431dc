// Sentences about letters.
#include <algorithm>
#include <ostream>

#include "fcgi/http/json.h"
#include "fcgi/sys/clock.h"
#include "handlers/administration/sentences.h"
#include "handlers/outbox/letter.h"
#include "handlers/outbox/mime.h"

namespace administration {

namespace {

const outbox::Template& letter_named(const std::string& name)
{
    if (const auto* const found = outbox::find_template(name)) return *found;
    std::string known;
    for (const auto& row : outbox::templates()) (known += known.empty() ? "" : ", ") += row.name;
    throw Misuse{"there is no letter \"" + name + "\"; there are " + known};
}

outbox::Language language_named(const std::string& locale)
{
    if (const auto found = outbox::language_of(locale)) return *found;
    std::string known;
    for (const auto language : outbox::languages) (known += known.empty() ? "" : ", ") += tag(language);
    throw Misuse{"no letter is in \"" + locale + "\"; they are in " + known};
}

void show(const Desk& desk, const outbox::Letter& letter, std::int64_t now)
{
    if (desk.json) {
        http::Json json;
        json.with("language", tag(letter.language))
            .with("subject", letter.subject)
            .with("text", letter.text)
            .with("html", letter.html);
        desk.out << json.text() << '\n';
        return;
    }
    std::string text = outbox::message(
        {desk.config.text(sys::Key::mail_from), "someone@example.com", "preview", now}, letter);
    std::erase(text, '\r');   // as files have it here
    desk.out << text;
}

}   // namespace

Exit mail_preview(const Desk& desk, Words words)
{
    const auto language = language_named(words.take_option("--locale", "en"));
    const auto& letter = letter_named(words.take_next());
    words.end();
    const auto [own, problems] = outbox::read_words(desk.config);
    for (const auto& problem : problems) desk.err << problem << '\n';
    if (!problems.empty()) return refused;
    const std::int64_t now = sys::system_clock()();
    const outbox::Facts facts{"made-up-token", "123456", "Example", {now, "Firefox on Linux", "192.0.2.1"}};
    show(desk, letter.write({own, language, desk.config.text(sys::Key::frontend_url)}, facts), now);
    return done;
}

}   // namespace administration
