// Asks the resolvers of this host (resolv.conf) for what the system's look-up of addresses doesn't tell.
#pragma once
#include <netinet/in.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace net {

struct TextRecords {
    enum Outcome {
        found,
        empty,     // the name is there, with no text or nothing but names below it
        no_name,   // NXDOMAIN: neither the name is there nor any below it
        silent,    // no resolver said anything that counts
    };
    Outcome outcome;
    std::vector<std::string> texts = {};   // each with its pieces joined (RFC 7208 section 3.3)
};

// server: asked instead of the host's resolvers. Two tries of patience each; never throws for a resolver's
// faults.
TextRecords text_records(const std::string& name, std::chrono::seconds patience,
                         const std::optional<sockaddr_in>& server = {});

}   // namespace net
