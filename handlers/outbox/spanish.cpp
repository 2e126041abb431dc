// The words of letters in Spanish, addressed as usted.
#include "handlers/outbox/catalogue.h"

namespace outbox {

constexpr Catalogue spanish = catalogue({
    {Text::service_name, "Latchkey"},
    {Text::letter_foot, "Este mensaje fue enviado por {service}."},
    {Text::date_form, "{day} de {month} de {year}, {clock} UTC"},
    {Text::date_months,
     "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"},
    {Text::device_on, "{program} en {system}"},
    {Text::device_unknown_browser, "Navegador desconocido en {system}"},
    {Text::device_unknown, "Dispositivo desconocido"},
    {Text::verify_email_subject, "Confirme su dirección de correo electrónico"},
    {Text::verify_email_link,
     "Para confirmar esta dirección de correo electrónico, abra esta página y pulse el botón:"},
    {Text::verify_email_code, "O introduzca este código donde se registró:"},
    {Text::verify_email_reference, "Referencia: {reference}. La página que pide el código muestra la misma."},
    {Text::verify_email_good_for,
     "El enlace es válido durante 24 horas y el código durante 15 minutos; cada uno sirve una "
     "sola vez."},
    {Text::verify_email_not_you, "Si usted no se ha registrado, ignore este mensaje."},
    {Text::reset_password_subject, "Restablezca su contraseña"},
    {Text::reset_password_link, "Para elegir una contraseña nueva, abra esta página:"},
    {Text::reset_password_good_for,
     "El enlace es válido durante 30 minutos y una sola vez. Uno más reciente lo anula."},
    {Text::reset_password_not_you,
     "Si usted no lo ha solicitado, ignore este mensaje: su contraseña no cambia."},
    {Text::password_changed_subject, "Su contraseña se ha cambiado"},
    {Text::password_changed_what,
     "Se ha cambiado la contraseña de su cuenta y se han cerrado todas sus sesiones."},
    {Text::password_changed_what_in_session,
     "Alguien que había iniciado sesión en su cuenta ha cambiado la contraseña. Se han cerrado "
     "todas las demás sesiones."},
    {Text::password_changed_not_you, "Si no ha sido usted, restablezca aquí su contraseña de inmediato:"},
    {Text::identity_linked_subject, "Una nueva forma de iniciar sesión"},
    {Text::identity_linked_what,
     "Ahora también puede iniciar sesión en su cuenta con una cuenta que tiene en otro servicio."},
    {Text::identity_linked_not_you,
     "Si no ha sido usted, restablezca aquí su contraseña y elimine esa forma de iniciar sesión:"},
    {Text::new_device_subject, "Nuevo inicio de sesión en su cuenta"},
    {Text::new_device_what,
     "Se ha iniciado sesión en su cuenta desde un dispositivo o un lugar que no se había visto "
     "últimamente:"},
    {Text::new_device_time, "Fecha: {time}"},
    {Text::new_device_device, "Dispositivo: {device}"},
    {Text::new_device_address, "Dirección: {address}"},
    {Text::new_device_was_you, "Si ha sido usted, no tiene que hacer nada."},
    {Text::new_device_not_you,
     "Si no ha sido usted, abra esta página y pulse el botón. Se cerrará la sesión de ese "
     "dispositivo y recibirá por correo un enlace para elegir una contraseña nueva:"},
    {Text::new_device_good_for, "El enlace es válido durante 7 días y una sola vez."},
    {Text::invite_subject, "Tiene una invitación"},
    {Text::invite_to_register, "Le invitamos a registrarse. Para aceptar, abra esta página:"},
    {Text::invite_to_join,
     "Le invitamos a unirse a la organización «{org}». Para aceptar, abra esta página:"},
    {Text::invite_good_for,
     "El enlace es válido durante 7 días, una sola vez y solo para esta dirección de correo "
     "electrónico."},
    {Text::invite_not_you, "Si no sabe de qué se trata, ignore este mensaje."},
});

}   // namespace outbox
