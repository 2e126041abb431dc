// Where an account can stand with the KYC provider, and how it gets from one to the other.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kyc {

enum class Status { none, pending, approved, rejected, expired };

std::string_view name(Status status);
std::optional<Status> status_named(std::string_view name);

bool may_become(Status from, Status to);

// What the provider said happened, and when.
struct Step {
    Status status;
    std::optional<std::string> tier;
    std::int64_t time;   // microseconds since 1970
};

struct Standing {
    Status status = Status::none;
    std::optional<std::string> tier = {};
    std::optional<std::int64_t> since = {};   // the time of the step that led there
};

// From the beginning through all steps, in the order given; a step that may not follow is passed over.
Standing replay(const std::vector<Step>& steps);

}   // namespace kyc
