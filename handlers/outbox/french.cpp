// The words of letters in French, addressed as vous.
#include "handlers/outbox/catalogue.h"

namespace outbox {

constexpr Catalogue french = catalogue({
    {Text::service_name, "Latchkey"},
    {Text::letter_foot, "Ce message vous a été envoyé par {service}."},
    {Text::date_form, "{day} {month} {year}, {clock} UTC"},
    {Text::date_months,
     "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"},
    {Text::device_on, "{program} sur {system}"},
    {Text::device_unknown_browser, "Navigateur inconnu sur {system}"},
    {Text::device_unknown, "Appareil inconnu"},
    {Text::verify_email_subject, "Confirmez votre adresse e-mail"},
    {Text::verify_email_link,
     "Pour confirmer cette adresse e-mail, ouvrez cette page et cliquez sur le bouton\u00a0:"},
    {Text::verify_email_code, "Ou saisissez ce code là où vous vous êtes inscrit\u00a0:"},
    {Text::verify_email_reference, "Repère\u00a0: {reference}. La page qui demande le code affiche le même."},
    {Text::verify_email_good_for,
     "Le lien est valable 24 heures, le code 15 minutes\u00a0; chacun ne sert qu’une fois."},
    {Text::verify_email_not_you, "Si vous ne vous êtes pas inscrit, ignorez ce message."},
    {Text::reset_password_subject, "Réinitialisez votre mot de passe"},
    {Text::reset_password_link, "Pour choisir un nouveau mot de passe, ouvrez cette page\u00a0:"},
    {Text::reset_password_good_for,
     "Le lien est valable 30 minutes et une seule fois. Un lien plus récent l’annule."},
    {Text::reset_password_not_you,
     "Si vous n’avez rien demandé, ignorez ce message\u00a0: votre mot de passe reste inchangé."},
    {Text::password_changed_subject, "Votre mot de passe a été modifié"},
    {Text::password_changed_what,
     "Le mot de passe de votre compte a été modifié et toutes ses sessions ont été fermées."},
    {Text::password_changed_what_in_session,
     "Le mot de passe de votre compte a été modifié par une personne qui y était connectée. "
     "Toutes les autres sessions ont été fermées."},
    {Text::password_changed_not_you,
     "Si ce n’était pas vous, réinitialisez ici votre mot de passe sans attendre\u00a0:"},
    {Text::identity_linked_subject, "Un nouveau moyen de connexion"},
    {Text::identity_linked_what,
     "Vous pouvez désormais aussi vous connecter à votre compte avec un compte que vous avez "
     "ailleurs."},
    {Text::identity_linked_not_you,
     "Si ce n’était pas vous, réinitialisez ici votre mot de passe et supprimez ce moyen de "
     "connexion\u00a0:"},
    {Text::new_device_subject, "Nouvelle connexion à votre compte"},
    {Text::new_device_what,
     "Une connexion à votre compte a eu lieu depuis un appareil ou un endroit inhabituel\u00a0:"},
    {Text::new_device_time, "Date\u00a0: {time}"},
    {Text::new_device_device, "Appareil\u00a0: {device}"},
    {Text::new_device_address, "Adresse\u00a0: {address}"},
    {Text::new_device_was_you, "Si c’était vous, vous n’avez rien à faire."},
    {Text::new_device_not_you,
     "Si ce n’était pas vous, ouvrez cette page et cliquez sur le bouton. L’appareil sera "
     "déconnecté et vous recevrez par e-mail un lien pour choisir un nouveau mot de passe\u00a0:"},
    {Text::new_device_good_for, "Le lien est valable 7 jours et une seule fois."},
    {Text::invite_subject, "Vous êtes invité"},
    {Text::invite_to_register, "Vous êtes invité à vous inscrire. Pour accepter, ouvrez cette page\u00a0:"},
    {Text::invite_to_join,
     "Vous êtes invité à rejoindre l’organisation «\u00a0{org}\u00a0». Pour accepter, ouvrez cette "
     "page\u00a0:"},
    {Text::invite_good_for,
     "Le lien est valable 7 jours, une seule fois et uniquement pour cette adresse e-mail."},
    {Text::invite_not_you, "Si vous ne savez pas de quoi il s’agit, ignorez ce message."},
});

}   // namespace outbox
