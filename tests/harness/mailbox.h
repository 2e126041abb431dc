// The Maildir the sandbox's mail goes to.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace test {

struct Mail {
    std::string file;   // name in new/
    std::string raw;    // whole message

    std::string header(std::string_view name) const;   // unfolded and decoded; "" when absent
    std::string text() const;                          // text/plain part, with \n line ends; "" when absent
    std::string html() const;                          // text/html part
    std::string link() const;                          // the line of the text part that is a link
    std::string token() const;                         // the value of token= in that link
    std::string code() const;                          // the six digits alone on a line
};

class Mailbox {
public:
    explicit Mailbox(std::string directory) : directory_{std::move(directory)} {}

    // All letters to that address, oldest first.
    std::vector<Mail> to(std::string_view address) const;
    // Waits until that many letters to the address are there (fails the test after patience) and gives the
    // newest.
    Mail wait_for(std::string_view address, std::size_t count = 1,
                  std::chrono::milliseconds patience = std::chrono::seconds{10}) const;
    // The same for letters of that subject.
    std::vector<Mail> to(std::string_view address, std::string_view subject) const;
    Mail wait_for_subject(std::string_view address, std::string_view subject, std::size_t count = 1) const;

private:
    std::string directory_;
};

}   // namespace test
