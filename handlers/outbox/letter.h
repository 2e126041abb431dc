// The words of the letters we send. A letter says what happened, what to do, and how long it is good for;
// values from outside stand only where they are escaped.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace outbox {

struct Letter {
    std::string subject;
    std::string text;   // plain part, lines end in \n
    std::string html;
};

// Links go to FRONTEND_URL, without a slash at its end. token and code: see tokens/challenge.h.
Letter verify_email(std::string_view frontend, std::string_view token, std::string_view code);
Letter reset_password(std::string_view frontend, std::string_view token);
Letter password_changed(std::string_view frontend);
// By someone signed in, whose session stays.
Letter password_changed_in_session(std::string_view frontend);
// org: the name of the organisation; empty: to register, no more.
// Another provider of theirs can be signed in with.
Letter identity_linked(std::string_view frontend);

struct SignIn {
    std::int64_t at;   // seconds since 1970
    std::string device;
    std::string address;
};
Letter new_device(std::string_view frontend, std::string_view token, const SignIn& sign_in);

Letter invite(std::string_view frontend, std::string_view token, std::string_view org);

}   // namespace outbox
