#include "handlers/vault/credentials.h"

#include "fcgi/sys/failure.h"
#include "tests/handlers/house.h"

#include <CppUTest/TestHarness.h>

using vault::Credentials;
using vault::Sealed;

TEST_GROUP(credentials)
{
    crypto::SealRing ring{test::signing_key("one") + "," + test::signing_key("two")};

    Credentials some(const std::string& passphrase = "p")
    {
        Credentials credentials;
        credentials.api_key = "a";
        credentials.secret = "s";
        if (!passphrase.empty()) credentials.passphrase = passphrase;
        return credentials;
    }
    Sealed row(int number)
    {
        return vault::seal(ring, some(), "row-" + std::to_string(number), "account", 1);
    }
    bool opens(const Sealed& sealed)
    {
        return vault::open(ring, sealed).has_value();
    }
};

TEST(credentials, open_as_they_were)
{
    const auto open = vault::open(ring, row(1));
    STRCMP_EQUAL("a", open->api_key.c_str());
    STRCMP_EQUAL("s", open->secret.c_str());
    STRCMP_EQUAL("p", open->passphrase->c_str());
}

TEST(credentials, do_without_a_passphrase)
{
    const auto sealed = vault::seal(ring, some(""), "row", "account", 1);
    CHECK_FALSE(sealed.passphrase.has_value());
    CHECK_FALSE(vault::open(ring, sealed)->passphrase.has_value());
}

TEST(credentials, open_in_no_other_row_and_no_other_column)
{
    std::vector<Sealed> rows;
    for (int i = 0; i < 10; ++i) rows.push_back(row(i));
    const auto columns = {&Sealed::api_key, &Sealed::secret};
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows.size(); ++j)
            for (const auto from : columns)
                for (const auto to : columns) {
                    Sealed moved = rows[i];
                    moved.*to = rows[j].*from;
                    CHECK_EQUAL(i == j && from == to, opens(moved));
                    moved = rows[i];
                    moved.passphrase = rows[j].*from;
                    CHECK_FALSE(opens(moved));
                    moved = rows[i];
                    moved.*to = *rows[j].passphrase;
                    CHECK_FALSE(opens(moved));
                }
}

TEST(credentials, are_bound_to_account_key_and_version)
{
    const Sealed sealed = row(1);
    Sealed moved = sealed;
    moved.account = "other";
    CHECK_FALSE(opens(moved));
    moved = sealed;
    moved.kid = "two";
    CHECK_FALSE(opens(moved));
    moved = sealed;
    ++moved.version;
    CHECK_FALSE(opens(moved));
    CHECK(opens(sealed));
}

TEST(credentials, that_do_not_open_are_broken_machinery)
{
    const crypto::SealRing other{test::signing_key("three")};
    CHECK_THROWS(sys::Failure, vault::opened(other, row(1)));
}
