// Sentences about the program itself: metrics, routes, the cost of a hash.
#include <chrono>
#include <ostream>

#include "fcgi/crypto/password.h"
#include "fcgi/crypto/random.h"
#include "handlers/administration/sentences.h"
#include "handlers/contracts/contracts.h"
#include "handlers/exposition.h"
#include "handlers/openapi/words.h"
#include "handlers/service.h"

namespace administration {

namespace {

void show(const Desk& desk, const Contract& contract, const Route& route)
{
    if (!desk.json) {
        desk.out << contract.name << '\t' << http::name(route.method) << '\t' << route.path << '\t'
                 << openapi::text(route.caller) << '\t' << openapi::text(route.limit) << '\n';
        return;
    }
    http::Json json;
    json.with("contract", contract.name)
        .with("method", http::name(route.method))
        .with("path", route.path)
        .with("caller", openapi::text(route.caller))
        .with("limit", openapi::text(route.limit));
    desk.out << json.text() << '\n';
}

// Milliseconds one hash takes, the better of two.
std::int64_t measure(const crypto::Cost& cost)
{
    using namespace std::chrono;
    std::int64_t best = INT64_MAX;
    for (int i = 0; i < 2; ++i) {
        const auto start = steady_clock::now();
        (void)crypto::hash_password("correct horse battery staple", cost, crypto::random_bytes(16));
        best = std::min(best, std::int64_t(duration_cast<milliseconds>(steady_clock::now() - start).count()));
    }
    return best;
}

void show(const Desk& desk, const crypto::Cost& cost, std::int64_t milliseconds)
{
    const std::string setting =
        std::to_string(cost.log_n) + "," + std::to_string(cost.r) + "," + std::to_string(cost.p);
    const std::int64_t memory = (std::int64_t{128} << cost.log_n) * cost.r / (1024 * 1024);
    if (desk.json) {
        http::Json json;
        json.with("scrypt", setting).with("milliseconds", milliseconds).with("mebibytes", memory);
        desk.out << json.text() << '\n';
    } else {
        desk.out << "LATCHKEY_SCRYPT=" << setting << "  # " << milliseconds << " ms, " << memory << " MiB\n";
    }
}

}   // namespace

Exit metrics_docs(const Desk& desk, Words words)
{
    words.end();
    desk.out << metrics_reference();
    return done;
}

Exit routes(const Desk& desk, Words words)
{
    words.end();
    for (const Contract* contract : contracts::all())
        for (const Route& route : contract->routes) show(desk, *contract, route);
    return done;
}

// The strongest OWASP-equal cost that stays within the target on this machine.
Exit hash_bench(const Desk& desk, Words words)
{
    const std::string target = words.take_option("--target", "250");
    words.end();
    char* end = nullptr;
    const std::int64_t limit = std::strtoll(target.c_str(), &end, 10);
    if (limit < 1 || *end != '\0') throw Misuse{"--target is a number of milliseconds"};
    constexpr crypto::Cost costs[] = {{17, 8, 1}, {16, 8, 2}, {15, 8, 3}, {14, 8, 5}};
    bool fits = false;
    for (const auto& cost : costs) {
        const auto milliseconds = measure(cost);
        show(desk, cost, milliseconds);
        fits = fits || milliseconds <= limit;
    }
    if (!fits) desk.err << "latchkey: none of them takes " << limit << " ms or less on this machine\n";
    return fits ? done : refused;
}

}   // namespace administration
