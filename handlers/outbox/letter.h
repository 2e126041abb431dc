// The letters we send. A letter says what happened, what to do, and how long it is good for; its words are
// those of the catalogue, and values from outside stand only where they are escaped.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "handlers/outbox/language.h"
#include "handlers/outbox/words.h"

namespace outbox {

struct Letter {
    std::string subject;
    std::string text;   // plain part, lines end in \n
    std::string html;
    Language language = Language::en;
};

// What letters are written on. Links go to frontend (FRONTEND_URL), without a slash at its end.
struct Paper {
    const Words& words;
    Language language;
    std::string_view frontend;
};

struct SignIn {
    std::int64_t at = 0;        // seconds since 1970
    std::string program = {};   // both as sessions::Device has them
    std::string system = {};
    std::string address = {};
};

// What a letter tells. Each has its own part of it.
struct Facts {
    std::string token = {};   // this and the code: see tokens/challenge.h
    std::string code = {};
    std::string reference = {};   // see outbox/reference.h
    std::string org = {};         // the name of the organisation; empty: to register, no more
    SignIn sign_in = {};
};

Letter verify_email(const Paper& paper, const Facts& facts);
Letter reset_password(const Paper& paper, const Facts& facts);
Letter password_changed(const Paper& paper, const Facts& facts);
// By someone signed in, whose session stays.
Letter password_changed_in_session(const Paper& paper, const Facts& facts);
// Another provider of theirs can be signed in with.
Letter identity_linked(const Paper& paper, const Facts& facts);
Letter new_device(const Paper& paper, const Facts& facts);
Letter invite(const Paper& paper, const Facts& facts);

// A letter by the name that the outbox has.
struct Template {
    std::string_view name;
    bool has_secret;   // a token or a code
    Letter (*write)(const Paper& paper, const Facts& facts);
};

std::span<const Template> templates();
const Template* find_template(std::string_view name);   // null when there is none

}   // namespace outbox
