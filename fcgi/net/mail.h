// Hands one finished message to a mail transport: SMTP (libcurl) or a Maildir.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

namespace net {

// libcurl's process-wide state: main makes one before its first thread and keeps it to the end. SMTP needs
// it.
struct Library {
    Library();   // throws sys::Failure
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

struct Delivery {
    enum Outcome { accepted, try_later, refused };
    Outcome outcome;
    std::string reason;   // the transport's words, printable, without the message's content
};

struct Envelope {
    std::string from;     // bare address
    std::string to;       // bare address
    std::string unique;   // names the message over all tries: letters, digits, '-' and '.'
};

// target: smtp://[user:password@]host[:port][?tls=required|try|off], smtps://..., maildir:/path.
// STARTTLS is required unless the URL says otherwise or the host is a loopback address (there: try). When TLS
// is required, the certificate and its name are verified; with `try` neither is.
// message: RFC 5322, CRLF line ends. Never throws for a transport's fault; ends within patience.
// Refused without a connection: control bytes, spaces or angle brackets in an address, and a message with NUL
// or with a CR or LF on its own. A Maildir gets LF line ends and holds a message of one `unique` once.
Delivery deliver(const std::string& target, const Envelope& envelope, std::string_view message,
                 std::chrono::seconds patience);

// Goes as far as it can without a letter: over SMTP signs in as deliver() would (EHLO, STARTTLS, AUTH); of a
// Maildir looks whether it may be written. accepted: so far all is well. Ends within patience.
Delivery probe(const std::string& target, std::chrono::seconds patience);

}   // namespace net
