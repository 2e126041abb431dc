// Broken machinery: a lost database, a missing key, a full disk. Never a client's mistake.
// Thrown where it happens, caught once per program (handlers/answer.cpp for requests).
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace sys {

class Failure : public std::runtime_error {
public:
    // what: for the log only, never for an answer. sqlstate: five characters, when Postgres said it.
    // detail: Postgres' DETAIL or CONSTRAINT NAME, for whoever asks a question below.
    explicit Failure(const std::string& what, std::string sqlstate = {}, std::string detail = {})
        : std::runtime_error{what}, sqlstate_{std::move(sqlstate)}, detail_{std::move(detail)}
    {}

    const std::string& sqlstate() const noexcept { return sqlstate_; }
    const std::string& detail() const noexcept { return detail_; }

    // A unique constraint refused the write; constraint is its name in sql/.
    bool breaks(std::string_view constraint) const noexcept
    {
        return sqlstate_ == "23505" && detail_ == constraint;
    }

private:
    std::string sqlstate_;
    std::string detail_;
};

}   // namespace sys
