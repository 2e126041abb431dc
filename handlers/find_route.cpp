#include "handlers/find_route.h"

#include "fcgi/sys/failure.h"
#include "handlers/contracts/contracts.h"

static bool same_but_for_slash(std::string_view a, std::string_view b)
{
    return a == std::string{b} + "/" || b == std::string{a} + "/";
}

static void look_in(const Contract& contract, const http::Request& request, Found& found)
{
    for (const Route& route : contract.routes) {
        if (route.path != request.path) {
            found.slash_differs = found.slash_differs || same_but_for_slash(route.path, request.path);
            continue;
        }
        if (!found.allow.contains(http::name(route.method)))
            found.allow += (found.allow.empty() ? "" : ", ") + std::string{http::name(route.method)};
        if (found.route || http::name(route.method) != request.method) continue;
        found.contract = &contract;
        found.route = &route;
    }
}

Found find_route(const http::Request& request)
{
    const auto named = contracts::named(request.contracts);
    if (named.empty()) throw sys::Failure{"nginx names no contract of ours in LATCHKEY_CONTRACT"};
    Found found{named.front()};
    for (const Contract* contract : named) look_in(*contract, request, found);
    return found;
}
