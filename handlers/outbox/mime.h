// A letter as a message: RFC 5322 header, multipart/alternative (RFC 2046), CRLF line ends. Bytes beyond
// ASCII travel encoded, so that every server may take it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "handlers/outbox/letter.h"

namespace outbox {

struct Heading {
    std::string from;          // "Name <a@b.example>" or bare
    std::string to;            // bare address
    std::string id;            // names the message over all tries
    std::int64_t written_at;   // seconds since 1970
};

// Throws sys::Failure when a heading has a control byte: nothing may start a header of its own.
std::string message(const Heading& heading, const Letter& letter);

// "a@b.example" of either form of a mailbox.
std::string bare_address(std::string_view mailbox);

}   // namespace outbox
