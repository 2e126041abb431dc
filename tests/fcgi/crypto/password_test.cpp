#include "fcgi/crypto/password.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <fstream>

extern "C" {
#include <libscrypt.h>
}

#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

#include <CppUTest/TestHarness.h>

using namespace std::string_literals;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;   // takes more address space than any limit
#else
constexpr bool sanitized = false;
#endif

std::size_t address_space()
{
    std::size_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    return pages * std::size_t(::sysconf(_SC_PAGESIZE));
}

}   // namespace

TEST_GROUP(password)
{
    const crypto::Cost cheap{4, 1, 1};
    const std::string salt = "0123456789abcdef";
    const std::string known = crypto::hash_password("correct horse", cheap, salt);

    void refuses(const std::string& mcf)
    {
        CHECK_FALSE_TEXT(crypto::password_matches("correct horse", mcf), mcf.c_str());
        CHECK_TRUE_TEXT(crypto::needs_rehash(mcf, cheap), mcf.c_str());
    }

    std::string with_cost(const std::string& digits)
    {
        return "$s1$" + digits + known.substr(10);
    }

    void too_much(const char* text)
    {
        CHECK_THROWS(sys::Failure, crypto::parse_cost(text));
    }
};

TEST(password, scrypt_meets_the_test_vectors_of_rfc_7914)
{
    STRCMP_EQUAL(
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
        sys::hex(crypto::scrypt("", "", {4, 1, 1}, 64)).c_str());
    STRCMP_EQUAL(
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        sys::hex(crypto::scrypt("password", "NaCl", {10, 8, 16}, 64)).c_str());
    STRCMP_EQUAL(
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
        sys::hex(crypto::scrypt("pleaseletmein", "SodiumChloride", {14, 8, 1}, 64)).c_str());
}

TEST(password, matches_its_own_hash_only)
{
    CHECK_TRUE(crypto::password_matches("correct horse", known));
    CHECK_FALSE(crypto::password_matches("correct house", known));
    CHECK_FALSE(crypto::password_matches("correct hors", known));
    CHECK_FALSE(crypto::password_matches("correct horse ", known));
    CHECK_FALSE(crypto::password_matches("", known));
}

TEST(password, a_nul_counts_like_any_other_byte)
{
    const std::string hash = crypto::hash_password("abc\0xyz"s, cheap, salt);
    CHECK_TRUE(crypto::password_matches("abc\0xyz"s, hash));
    CHECK_FALSE(crypto::password_matches("abc", hash));
    CHECK_FALSE(crypto::password_matches("abc\0xyy"s, hash));
    CHECK_FALSE(crypto::password_matches("abc\0xyz"s, crypto::hash_password("abc", cheap, salt)));
}

TEST(password, a_hash_says_its_cost_and_salt)
{
    UNSIGNED_LONGS_EQUAL(124, known.size());
    STRCMP_EQUAL(("$s1$040101$" + sys::base64(salt) + "$").c_str(), known.substr(0, 36).c_str());
    STRCMP_EQUAL("$s1$0a0203$", crypto::hash_password("x", {10, 2, 3}, salt).substr(0, 11).c_str());
}

TEST(password, another_salt_makes_another_hash)
{
    CHECK(known != crypto::hash_password("correct horse", cheap, "0123456789abcdeg"));
    CHECK_THROWS(sys::Failure, crypto::hash_password("x", cheap, "0123456789abcde"));
    CHECK_THROWS(sys::Failure, crypto::hash_password("x", cheap, ""));
}

TEST(password, a_hash_made_by_libscrypt_matches)
{
    char made[SCRYPT_MCF_LEN] = {};
    CHECK(libscrypt_hash(made, "correct horse", 1024, 8, 2) > 0);
    CHECK_TRUE(crypto::password_matches("correct horse", made));
    CHECK_FALSE(crypto::password_matches("correct house", made));
    CHECK_FALSE(crypto::needs_rehash(made, {10, 8, 2}));
}

TEST(password, libscrypt_takes_a_hash_of_ours)
{
    char copy[SCRYPT_MCF_LEN] = {};   // it writes into it
    crypto::hash_password("correct horse", {10, 8, 2}, salt).copy(copy, sizeof copy - 1);
    CHECK(libscrypt_check(copy, "correct horse") > 0);
}

TEST(password, a_hash_that_is_malformed_or_foreign_matches_nothing)
{
    refuses("");
    refuses("$s1$");
    refuses("$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW");
    refuses("plain");
    for (std::size_t length = 0; length < known.size(); ++length) refuses(known.substr(0, length));
    refuses(known + "=");
    refuses(known + '\0');
    refuses(" " + known.substr(1));
    refuses("$s0" + known.substr(3));
    refuses(with_cost("04010g"));
    refuses(with_cost("+40101"));
    std::string bad = known;
    bad[35] = ':';
    refuses(bad);
    bad = known;
    bad[123] = 'A';   // one character more than 64 bytes
    refuses(bad);
    bad = known;
    bad[32] = char(bad[32] + 1);   // spare bits of the salt
    refuses(bad);
}

