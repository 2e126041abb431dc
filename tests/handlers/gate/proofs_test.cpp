#include "handlers/gate/proofs.h"

#include <CppUTest/TestHarness.h>

using gate::Person;

TEST_GROUP(proofs)
{
    gate::Proofs proofs{"0123456789abcdef0123456789abcdef"};
    std::shared_ptr<const Person> ada = std::make_shared<const Person>();

    void setup() override
    {
        proofs.keep("ada@example.com", "secret", ada, 1000);
    }
};

TEST(proofs, spare_the_same_credentials_another_hash)
{
    POINTERS_EQUAL(ada.get(), proofs.find("ada@example.com", "secret", 1001).get());
}

TEST(proofs, hold_for_no_other_credentials)
{
    for (const auto& [email, password] : {std::pair{"ada@example.com", "secrets"},
                                          {"ada@example.com", ""},
                                          {"ada@example.coms", "ecret"},
                                          {"bob@example.com", "secret"}})
        POINTERS_EQUAL(nullptr, proofs.find(email, password, 1001).get());
}

TEST(proofs, hold_for_five_minutes)
{
    CHECK(proofs.find("ada@example.com", "secret", 1299) != nullptr);
    POINTERS_EQUAL(nullptr, proofs.find("ada@example.com", "secret", 1300).get());
}

TEST(proofs, end_with_what_was_known_of_their_person)
{
    ada.reset();
    POINTERS_EQUAL(nullptr, proofs.find("ada@example.com", "secret", 1001).get());
}
