#include "fcgi/crypto/password.h"

extern "C" {
#include <libscrypt.h>
}
#include <openssl/crypto.h>

#include <charconv>
#include <cstdint>
#include <optional>

#include "fcgi/crypto/digest.h"
#include "fcgi/crypto/random.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace crypto {
namespace {

constexpr std::size_t salt_size = 16;
constexpr std::size_t hash_size = 64;
constexpr std::uint64_t most_blocks = 1u << 21;   // N*r, of 128 bytes each: 256 MiB
constexpr std::uint64_t most_work = 1u << 24;     // N*r*p

// $s1$NNrrpp$<24 characters>$<88 characters>
constexpr std::string_view mark = "$s1$";
constexpr std::size_t cost_at = 4;
constexpr std::size_t salt_at = 11;
constexpr std::size_t hash_at = 36;
constexpr std::size_t mcf_size = 124;

struct Mcf {
    Cost cost;
    std::string salt;
    std::string hash;
};

bool affordable(const Cost& cost)
{
    if (cost.log_n < 4 || cost.log_n > 20 || cost.r < 1 || cost.r > 32 || cost.p < 1 || cost.p > 16)
        return false;
    const std::uint64_t blocks = (std::uint64_t{1} << cost.log_n) * cost.r;
    return blocks <= most_blocks && blocks * cost.p <= most_work;
}

std::optional<Cost> decode_cost(std::string_view digits)
{
    const auto bytes = sys::from_hex(digits);
    if (!bytes || bytes->size() != 3) return std::nullopt;
    const auto number = [&](std::size_t i) { return unsigned{static_cast<unsigned char>((*bytes)[i])}; };
    const Cost cost{number(0), number(1), number(2)};
    if (!affordable(cost)) return std::nullopt;
    return cost;
}

std::optional<Mcf> parse_mcf(std::string_view text)
{
    if (text.size() != mcf_size || !text.starts_with(mark)) return std::nullopt;
    if (text[salt_at - 1] != '$' || text[hash_at - 1] != '$') return std::nullopt;
    const auto cost = decode_cost(text.substr(cost_at, salt_at - 1 - cost_at));
    auto salt = sys::from_base64(text.substr(salt_at, hash_at - 1 - salt_at));
    auto hash = sys::from_base64(text.substr(hash_at));
    if (!cost || !salt || !hash) return std::nullopt;
    if (salt->size() != salt_size || hash->size() != hash_size) return std::nullopt;
    return Mcf{*cost, std::move(*salt), std::move(*hash)};
}

std::string mcf_text(const Mcf& mcf)
{
    const char cost[] = {char(mcf.cost.log_n), char(mcf.cost.r), char(mcf.cost.p)};
    std::string text{mark};
    text += sys::hex({cost, sizeof cost});
    text += '$' + sys::base64(mcf.salt) + '$' + sys::base64(mcf.hash);
    return text;
}

// Takes the number in front of text, and the comma behind it if there is one.
std::optional<unsigned> take_number(std::string_view& text, bool last)
{
    unsigned number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || last != (stop == end)) return std::nullopt;
    if (!last && *stop != ',') return std::nullopt;
    text.remove_prefix(std::size_t(stop - text.data()) + (last ? 0 : 1));
    return number;
}

const std::uint8_t* bytes(std::string_view text)
{
    return reinterpret_cast<const std::uint8_t*>(text.empty() ? "" : text.data());
}

}   // namespace

Cost parse_cost(std::string_view text)
{
    const auto log_n = take_number(text, false);
    const auto r = log_n ? take_number(text, false) : std::nullopt;
    const auto p = r ? take_number(text, true) : std::nullopt;
    if (!p) throw sys::Failure{"a scrypt cost is log2(N),r,p, for example 15,8,3"};
    const Cost cost{*log_n, *r, *p};
    if (!affordable(cost))
        throw sys::Failure{"a scrypt cost has log2(N) 4 to 20, r 1 to 32, p 1 to 16, 256 MiB at most"};
    return cost;
}

std::string scrypt(std::string_view password, std::string_view salt, const Cost& cost, std::size_t size)
{
    if (!affordable(cost)) throw sys::Failure{"scrypt cost over the ceiling"};
    std::string derived(size, '\0');
    const int result = libscrypt_scrypt(bytes(password), password.size(), bytes(salt), salt.size(),
                                        std::uint64_t{1} << cost.log_n, cost.r, cost.p,
                                        reinterpret_cast<std::uint8_t*>(derived.data()), derived.size());
    if (result != 0) throw sys::Failure{"scrypt failed; is memory short?"};
    return derived;
}

std::string hash_password(std::string_view password, const Cost& cost, std::string_view salt,
                          const Scrypt& compute)
{
    if (salt.size() != salt_size) throw sys::Failure{"a salt has 16 bytes"};
    return mcf_text({cost, std::string{salt}, compute(password, salt, cost, hash_size)});
}

bool password_matches(std::string_view password, std::string_view mcf, const Scrypt& compute)
{
    const auto known = parse_mcf(mcf);
    if (!known) return false;
    std::string derived = compute(password, known->salt, known->cost, hash_size);
    const bool same = equal(derived, known->hash);
    OPENSSL_cleanse(derived.data(), derived.size());
    return same;
}

bool needs_rehash(std::string_view mcf, const Cost& cost)
{
    const auto known = parse_mcf(mcf);
    const auto work = [](const Cost& c) { return (std::uint64_t{1} << c.log_n) * c.r * c.p; };
    return !known || work(known->cost) < work(cost);
}

std::string decoy_hash(const Cost& cost)
{
    if (!affordable(cost)) throw sys::Failure{"scrypt cost over the ceiling"};
    return mcf_text({cost, random_bytes(salt_size), random_bytes(hash_size)});
}

}   // namespace crypto
