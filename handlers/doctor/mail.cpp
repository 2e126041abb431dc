// Whether letters can go out, and whether receivers are told that they are ours.
#include <algorithm>

#include "fcgi/crypto/random.h"
#include "fcgi/net/dns.h"
#include "fcgi/sys/clock.h"
#include "fcgi/sys/encoding.h"
#include "handlers/doctor/examinations.h"
#include "handlers/outbox/mime.h"

namespace doctor {

namespace {

void tell(const Patient& patient, const std::string& what, const net::Delivery& delivery)
{
    const bool good = delivery.outcome == net::Delivery::accepted;
    patient.tell({"mail", good ? Finding::good : Finding::bad,
                  what + (delivery.reason.empty() ? "" : ": " + delivery.reason)});
}

bool any_begins(const net::TextRecords& records, std::string_view with)
{
    return std::ranges::any_of(records.texts,
                               [&](const std::string& text) { return text.starts_with(with); });
}

// What receivers look for: without it letters are taken for spam.
void examine_record(const Patient& patient, const net::TextRecords& records, const std::string& name,
                    std::string_view begins)
{
    if (records.outcome == net::TextRecords::silent)
        return patient.tell({"sender", Finding::skipped, name + ": no resolver answers"});
    const bool there = any_begins(records, begins);
    patient.tell({"sender", there ? Finding::good : Finding::doubtful,
                  name + (there ? " says " : " lacks a text that begins with ") + std::string{begins}});
}

// Whose keys are there is not ours to know: a name below is enough.
void examine_keys(const Patient& patient, const net::TextRecords& records, const std::string& name)
{
    if (records.outcome == net::TextRecords::silent)
        return patient.tell({"sender", Finding::skipped, name + ": no resolver answers"});
    const bool there = records.outcome != net::TextRecords::no_name;
    patient.tell({"sender", there ? Finding::good : Finding::doubtful,
                  name + (there ? " has names for DKIM keys" : " does not exist: no DKIM key is published")});
}

}   // namespace

void examine_mail(const Patient& patient, const std::optional<sockaddr_in>& resolver)
{
    const std::string& target = patient.config.text(sys::Key::mail);
    const bool kept = target.starts_with("maildir:");
    tell(patient, kept ? "the Maildir" : "the mail server", net::probe(target, patience));
    if (kept) return;
    const std::string from = outbox::bare_address(patient.config.text(sys::Key::mail_from));
    const std::string domain = from.substr(from.rfind('@') + 1);
    const auto ask = [&](const std::string& name) {
        return net::text_records(name, std::chrono::seconds{3}, resolver);
    };
    examine_record(patient, ask(domain), domain, "v=spf1");
    examine_record(patient, ask("_dmarc." + domain), "_dmarc." + domain, "v=DMARC1");
    examine_keys(patient, ask("_domainkey." + domain), "_domainkey." + domain);
}

net::Delivery send_trial(const sys::Config& config, const std::string& recipient)
{
    const std::string& from = config.text(sys::Key::mail_from);
    const std::string id = "trial-" + sys::hex(crypto::random_bytes(8));
    const outbox::Letter letter{.subject = "A trial letter from Latchkey",
                                .text =
                                    "Whoever keeps Latchkey asked it to send this letter, to see that it"
                                    " arrives.\nIt did.\n",
                                .html =
                                    "<p>Whoever keeps Latchkey asked it to send this letter, to see that it"
                                    " arrives.</p><p>It did.</p>"};
    const std::string text = outbox::message({from, recipient, id, sys::system_clock()()}, letter);
    return net::deliver(config.text(sys::Key::mail), {outbox::bare_address(from), recipient, id}, text,
                        std::chrono::seconds{30});
}

void examine_letter(const Patient& patient, const std::string& recipient)
{
    tell(patient, "a letter to " + recipient, send_trial(patient.config, recipient));
}

}   // namespace doctor
