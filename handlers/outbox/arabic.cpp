// The words of letters in Arabic, addressed in the polite plural.
#include "handlers/outbox/catalogue.h"

namespace outbox {

constexpr Catalogue arabic = catalogue({
    {Text::service_name, "Latchkey"},
    {Text::letter_foot, "أُرسلت هذه الرسالة من {service}."},
    {Text::date_form, "{day} {month} {year}، {clock} UTC"},
    {Text::date_months, "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"},
    {Text::device_on, "{program} على {system}"},
    {Text::device_unknown_browser, "متصفح غير معروف على {system}"},
    {Text::device_unknown, "جهاز غير معروف"},
    {Text::verify_email_subject, "يرجى تأكيد عنوان بريدكم الإلكتروني"},
    {Text::verify_email_link,
     "لتأكيد عنوان البريد الإلكتروني هذا، يرجى فتح هذه الصفحة والضغط على الزر فيها:"},
    {Text::verify_email_code, "أو أدخلوا هذا الرمز حيث سجّلتم:"},
    {Text::verify_email_reference, "الرقم المرجعي: {reference}. تعرض الصفحة التي تطلب الرمز الرقم نفسه."},
    {Text::verify_email_good_for, "الرابط صالح لمدة 24 ساعة، والرمز لمدة 15 دقيقة، وكل منهما لمرة واحدة."},
    {Text::verify_email_not_you, "إذا لم تقوموا بالتسجيل، يرجى تجاهل هذه الرسالة."},
    {Text::reset_password_subject, "إعادة تعيين كلمة المرور"},
    {Text::reset_password_link, "لاختيار كلمة مرور جديدة، يرجى فتح هذه الصفحة:"},
    {Text::reset_password_good_for, "الرابط صالح لمدة 30 دقيقة ولمرة واحدة، ويلغيه أي رابط أحدث منه."},
    {Text::reset_password_not_you, "إذا لم تطلبوا ذلك، يرجى تجاهل هذه الرسالة، وستبقى كلمة المرور كما هي."},
    {Text::password_changed_subject, "تم تغيير كلمة المرور"},
    {Text::password_changed_what, "تم تغيير كلمة مرور حسابكم وتسجيل الخروج من جميع جلساته."},
    {Text::password_changed_what_in_session,
     "تم تغيير كلمة مرور حسابكم من جلسة مسجّلة الدخول إليه، وتسجيل الخروج من جميع الجلسات "
     "الأخرى."},
    {Text::password_changed_not_you,
     "إذا لم تكونوا أنتم من فعل ذلك، يرجى إعادة تعيين كلمة المرور "
     "هنا فورًا:"},
    {Text::identity_linked_subject, "طريقة جديدة لتسجيل الدخول"},
    {Text::identity_linked_what, "يمكنكم الآن تسجيل الدخول إلى حسابكم أيضًا بحساب لكم لدى خدمة أخرى."},
    {Text::identity_linked_not_you,
     "إذا لم تكونوا أنتم من فعل ذلك، يرجى إعادة تعيين كلمة المرور هنا وإزالة هذه الطريقة:"},
    {Text::new_device_subject, "تسجيل دخول جديد إلى حسابكم"},
    {Text::new_device_what, "تم تسجيل الدخول إلى حسابكم من جهاز أو مكان لم يُستخدم مؤخرًا:"},
    {Text::new_device_time, "الوقت: {time}"},
    {Text::new_device_device, "الجهاز: {device}"},
    {Text::new_device_address, "العنوان: {address}"},
    {Text::new_device_was_you, "إذا كنتم أنتم، فلا داعي لفعل أي شيء."},
    {Text::new_device_not_you,
     "إذا لم تكونوا أنتم، يرجى فتح هذه الصفحة والضغط على الزر فيها، فيتم تسجيل خروج ذلك الجهاز "
     "ويصلكم بالبريد رابط لاختيار كلمة مرور جديدة:"},
    {Text::new_device_good_for, "الرابط صالح لمدة 7 أيام ولمرة واحدة."},
    {Text::invite_subject, "لديكم دعوة"},
    {Text::invite_to_register, "أنتم مدعوون إلى التسجيل. لقبول الدعوة، يرجى فتح هذه الصفحة:"},
    {Text::invite_to_join,
     "أنتم مدعوون إلى الانضمام إلى المؤسسة «{org}». لقبول الدعوة، يرجى فتح هذه الصفحة:"},
    {Text::invite_good_for, "الرابط صالح لمدة 7 أيام ولمرة واحدة، ولعنوان البريد الإلكتروني هذا فقط."},
    {Text::invite_not_you, "إذا كنتم لا تعرفون ما الأمر، يرجى تجاهل هذه الرسالة."},
});

}   // namespace outbox
