// Every fault in the words of every contract.
#include "fcgi/http/json_tree.h"
#include "handlers/contracts/contracts.h"

#include <CppUTest/TestHarness.h>

TEST_GROUP(fault_words){
    static void each(auto look){for (const Contract* contract
                                     : contracts::all()) for (int i = 0; i < int(Fault::count); ++i){
        const auto reply = contract->word({Fault(i), {}, 7}, 1'795'000'000);
const auto where = std::string{contract->name} + ", fault " + std::to_string(i);
look(*contract, Fault(i), reply, where.c_str());
}
}
}
;

TEST(fault_words, are_there_for_every_fault)
{
    each([](const Contract&, Fault, const Reply& reply, const char* where) {
        CHECK_TEXT(reply.status >= 400 && reply.status < 600, where);
        CHECK_TEXT(reply.body.has_value(), where);
        const auto body = http::parse_json(reply.body->text());
        CHECK_TEXT(body->view().find("detail") || body->view().find("message"), where);
    });
}

TEST(fault_words, blame_the_server_for_nothing_that_a_client_did)
{
    each([](const Contract&, Fault fault, const Reply& reply, const char* where) {
        const bool ours = fault == Fault::internal || fault == Fault::unavailable || fault == Fault::busy ||
                          fault == Fault::provider_failed;
        CHECK_TEXT((reply.status >= 500) == ours, where);
        CHECK_TEXT((reply.status == 500) == (fault == Fault::internal), where);
    });
}

TEST(fault_words, say_when_to_come_back_where_waiting_helps)
{
    each([](const Contract&, Fault fault, const Reply& reply, const char* where) {
        const bool waiting = fault == Fault::too_many_requests || fault == Fault::address_banned ||
                             fault == Fault::busy || fault == Fault::unavailable;
        LONGS_EQUAL_TEXT(waiting ? 7 : 0, reply.retry_after, where);
    });
}

TEST(fault_words, of_mechamental_stand_in_its_envelope_but_for_422)
{
    each([](const Contract& contract, Fault fault, const Reply& reply, const char* where) {
        if (contract.name != "mechamental" || fault == Fault::invalid_fields) return;
        const auto body = http::parse_json(reply.body->text());
        for (const char* name : {"error", "message", "details", "timestamp"})
            CHECK_TEXT(body->view().find(name).has_value(), where);
        CHECK_TEXT(reply.body->text().contains("\"status_code\":" + std::to_string(reply.status)), where);
    });
}
