// latchkey doctor: whether all that Latchkey needs is there and fits, asked of the things themselves.
#include <ostream>

#include "fcgi/http/json.h"
#include "fcgi/net/mail.h"
#include "fcgi/sys/clock.h"
#include "fcgi/sys/failure.h"
#include "handlers/administration/office.h"
#include "handlers/administration/ring.h"
#include "handlers/administration/sentences.h"
#include "handlers/audit/audit_store.h"
#include "handlers/doctor/examinations.h"

namespace administration {

namespace {

using doctor::Finding;

std::string_view text(Finding::Verdict verdict)
{
    switch (verdict) {
    case Finding::good: return "ok";
    case Finding::doubtful: return "doubtful";
    case Finding::skipped: return "skipped";
    case Finding::bad: break;
    }
    return "bad";
}

void show(const Desk& desk, const Finding& finding)
{
    if (desk.json) {
        http::Json json;
        json.with("about", finding.about).with("verdict", text(finding.verdict)).with("words", finding.words);
        desk.out << json.text() << '\n';
        return;
    }
    desk.out << text(finding.verdict) << '\t' << finding.about << '\t' << finding.words << '\n' << std::flush;
}

constexpr std::int64_t old = 365;   // days

// Whose age is not known was not staged here: it stands in the env file since it was made.
Finding judged(const RingKey& key, const std::string& ring, std::int64_t now, std::int64_t refresh_days)
{
    const std::string words = ring + " key " + key.kid + " is " + name(key.state);
    if (!key.since) return {"keys", Finding::good, words};
    const std::int64_t days = (now - *key.since / 1'000'000) / 86'400;
    const std::string aged = words + " since " + std::to_string(days) + " days";
    if (key.state == RingKey::active && days > old)
        return {"keys", Finding::doubtful, aged + "; key rotate --" + ring + " stage begins a change"};
    if (key.state == RingKey::retiring && days > refresh_days)
        return {"keys", Finding::doubtful, aged + "; key rotate --" + ring + " retire takes it out"};
    return {"keys", Finding::good, aged};
}

void examine_keys(const Desk& desk, const doctor::Patient& patient)
{
    try {
        Office office{desk};
        auto db = office.lease();
        const auto events = audit::key_events(db);
        for (const auto& [ring, setting] :
             {std::pair{"jwt", sys::Key::jwt_keys}, std::pair{"seal", sys::Key::seal_keys}})
        {
            const Ring known{ring, desk.config.text(setting), events};
            for (const RingKey& key : known.keys())
                patient.tell(
                    judged(key, ring, sys::system_clock()(), desk.config.number(sys::Key::refresh_days)));
        }
    } catch (const sys::Failure&) {
        patient.tell({"keys", Finding::skipped, "their ages stand in the database"});
    }
}

}   // namespace

Exit examine(const Desk& desk, Words words)
{
    const std::string mount = words.take_option("--mount", "/api/auth");
    const std::string recipient = words.take_option("--mail-to");
    words.end();
    if (!mount.starts_with('/')) throw Misuse{"--mount is a path, as nginx has it: /api/auth"};
    const net::Library library;
    Exit verdict = done;
    const doctor::Patient patient{desk.config, [&](const Finding& finding) {
                                      show(desk, finding);
                                      if (finding.verdict == Finding::bad) verdict = refused;
                                  }};
    doctor::examine_files(patient);
    doctor::examine_addresses(patient, mount);
    doctor::examine_database(patient);
    examine_keys(desk, patient);
    doctor::examine_front(patient, mount);
    doctor::examine_mail(patient);
    if (!recipient.empty()) doctor::examine_letter(patient, recipient);
    return verdict;
}

}   // namespace administration
