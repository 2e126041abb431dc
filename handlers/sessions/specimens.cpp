// Made-up sessions, for OpenAPI.
#include "handlers/sessions/opened.h"
#include "handlers/sessions/session_list_store.h"

namespace sessions {

static constexpr std::int64_t second = 1'767'323'045;   // 2026-01-02T03:04:05Z

static Issued issued_to(accounts::Holder holder)
{
    return {std::move(holder), "eyJh...", "eyJh...", 900, 2'592'000, second + 900};
}

std::vector<Issued> specimens(Of<Issued>)
{
    std::vector<Issued> issued;
    for (const auto& account : accounts::specimens(Of<accounts::Account>{}))
        issued.push_back(issued_to(account));
    return issued;
}

std::vector<Opened> specimens(Of<Opened>)
{
    std::vector<Opened> opened;
    for (const auto& account : accounts::specimens(Of<accounts::Account>{}))
        opened.push_back({issued_to(account), account});
    return opened;
}

std::vector<Listed> specimens(Of<Listed>)
{
    constexpr std::int64_t moment = second * 1'000'000;
    return {{"7c1d4f0e-52a1-4f0b-8f43-7b6a0c1f2d33",
             moment,
             moment,
             moment,
             "203.0.113.7",
             "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
             "Firefox on Linux",
             {"Firefox", "Linux"},
             "password"},
            {"0d6f3c1b-52a1-4f0b-8f43-7b6a0c1f2d33",
             moment,
             moment,
             moment,
             "203.0.113.7",
             "",
             "Unknown device",
             {},
             "password"}};
}

}   // namespace sessions
