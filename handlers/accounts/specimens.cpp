// Made-up accounts and what operations on them come back with, for OpenAPI.
#include "handlers/accounts/account.h"
#include "handlers/accounts/prove_address.h"
#include "handlers/accounts/verification_status.h"
#include "handlers/accounts/verify_email.h"

namespace accounts {

static constexpr std::int64_t moment = 1'767'323'045'000'000;   // 2026-01-02T03:04:05Z
static constexpr const char* id = "0b0e7a54-3d6c-4c3e-9d0a-2f6c1f1f5a11";
static constexpr const char* email = "ada@example.com";

// Nothing in it that may be absent.
static Account bare()
{
    Account account;
    account.id = id;
    account.email = email;
    account.subscription_status = "none";
    account.subscription_tier = "free";
    account.created_at = account.updated_at = moment;
    return account;
}

std::vector<Account> specimens(Of<Account>)
{
    Account full = bare();
    full.full_name = "Ada";
    full.avatar_url = "https://example.com/ada.png";
    full.has_password = true;
    full.active = full.verified = true;
    full.last_login_at = full.verified_at = moment;
    full.username = "ada";
    full.phone = "+44 20 7946 0000";
    full.bio = "Counts.";
    full.time_zone = "Europe/London";
    full.locale = "en-GB";
    full.preferences = full.settings = R"({"*":null})";
    full.default_workspace_id = "first";
    full.roles = {"admin"};
    full.provider = "google";
    return {full, bare()};
}

std::vector<Brief> specimens(Of<Brief>)
{
    const auto accounts = specimens(Of<Account>{});
    return {accounts.begin(), accounts.end()};
}

std::vector<Verification> specimens(Of<Verification>)
{
    return {Verification::done, Verification::already};
}

std::vector<Proven> specimens(Of<Proven>)
{
    return {{false, id, email, "https://app.example.com/login"}};
}

std::vector<VerificationStatus> specimens(Of<VerificationStatus>)
{
    return {{email, {}, moment, 3600}, {email, moment, {}, 0}};
}

}   // namespace accounts
