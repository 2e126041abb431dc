#include "handlers/sessions/revocations.h"

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using sessions::Revocations;
using sessions::Verdict;

TEST_GROUP(revocations)
{
    static constexpr const char* account = "0b0e7a54-3d6c-4c3e-9d0a-2f6c1f1f5a11";
    static constexpr const char* session = "7c1d4f0e-52a1-4f0b-8f43-7b6a0c1f2d33";
    static constexpr const char* other = "8d2e5010-63b2-4010-9054-8c7b1d2e3e44";
    static constexpr const char* org = "9e3f6121-74c3-4121-a165-9d8c2e3f4f55";
    static constexpr std::int64_t now = 1'767'323'045;

    Revocations revocations{1800, 5s};
    Revocations::Clock::time_point moment = Revocations::Clock::now();

    static tokens::Claims claims(const char* of_session = session, std::int64_t lifetime = 1800)
    {
        return {account, of_session, "jti", now, now + lifetime};
    }
    void end(const char* which)
    {
        revocations.take({account, which, "", now}, now);
    }
    void judged(Verdict expected, const tokens::Claims& of)
    {
        LONGS_EQUAL(long(expected), long(revocations.judge(of, moment)));
    }
};

TEST(revocations, are_unsure_of_everything_before_they_were_loaded)
{
    judged(Verdict::unsure, claims());
    CHECK_FALSE(revocations.is_fresh(moment));
}

TEST(revocations, call_a_token_good_once_they_know_that_nothing_was_said_of_its_session)
{
    revocations.confirm(moment);
    judged(Verdict::good, claims());
}

TEST(revocations, refuse_a_token_whose_session_ended_and_no_other)
{
    revocations.confirm(moment);
    end(session);
    judged(Verdict::revoked, claims());
    judged(Verdict::good, claims(other));
}

TEST(revocations, know_an_identifier_in_any_spelling)
{
    revocations.confirm(moment);
    end("7C1D4F0E-52A1-4F0B-8F43-7B6A0C1F2D33");
    judged(Verdict::revoked, claims());
}

TEST(revocations, are_unsure_once_their_knowledge_is_older_than_the_bound_but_refuse_still)
{
    revocations.confirm(moment - 5s);
    judged(Verdict::good, claims());
    revocations.confirm(moment - 5001ms);
    judged(Verdict::unsure, claims());
    end(session);
    judged(Verdict::revoked, claims());
}

TEST(revocations, are_unsure_of_a_token_that_outlives_what_they_keep)
{
    revocations.confirm(moment);
    judged(Verdict::good, claims(session, 1860));
    judged(Verdict::unsure, claims(session, 1861));
}

TEST(revocations, are_unsure_of_a_token_for_an_organisation_that_its_holder_left)
{
    revocations.confirm(moment);
    auto chosen = claims();
    chosen.org = org;
    judged(Verdict::good, chosen);
    revocations.take({account, "", org, now}, now);
    judged(Verdict::unsure, chosen);
    judged(Verdict::good, claims());
    chosen.org = other;
    judged(Verdict::good, chosen);
}

TEST(revocations, are_kept_until_the_last_token_has_expired_and_then_dropped)
{
    end(session);
    LONGS_EQUAL(1, revocations.size());
    revocations.drop_expired(now + 1800);
    LONGS_EQUAL(1, revocations.size());
    revocations.drop_expired(now + 1861);
    LONGS_EQUAL(0, revocations.size());
}
