#include "handlers/gate/requirement.h"

#include <CppUTest/TestHarness.h>

using gate::judge;
using gate::Judgement;
using gate::Person;

TEST_GROUP(requirement)
{
    Person ada{"id",
               "ada@example.com",
               "Ada",
               "ada",
               true,
               "approved",
               {"admin", "staff"},
               {{"9e3f6121-74c3-4121-a165-9d8c2e3f4f55", "Acme Corp", "owner"}}};
    Person bob{"id", "bob@example.com", "", "", false, "", {}, {}};

    static void judged(Judgement expected, const char* requirement, const Person& person)
    {
        CHECK_TEXT(expected == judge(requirement, person), requirement);
    }
};

TEST(requirement, of_nothing_is_met_by_anyone)
{
    judged(Judgement::met, "", bob);
    judged(Judgement::met, "   ", bob);
}

TEST(requirement, names_what_must_hold_of_a_person)
{
    for (const char* word : {"verified", "kyc", "role:admin", "role:staff", "org:Acme%20Corp",
                             "org:acme%20corp", "org:9E3F6121-74C3-4121-A165-9D8C2E3F4F55"})
    {
        judged(Judgement::met, word, ada);
        judged(Judgement::unmet, word, bob);
    }
}

TEST(requirement, is_met_only_when_all_its_words_are)
{
    judged(Judgement::met, "verified org:acme%20corp role:admin kyc", ada);
    judged(Judgement::met, "  verified  kyc ", ada);
    judged(Judgement::unmet, "verified role:root", ada);
    judged(Judgement::unmet, "role:root verified", ada);
}

TEST(requirement, takes_no_beginning_for_the_whole)
{
    judged(Judgement::unmet, "role:adm", ada);
    judged(Judgement::unmet, "role:admins", ada);
    judged(Judgement::unmet, "role:", ada);
    judged(Judgement::unmet, "org:Acme", ada);
    judged(Judgement::unmet, "org:", ada);
    judged(Judgement::unmet, "org:%zz", ada);
    judged(Judgement::unmet, "role:Admin", ada);
}

TEST(requirement, of_approval_is_not_met_by_one_that_expired)
{
    for (const char* status : {"none", "pending", "rejected", "expired", ""}) {
        ada.kyc = status;
        judged(Judgement::unmet, "kyc", ada);
    }
}

TEST(requirement, that_nobody_knows_is_never_met)
{
    for (const char* mistaken : {"verifed", "Verified", "org", "admin", "verified,kyc", "verified verifed"}) {
        judged(Judgement::unknown, mistaken, ada);
    }
}

TEST(requirement, is_worded_alike_in_the_groups_of_a_person)
{
    STRCMP_EQUAL("role:admin,role:staff,org:Acme%20Corp", gate::groups(ada).c_str());
    STRCMP_EQUAL("", gate::groups(bob).c_str());
    ada.memberships[0].name = "x,role:root\r\nRemote-User: root";
    STRCMP_EQUAL("role:admin,role:staff,org:x%2Crole%3Aroot%0D%0ARemote-User%3A%20root",
                 gate::groups(ada).c_str());
}