TEST(password, a_hash_over_the_ceiling_is_refused_at_once)
{
    const auto start = std::chrono::steady_clock::now();
    for (const char* digits : {"ffffff", "1f0801", "3f0801", "150101", "140801", "130801", "122001", "042101",
                               "040111", "000101", "030101", "040001", "040100", "000000"})
        refuses(with_cost(digits));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds{50});
}

TEST(password, needs_a_new_hash_when_the_cost_differs_either_way)
{
    CHECK_FALSE(crypto::needs_rehash(known, cheap));
    for (const crypto::Cost& other : {crypto::Cost{5, 1, 1}, crypto::Cost{4, 2, 1}, crypto::Cost{4, 1, 2}})
        CHECK_TRUE(crypto::needs_rehash(known, other));
}

TEST(password, reads_the_usual_costs)
{
    CHECK(crypto::parse_cost("15,8,3") == (crypto::Cost{15, 8, 3}));
    CHECK(crypto::parse_cost("16,8,2") == (crypto::Cost{16, 8, 2}));
    CHECK(crypto::parse_cost("17,8,1") == (crypto::Cost{17, 8, 1}));
    CHECK(crypto::parse_cost("18,8,1") == (crypto::Cost{18, 8, 1}));     // 256 MiB
    CHECK(crypto::parse_cost("17,8,16") == (crypto::Cost{17, 8, 16}));   // N*r*p = 2^24
    CHECK(crypto::parse_cost("4,1,1") == cheap);
}

TEST(password, refuses_costs_over_the_ceiling)
{
    for (const char* text : {"21,1,1", "3,1,1", "0,8,1", "4,33,1", "4,0,1", "4,1,17", "4,1,0", "19,8,1",
                             "18,9,1", "18,8,9", "20,3,1", "4294967300,8,1"})
        too_much(text);
}

TEST(password, refuses_costs_that_are_malformed)
{
    for (const char* text :
         {"", "15", "15,8", "15,8,", "15,8,3,", "15,8,3,1", " 15,8,3", "15,8,3 ", "15, 8,3", "15;8;3",
          "-15,8,3", "+15,8,3", "0xf,8,3", "a,b,c", ",,", "15,,3", "15,8,3x"})
        too_much(text);
}

TEST(password, scrypt_itself_keeps_to_the_ceiling)
{
    CHECK_THROWS(sys::Failure, crypto::scrypt("x", salt, {20, 8, 1}, 64));
    CHECK_THROWS(sys::Failure, crypto::hash_password("x", {20, 8, 1}, salt));
    CHECK_THROWS(sys::Failure, crypto::decoy_hash({20, 8, 1}));
}

TEST(password, a_decoy_has_the_form_and_cost_of_a_real_hash_and_matches_nothing)
{
    const std::string decoy = crypto::decoy_hash(cheap);
    UNSIGNED_LONGS_EQUAL(known.size(), decoy.size());
    CHECK_FALSE(crypto::needs_rehash(decoy, cheap));
    for (const char* guess : {"", "decoy", "correct horse"})
        CHECK_FALSE(crypto::password_matches(guess, decoy));
    CHECK(decoy != crypto::decoy_hash(cheap));
}

TEST(password, a_decoy_costs_as_much_to_check_as_a_real_hash_and_nothing_to_make)
{
    using Clock = std::chrono::steady_clock;
    const crypto::Cost cost{13, 8, 1};
    const std::string real = crypto::hash_password("x", cost, salt);
    const auto start = Clock::now();
    const std::string decoy = crypto::decoy_hash(cost);
    const auto made = Clock::now();
    CHECK_FALSE(crypto::password_matches("y", real));
    const auto real_done = Clock::now();
    CHECK_FALSE(crypto::password_matches("y", decoy));
    const auto decoy_done = Clock::now();
    CHECK((made - start) * 10 < real_done - made);
    CHECK((decoy_done - real_done) * 3 > real_done - made);
}

TEST(password, short_memory_is_a_failure_and_never_a_match_or_a_hash)
{
    if (sanitized) return;
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string big = with_cost("110801");   // 128 MiB
        const rlimit limit{address_space() + (64u << 20), address_space() + (64u << 20)};
        ::setrlimit(RLIMIT_AS, &limit);
        int failures = 0;
        try {
            (void)crypto::password_matches("correct horse", big);
        } catch (const sys::Failure&) {
            ++failures;
        }
        try {
            (void)crypto::hash_password("x", {17, 8, 1}, salt);
        } catch (const sys::Failure&) {
            ++failures;
        }
        ::_exit(failures);
    }
    int status = -1;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    CHECK_TRUE(WIFEXITED(status));
    LONGS_EQUAL(2, WEXITSTATUS(status));
}
