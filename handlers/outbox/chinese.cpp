// The words of letters in Chinese, addressed as 您, in simplified characters.
#include "handlers/outbox/catalogue.h"

namespace outbox {

constexpr Catalogue chinese = catalogue({
    {Text::service_name, "Latchkey"},
    {Text::letter_foot, "本邮件由 {service} 发送。"},
    {Text::date_form, "{year}年{month}{day}日 {clock} UTC"},
    {Text::date_months, "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月"},
    {Text::device_on, "{program}（{system}）"},
    {Text::device_unknown_browser, "未知浏览器（{system}）"},
    {Text::device_unknown, "未知设备"},
    {Text::verify_email_subject, "请确认您的电子邮件地址"},
    {Text::verify_email_link, "要确认此电子邮件地址，请打开以下页面并点击其中的按钮："},
    {Text::verify_email_code, "或者在您注册的页面输入以下验证码："},
    {Text::verify_email_reference, "参考编号：{reference}。要求输入验证码的页面显示相同的编号。"},
    {Text::verify_email_good_for, "链接 24 小时内有效，验证码 15 分钟内有效，均只能使用一次。"},
    {Text::verify_email_not_you, "如果您没有注册，请忽略本邮件。"},
    {Text::reset_password_subject, "重置您的密码"},
    {Text::reset_password_link, "要设置新密码，请打开以下页面："},
    {Text::reset_password_good_for, "链接 30 分钟内有效，只能使用一次。如有更新的链接，此链接即失效。"},
    {Text::reset_password_not_you, "如果您没有提出此请求，请忽略本邮件，您的密码不会改变。"},
    {Text::password_changed_subject, "您的密码已更改"},
    {Text::password_changed_what, "您的账户密码已更改，所有会话均已退出登录。"},
    {Text::password_changed_what_in_session,
     "您的账户密码已被一位已登录该账户的用户更改，其他所有会话均已退出登录。"},
    {Text::password_changed_not_you, "如果这不是您本人的操作，请立即在此重置密码："},
    {Text::identity_linked_subject, "新增了一种登录方式"},
    {Text::identity_linked_what, "现在您也可以用您在其他服务中的账户登录您的账户。"},
    {Text::identity_linked_not_you, "如果这不是您本人的操作，请在此重置密码并移除该登录方式："},
    {Text::new_device_subject, "您的账户有新的登录"},
    {Text::new_device_what, "您的账户在近期未曾使用过的设备或地点登录："},
    {Text::new_device_time, "时间：{time}"},
    {Text::new_device_device, "设备：{device}"},
    {Text::new_device_address, "地址：{address}"},
    {Text::new_device_was_you, "如果是您本人，则无需任何操作。"},
    {Text::new_device_not_you,
     "如果不是您本人，请打开以下页面并点击其中的按钮。该设备将退出登录，"
     "您会收到一封含有设置新密码链接的邮件："},
    {Text::new_device_good_for, "链接 7 天内有效，只能使用一次。"},
    {Text::invite_subject, "您收到一份邀请"},
    {Text::invite_to_register, "邀请您注册账户。要接受邀请，请打开以下页面："},
    {Text::invite_to_join, "邀请您加入组织“{org}”。要接受邀请，请打开以下页面："},
    {Text::invite_good_for, "链接 7 天内有效，只能使用一次，且仅适用于此电子邮件地址。"},
    {Text::invite_not_you, "如果您不清楚这是怎么回事，请忽略本邮件。"},
});

}   // namespace outbox
