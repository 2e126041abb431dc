// What a guarded location demands of those it lets in: LATCHKEY_REQUIRE, words with blanks between them that
// must all hold.
//   verified     the address is proven
//   org:NAME     a member of that organisation; NAME percent-encoded where it has a blank, or its id
//   role:NAME    has that role on the whole server
//   kyc          approved by the KYC provider
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "handlers/gate/person.h"

namespace gate {

enum class Judgement { met, unmet, unknown };   // unknown: no word of ours

// A word nobody knows is never met, whoever asks.
Judgement judge(std::string_view requirement, const Person& person);

// The same words of what somebody is: "role:admin,org:Acme%20Corp". Never a comma or control byte in a word.
std::string groups(const Person& person);

}   // namespace gate
