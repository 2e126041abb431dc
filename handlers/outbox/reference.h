// What a visitor recognises a letter by when several are out: four characters that the page drew and shows,
// and that came with the request behind the letter. It hangs on nothing, neither on a code nor on whether an
// address has an account, so it tells nothing of them.
#pragma once
#include <string_view>

namespace outbox {

// As it was sent, when it has the form: of capitals and digits that can't be mixed up and make no words.
// Empty otherwise: whoever asks for a letter says nothing else in it.
std::string_view reference_of(std::string_view sent);

}   // namespace outbox
