// The words of letters in German, addressed as Sie.
#include "handlers/outbox/catalogue.h"

namespace outbox {

constexpr Catalogue german = catalogue({
    {Text::service_name, "Latchkey"},
    {Text::letter_foot, "Diese Nachricht wurde von {service} gesendet."},
    {Text::date_form, "{day}. {month} {year}, {clock} UTC"},
    {Text::date_months, "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"},
    {Text::device_on, "{program} unter {system}"},
    {Text::device_unknown_browser, "Unbekannter Browser unter {system}"},
    {Text::device_unknown, "Unbekanntes Gerät"},
    {Text::verify_email_subject, "Bestätigen Sie Ihre E-Mail-Adresse"},
    {Text::verify_email_link,
     "Um diese E-Mail-Adresse zu bestätigen, öffnen Sie diese Seite und klicken Sie dort auf "
     "die Schaltfläche:"},
    {Text::verify_email_code, "Oder geben Sie diesen Code dort ein, wo Sie sich registriert haben:"},
    {Text::verify_email_reference,
     "Kennzeichen: {reference}. Die Seite, die nach dem Code fragt, zeigt dasselbe."},
    {Text::verify_email_good_for, "Der Link gilt 24 Stunden, der Code 15 Minuten, beide nur einmal."},
    {Text::verify_email_not_you,
     "Wenn Sie sich nicht registriert haben, ignorieren Sie diese Nachricht bitte."},
    {Text::reset_password_subject, "Setzen Sie Ihr Passwort zurück"},
    {Text::reset_password_link, "Um ein neues Passwort zu wählen, öffnen Sie diese Seite:"},
    {Text::reset_password_good_for,
     "Der Link gilt 30 Minuten und nur einmal. Ein neuerer macht ihn ungültig."},
    {Text::reset_password_not_you,
     "Wenn Sie das nicht angefordert haben, ignorieren Sie diese Nachricht bitte: Ihr Passwort "
     "bleibt, wie es ist."},
    {Text::password_changed_subject, "Ihr Passwort wurde geändert"},
    {Text::password_changed_what,
     "Das Passwort Ihres Kontos wurde geändert, und alle Sitzungen wurden beendet."},
    {Text::password_changed_what_in_session,
     "Das Passwort Ihres Kontos wurde von jemandem geändert, der dort angemeldet war. Alle "
     "anderen Sitzungen wurden beendet."},
    {Text::password_changed_not_you, "Wenn Sie das nicht waren, setzen Sie Ihr Passwort sofort hier zurück:"},
    {Text::identity_linked_subject, "Eine neue Anmeldemöglichkeit"},
    {Text::identity_linked_what,
     "Bei Ihrem Konto können Sie sich jetzt auch mit einem Konto anmelden, das Sie bei einem "
     "anderen Anbieter haben."},
    {Text::identity_linked_not_you,
     "Wenn Sie das nicht waren, setzen Sie hier Ihr Passwort zurück und entfernen Sie diese "
     "Anmeldemöglichkeit:"},
    {Text::new_device_subject, "Neue Anmeldung bei Ihrem Konto"},
    {Text::new_device_what,
     "Bei Ihrem Konto gab es eine Anmeldung von einem Gerät oder Ort, von dem es in letzter "
     "Zeit keine gab:"},
    {Text::new_device_time, "Zeit: {time}"},
    {Text::new_device_device, "Gerät: {device}"},
    {Text::new_device_address, "Adresse: {address}"},
    {Text::new_device_was_you, "Wenn Sie das waren, brauchen Sie nichts zu tun."},
    {Text::new_device_not_you,
     "Wenn Sie das nicht waren, öffnen Sie diese Seite und klicken Sie dort auf die "
     "Schaltfläche. Dadurch wird das Gerät abgemeldet, und Sie erhalten per E-Mail einen Link, "
     "um ein neues Passwort zu wählen:"},
    {Text::new_device_good_for, "Der Link gilt 7 Tage und nur einmal."},
    {Text::invite_subject, "Sie sind eingeladen"},
    {Text::invite_to_register,
     "Sie sind eingeladen, sich zu registrieren. Um die Einladung anzunehmen, öffnen Sie diese "
     "Seite:"},
    {Text::invite_to_join,
     "Sie sind eingeladen, der Organisation „{org}“ beizutreten. Um die Einladung anzunehmen, "
     "öffnen Sie diese Seite:"},
    {Text::invite_good_for, "Der Link gilt 7 Tage, nur einmal und nur für diese E-Mail-Adresse."},
    {Text::invite_not_you, "Wenn Sie nicht wissen, worum es geht, ignorieren Sie diese Nachricht bitte."},
});

}   // namespace outbox
