// What a value must look like, whatever a contract calls it. Lengths in code points.
#pragma once
#include "handlers/route.h"

namespace rules {

inline constexpr Rule email{Rule::email, 3, 320};
inline constexpr Rule new_password{Rule::text, 8, 128, true};
inline constexpr Rule password{Rule::text, 1, 1024, true};
// To be compared with the one there is: nothing is too short to be tried.
inline constexpr Rule typed_password{Rule::text, 0, 1024, true};
inline constexpr Rule full_name{Rule::text, 0, 200};
inline constexpr Rule username{.kind = Rule::text, .min = 3, .max = 50, .one_line = true};
inline constexpr Rule short_text{Rule::text, 0, 100};
inline constexpr Rule link{Rule::text, 0, 2048};
inline constexpr Rule note{Rule::text, 0, 5000};
inline constexpr Rule kept_object{Rule::object, 0, std::size_t{16} * 1024};
inline constexpr Rule org_name{.kind = Rule::text, .min = 1, .max = 100, .one_line = true};
inline constexpr Rule role{.kind = Rule::choice, .min = 1, .max = 6, .choices = "member admin owner"};
inline constexpr Rule flag{.kind = Rule::choice, .min = 4, .max = 5, .choices = "true false"};   // of a query
inline constexpr Rule signed_token{Rule::text, 1, 4096, true};
inline constexpr Rule identifier{Rule::text, 1, 100};
inline constexpr Rule any_token{Rule::text, 0, 4096, true};
inline constexpr Rule provider{.kind = Rule::text, .min = 1, .max = 64, .one_line = true};
inline constexpr Rule provider_said{Rule::text, 0, 2048, true};   // sent along by a provider, of any content
inline constexpr Rule mailed_token{Rule::text, 1, 512, true};
// Of API keys of third parties.
inline constexpr Rule exchange{Rule::text, 1, 100};
inline constexpr Rule credential{Rule::text, 1, 8192, true};
inline constexpr Rule key_name{Rule::text, 0, 200};

}   // namespace rules
