#include "handlers/deliver.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "fcgi/net/mail.h"
#include "handlers/outbox/letter.h"
#include "handlers/outbox/mime.h"
#include "handlers/outbox/outbox_store.h"
#include "handlers/sessions/device.h"
#include "handlers/tokens/challenge.h"

using namespace std::chrono_literals;

// Shorter than a claim in the outbox, so that no one else takes the letter up meanwhile.
static constexpr auto transport_patience = 30s;
static constexpr std::int64_t longest_pause = 4000;   // seconds

// Nothing when its key has left the ring, or we know no letter of that name.
static std::optional<outbox::Letter> write(const PostOffice& office, const outbox::Due& due)
{
    const auto* const letter = outbox::find_template(due.letter);
    if (!letter) return std::nullopt;
    const auto [program, system] = sessions::device_of(due.user_agent);
    outbox::Facts facts{.reference = due.reference,
                        .org = due.org,
                        .sign_in = {due.opened_at, std::string{program}, std::string{system}, due.address}};
    if (letter->has_secret) {
        auto secrets = tokens::secrets_of(office.keys, due.kid, due.seed);
        if (!secrets) return std::nullopt;
        facts.token = std::move(secrets->token);
        facts.code = std::move(secrets->code);
    }
    return letter->write({office.words, outbox::chosen_language(due.locale, due.language),
                          office.config.text(sys::Key::frontend_url)},
                         facts);
}

static net::Delivery hand_over(const PostOffice& office, const outbox::Due& due)
{
    const auto letter = write(office, due);
    // Workers may have got a new key, or a new letter, before this mailer.
    if (!letter)
        return {net::Delivery::try_later, "its signing key is not in the ring, or the letter is unknown"};
    const std::string& from = office.config.text(sys::Key::mail_from);
    const std::string text = outbox::message({from, due.recipient, due.id, due.created_at}, *letter);
    return net::deliver(office.config.text(sys::Key::mail),
                        {outbox::bare_address(from), due.recipient, due.id}, text, transport_patience);
}

// The first pause, doubled with each try.
static std::int64_t pause(const PostOffice& office, std::int64_t attempts)
{
    const std::int64_t first = office.config.number(sys::Key::mail_retry_seconds);
    return std::min(first << std::min<std::int64_t>(attempts - 1, 12), longest_pause);
}

static void settle(const PostOffice& office, const outbox::Due& due, const net::Delivery& delivery)
{
    auto db = office.pool.lease();
    switch (delivery.outcome) {
    case net::Delivery::accepted: return outbox::mark_sent(db, due.id);
    case net::Delivery::try_later:
        return outbox::try_again(db, due.id, pause(office, due.attempts), delivery.reason);
    case net::Delivery::refused: return outbox::park(db, due.id, delivery.reason);
    }
}

// What it says can't be done any more: expired, used, replaced, or the account is gone or verified.
static void drop(const PostOffice& office, const outbox::Due& due)
{
    auto db = office.pool.lease();
    outbox::park(db, due.id, "no longer wanted");
    office.log.info("letter_dropped", {{"id", due.id}, {"letter", due.letter}});
}

bool deliver_one(const PostOffice& office)
{
    const auto due = [&] {
        auto db = office.pool.lease();
        return outbox::claim(db);
    }();
    if (!due) return false;
    if (!due->wanted) return drop(office, *due), true;
    const auto delivery = hand_over(office, *due);
    settle(office, *due, delivery);
    if (delivery.outcome == net::Delivery::accepted)
        office.log.info("letter_sent",
                        {{"id", due->id}, {"letter", due->letter}, {"attempts", due->attempts}});
    else
        office.log.warning("letter_not_sent", {{"id", due->id},
                                               {"letter", due->letter},
                                               {"attempts", due->attempts},
                                               {"reason", delivery.reason}});
    return true;
}
