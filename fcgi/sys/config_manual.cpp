// The table of settings as a manual page, latchkey.env(5).
#include "fcgi/sys/config.h"

namespace sys {

namespace {

constexpr std::string_view heading =
    R"(.\" Printed by `latchkey config docs --man`; the table in the program is the only source.
.Dd November 21, 2026
.Dt LATCHKEY.ENV 5
.Os
.Sh NAME
.Nm latchkey.env
.Nd configuration of Latchkey
.Sh SYNOPSIS
.Nm /etc/latchkey/latchkey.env
.Sh DESCRIPTION
All programs of Latchkey read one file of
.Ar KEY Ns = Ns Ar value
lines.
A line that starts with
.Ql #
is a comment.
A value may stand in double quotes, inside which
.Ql \e\(dq
and
.Ql \e\e
are the only escapes.
The first source that gives a key wins:
.Bl -enum
.It
for secrets, a file in
.Ev CREDENTIALS_DIRECTORY ,
named as the key without
.Ql LATCHKEY_ ;
the units fill it from
.Pa /etc/credstore/latchkey. Ns Ar NAME
.It
the environment
.It
the file
.El
.Pp
In the environment and in the file,
.Ar KEY Ns _FILE
may stand instead of a key: it names a file that holds the value, less one line feed at its end.
An empty value asks for the default.
A file that holds a secret must not be readable by everyone.
A key that was renamed is taken by its former name too, with a warning.
An unknown key, a key given twice in one source and a value that does not fit are refused:
.Dl latchkey config check
names them all, and no program starts.
.Pp
A key with
.Ar <NAME>
in it may be given many times, each with a name of its own there, as in
.Ev LATCHKEY_OIDC_ACME_ISSUER :
a capital, then capitals, digits and
.Ql _ ,
32 at most.
.Pp
The file is read at start, and again when a worker or the mailer is told to reload, as by
.Dl systemctl reload 'latchkey@*.service' latchkey-mailer.service
No key needs a restart.
Only credentials do:
.Xr systemd 1
hands them to a unit when it starts.
What is no good is refused, and what runs goes on with what it has.
.Sh KEYS
.Bl -tag -width Ds
)";

constexpr std::string_view ending = R"(.El
.Sh FILES
.Bl -tag -width Ds
.It Pa /etc/latchkey/latchkey.env
Of root and the group latchkey, mode 0640: it holds secrets.
.El
.Sh SEE ALSO
.Xr latchkey 1 ,
.Xr latchkey-mailer 8 ,
.Xr latchkey-worker 8
)";

// What begins with a dot or an apostrophe would be a request.
std::string escaped(std::string_view text)
{
    std::string out;
    if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
    for (const char c : text) c == '\\' ? out += "\\e" : out += c;
    return out;
}

// Each sentence on a line of its own, as manual pages have it.
std::string sentences(std::string_view text)
{
    std::string out;
    for (std::size_t end; (end = text.find(". ")) != text.npos; text.remove_prefix(end + 2))
        (out += escaped(text.substr(0, end + 1))) += '\n';
    return (out += escaped(text)) += '\n';
}

std::string entry(const Setting& setting)
{
    std::string out = ".It Ev LATCHKEY_" + std::string{setting.name} + '\n' + sentences(meaning(setting));
    if (setting.required)
        out += "Required.\n";
    else if (!setting.fallback.empty())
        out += "Default:\n.Ql " + escaped(setting.fallback) + '\n';
    if (setting.secret) out += "A secret.\n";
    return out;
}

}   // namespace

std::string configuration_manual()
{
    std::string out{heading};
    for (const Setting& setting : settings()) out += entry(setting);
    return out += ending;
}

}   // namespace sys
