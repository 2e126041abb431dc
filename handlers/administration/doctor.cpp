// latchkey doctor: whether all that Latchkey needs is there and fits, asked of the things themselves.
#include <ostream>

#include "fcgi/http/json.h"
#include "fcgi/net/mail.h"
#include "handlers/administration/sentences.h"
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
    doctor::examine_front(patient, mount);
    doctor::examine_mail(patient);
    if (!recipient.empty()) doctor::examine_letter(patient, recipient);
    return verdict;
}

}   // namespace administration
