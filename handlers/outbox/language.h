// The languages letters are written in, and which of them a reader gets. What names none of them, however
// odd, is no error: the next source is asked, and English is the last.
#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace outbox {

enum class Language { en, de, fr, es, zh, ar };

inline constexpr std::array languages{Language::en, Language::de, Language::fr,
                                      Language::es, Language::zh, Language::ar};

std::string_view tag(Language language);   // "de"
bool is_right_to_left(Language language);

// Of a tag such as de, de-AT or DE_at: only its first part counts.
std::optional<Language> language_of(std::string_view text);

// The one of ours that an Accept-Language header (RFC 9110 section 12.5.4) likes best.
std::optional<Language> preferred_language(std::string_view accept_language);

// locale: as the account has it. asked: of the request that caused the letter, as tag() has it. Empty:
// unknown.
Language chosen_language(std::string_view locale, std::string_view asked);

}   // namespace outbox
