// The words of letters in English.
#include "handlers/outbox/catalogue.h"

namespace outbox {

constexpr Catalogue english = catalogue({
    {Text::service_name, "Latchkey"},
    {Text::letter_foot, "This letter was sent by {service}."},
    {Text::date_form, "{day} {month} {year}, {clock} UTC"},
    {Text::date_months,
     "January February March April May June July August September October November December"},
    {Text::device_on, "{program} on {system}"},
    {Text::device_unknown_browser, "Unknown browser on {system}"},
    {Text::device_unknown, "Unknown device"},
    {Text::verify_email_subject, "Confirm your e-mail address"},
    {Text::verify_email_link, "To confirm this e-mail address, open this page and press the button there:"},
    {Text::verify_email_code, "Or enter this code where you signed up:"},
    {Text::verify_email_reference, "Reference: {reference}. The page that asks for the code shows the same."},
    {Text::verify_email_good_for,
     "The link is good for 24 hours, the code for 15 minutes, each of them once."},
    {Text::verify_email_not_you, "If you did not sign up, ignore this letter."},
    {Text::reset_password_subject, "Reset your password"},
    {Text::reset_password_link, "To choose a new password, open this page:"},
    {Text::reset_password_good_for, "The link is good for 30 minutes, once. A newer one makes it void."},
    {Text::reset_password_not_you,
     "If you did not ask for it, ignore this letter: your password stays as it is."},
    {Text::password_changed_subject, "Your password was changed"},
    {Text::password_changed_what,
     "The password of your account was changed, and all its sessions were signed out."},
    {Text::password_changed_what_in_session,
     "The password of your account was changed by someone who was signed in to it. All its "
     "other sessions were signed out."},
    {Text::password_changed_not_you, "If it was not you, reset your password here at once:"},
    {Text::identity_linked_subject, "A new way to sign in"},
    {Text::identity_linked_what,
     "Your account can now also be signed in to with an account of yours elsewhere."},
    {Text::identity_linked_not_you, "If it was not you, reset your password here and remove it:"},
    {Text::new_device_subject, "New sign-in to your account"},
    {Text::new_device_what,
     "Your account was signed in to from a device or place it was not seen on lately:"},
    {Text::new_device_time, "Time: {time}"},
    {Text::new_device_device, "Device: {device}"},
    {Text::new_device_address, "Address: {address}"},
    {Text::new_device_was_you, "If it was you, there is nothing to do."},
    {Text::new_device_not_you,
     "If it was not you, open this page and press the button there. It signs that device out "
     "and mails you a link to choose a new password:"},
    {Text::new_device_good_for, "The link is good for 7 days, once."},
    {Text::invite_subject, "You are invited"},
    {Text::invite_to_register, "You are invited to sign up. To accept, open this page:"},
    {Text::invite_to_join, "You are invited to join the organization \"{org}\". To accept, open this page:"},
    {Text::invite_good_for, "The link is good for 7 days, once, and only for this e-mail address."},
    {Text::invite_not_you, "If you do not know what this is about, ignore this letter."},
});

}   // namespace outbox
