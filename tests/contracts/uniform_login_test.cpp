// Expectation 4: a login that fails tells nobody whether there is such an account, by its words nor by its
// cost. The cost is shown without a clock: while nobody gets a lane to hash in, each of them is told to come
// back.
#include <fcntl.h>
#include <sys/file.h>

#include <cstring>

#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/encoding.h"
#include "tests/contracts/mechamental/front_end.h"

#include <CppUTest/TestHarness.h>

using namespace test;

namespace {

const Sandbox& one_lane()
{
    static const Sandbox sandbox{{{"LATCHKEY_HASH_LANES", "1"}, {"LATCHKEY_HASH_QUEUE", "0"}}};
    return sandbox;
}

// The only one, until we go.
class HeldLane {
public:
    HeldLane()
        : lane_{::open((one_lane().setting("HASH_LANES_DIR") + "/lane-0").c_str(), O_RDONLY | O_CLOEXEC)}
    {
        if (::flock(lane_.get(), LOCK_EX | LOCK_NB) != 0) FAIL(std::strerror(errno));
    }

private:
    sys::Descriptor lane_;
};

Person with(Person person, const std::string& password)
{
    person.password = password;
    return person;
}

}   // namespace

TEST_GROUP(uniform_login)
{
    Visitor known;
    Visitor without_password;
    Visitor unknown;
    Mount d = shipfastai(one_lane()), a = hydracore(one_lane()), b = mechamental(one_lane()),
          c = bitcain(one_lane());

    void setup() override
    {
        for (const Visitor* visitor : {&known, &without_password})
            LONGS_EQUAL(200, b.post("/register", visitor->registration()).status);
        one_lane().sql("UPDATE account SET password_hash = NULL WHERE email = '" +
                       without_password.person.email + "'");
    }

    // What the answers of all ways to log in say, but for the time of day.
    std::string said(const Visitor& who, const std::string& password)
    {
        const Person person = with(who.person, password);
        const std::string basic = "Authorization: Basic " + sys::base64(person.email + ":" + password);
        std::string all;
        for (const Answer& answer :
             {d.post("/login", person.credentials()), a.post("/login", person.credentials()),
              a.send({"POST", "/token", {}, {basic}}), c.post("/login", person.credentials()),
              b.post("/login", object({{"username", person.email}, {"password", password}})),
              b.post("/login", object({{"username", who.username}, {"password", password}}))})
        {
            all += std::to_string(answer.status) + " " + answer.header("retry-after").value_or("-") + " ";
            for (const char* member : {"detail", "error", "message"}) all += answer.text(member) + " ";
            all += "\n";
        }
        return all;
    }
    void alike(const std::string& statuses)
    {
        const std::string wrong = said(known, "wrong password");
        STRCMP_EQUAL(wrong.c_str(), said(unknown, "wrong password").c_str());
        STRCMP_EQUAL(wrong.c_str(), said(without_password, "wrong password").c_str());
        std::string told;
        for (std::size_t at = 0; at < wrong.size(); at = wrong.find('\n', at) + 1)
            told += wrong.substr(at, 4);
        STRCMP_EQUAL(statuses.c_str(), told.c_str());
    }
};

TEST(uniform_login, says_the_same_of_wrong_passwords_and_of_names_that_nobody_has)   // 4
{
    alike("401 401 401 401 401 401 ");
}

TEST(uniform_login, hashes_a_password_for_names_that_nobody_has)   // 4
{
    const HeldLane held;

    alike("503 503 503 503 503 503 ");
}

TEST(uniform_login, goes_on_when_a_lane_is_free)
{
    {
        const HeldLane held;
        LONGS_EQUAL(503, d.post("/login", known.person.credentials()).status);
    }
    LONGS_EQUAL(200, d.post("/login", known.person.credentials()).status);
}
