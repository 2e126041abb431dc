// Sentences about letters.
#include <algorithm>
#include <ostream>

#include "fcgi/http/json.h"
#include "fcgi/net/mail.h"
#include "fcgi/sys/clock.h"
#include "handlers/administration/office.h"
#include "handlers/administration/sentences.h"
#include "handlers/contracts/framework.h"
#include "handlers/doctor/examinations.h"
#include "handlers/outbox/letter.h"
#include "handlers/outbox/mime.h"
#include "handlers/outbox/outbox_store.h"
#include "handlers/tokens/uuid.h"

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

std::string moment(std::int64_t seconds)
{
    return contracts::iso8601(seconds * 1'000'000);
}

void show(const Desk& desk, const outbox::Waiting& letter)
{
    if (desk.json) {
        http::Json json;
        json.with("id", letter.id)
            .with("letter", letter.letter)
            .with("recipient", letter.recipient)
            .with("created_at", moment(letter.created_at))
            .with("attempts", letter.attempts);
        if (letter.next_at > 0) json.with("next_attempt_at", moment(letter.next_at));
        json.with("given_up", letter.next_at == 0).with("reason", letter.reason);
        desk.out << json.text() << '\n';
        return;
    }
    desk.out << letter.id << '\t' << letter.letter << '\t' << letter.recipient << '\t'
             << moment(letter.created_at) << '\t' << letter.attempts << '\t'
             << (letter.next_at == 0 ? "given up" : moment(letter.next_at)) << '\t' << letter.reason << '\n';
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
    const outbox::Facts facts{
        "made-up-token", "123456", "K7QP", "Example", {now, "Firefox", "Linux", "192.0.2.1"}};
    show(desk, letter.write({own, language, desk.config.text(sys::Key::frontend_url)}, facts), now);
    return done;
}

Exit mail_queue(const Desk& desk, Words words)
{
    words.end();
    Office office{desk};
    auto db = office.lease();
    std::optional<std::string> last;
    while (true) {
        const auto letters = outbox::waiting(db, last);
        for (const auto& letter : letters) show(desk, letter);
        if (letters.empty()) return done;
        last = letters.back().id;
    }
}

Exit mail_retry(const Desk& desk, Words words)
{
    const bool all = words.take_flag("--all");
    const std::optional<std::string> id = all ? std::nullopt : std::optional{words.take_next()};
    words.end();
    if (id && !tokens::is_uuid(*id)) throw Misuse{"\"" + *id + "\" is no id of a letter"};
    Office office{desk};
    auto db = office.lease();
    const std::int64_t count = outbox::retry(db, id);
    if (desk.json)
        desk.out << http::Json{}.with("letters", count).text() << '\n';
    else
        desk.out << count << (count == 1 ? " letter" : " letters") << " will be tried now\n";
    return count > 0 || all ? done : refused;
}

// Whoever keeps it sees at once what the server says.
Exit mail_test(const Desk& desk, Words words)
{
    const std::string recipient = words.take_next();
    words.end();
    const net::Library library;
    const auto delivery = doctor::send_trial(desk.config, recipient);
    const bool sent = delivery.outcome == net::Delivery::accepted;
    if (desk.json)
        desk.out << http::Json{}.with("sent", sent).with("reason", delivery.reason).text() << '\n';
    else
        (sent ? desk.out : desk.err) << (sent ? "sent" : "not sent")
                                     << (delivery.reason.empty() ? "" : ": " + delivery.reason) << '\n';
    return sent ? done : refused;
}

}   // namespace administration
