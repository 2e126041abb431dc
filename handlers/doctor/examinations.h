// What `latchkey doctor` looks at. The process needs a net::Library. Each examination tells all it finds and
// never throws for what is broken; one that needs what another found missing says so itself.
#pragma once
#include <chrono>
#include <optional>
#include <string>

#include <netinet/in.h>

#include "fcgi/net/mail.h"
#include "handlers/doctor/finding.h"

namespace doctor {

inline constexpr std::chrono::seconds patience{10};   // with each thing that is asked

// Modes of the files that hold the configuration, the place for hash lanes.
void examine_files(const Patient& patient);
// Whether addresses and cookies can work together, and what providers must know of us.
void examine_addresses(const Patient& patient, const std::string& mount);
// Reach, version, schema, rights of the role, clock.
void examine_database(const Patient& patient);
// What our own workers know us by, for a minute: signed as they sign.
std::string proof(const sys::Config& config);
// Calls our own workers through PUBLIC_URL and looks at how that arrives there.
void examine_front(const Patient& patient, const std::string& mount);
// The mail server up to a letter, and what the sender's domain says of itself. resolver: instead of the
// host's.
void examine_mail(const Patient& patient, const std::optional<sockaddr_in>& resolver = {});

// A letter that says it is a trial.
net::Delivery send_trial(const sys::Config& config, const std::string& recipient);
void examine_letter(const Patient& patient, const std::string& recipient);

}   // namespace doctor
