// The table of settings as people read it: Markdown for the documentation, comments for the env file.
#include "fcgi/sys/config.h"

namespace sys {

namespace {

constexpr std::string_view heading =
    R"(# Configuration

Printed by `latchkey config docs`; the table in the program is the only source.

Programs read one env file of `KEY=value` lines. A line that starts with `#` is a comment. A value may stand
in double quotes, inside which `\"` and `\\` are the only escapes. The first source that gives a key wins:

1. for secrets, a file in `$CREDENTIALS_DIRECTORY` (systemd's LoadCredential) named as in the table, without
   `LATCHKEY_`;
2. the environment;
3. the env file.

In the environment and in the env file, `<KEY>_FILE` may stand instead of a key: it names a file that holds
the value, less one line feed at its end. An empty value asks for the default. A file that holds a secret must
not be readable by everyone. A key that was renamed is taken by its former name too, with a warning. An
unknown key, a key given twice in one source and a value that does not fit are refused:
`latchkey config check` names them all, and no program starts.

Workers and mailer take a changed configuration without a restart, whichever keys it is that changed: see
[reload](operations.md#reload). Only what is given as a credential waits for one, since systemd hands
credentials to a unit when it starts. The command line reads everything each time.

A key with `<NAME>` in it may be given many times, each with a name of its own there, as in
`LATCHKEY_OIDC_ACME_ISSUER`: a capital, then capitals, digits and `_`, 32 at most.

| Key | Default | Meaning | Secret |
|---|---|---|---|
)";

// For a cell of a Markdown table.
std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (std::string_view{"|<*[_"}.contains(c)) out += '\\';
        out += c;
    }
    return out;
}

std::string listed(std::string_view choices)
{
    std::string out;
    for (const char c : choices) c == '|' ? out += ", " : out += c;
    return out;
}

std::string default_of(const Setting& setting)
{
    if (setting.required) return "required";
    return setting.fallback.empty() ? "empty" : "`" + std::string{setting.fallback} + "`";
}

std::string row(const Setting& setting)
{
    return "| `LATCHKEY_" + std::string{setting.name} + "` | " + default_of(setting) + " | " +
           escaped(meaning(setting)) + " | " + (setting.secret ? "yes" : "") + " |\n";
}

std::string as_comment(std::string_view text)
{
    constexpr std::size_t width = 98;
    std::string out;
    while (text.size() > width) {
        const std::size_t space = text.rfind(' ', width);
        if (space == text.npos) break;
        ((out += "# ") += text.substr(0, space)) += '\n';
        text.remove_prefix(space + 1);
    }
    return ((out += "# ") += text) += '\n';
}

}   // namespace

std::string meaning(const Setting& setting)
{
    std::string text{setting.about};
    if (setting.kind == Setting::number)
        text += " From " + std::to_string(setting.least) + " to " + std::to_string(setting.most) + ".";
    if (setting.kind == Setting::choice) text += " One of " + listed(setting.choices) + ".";
    if (setting.kind == Setting::on_off) text += " One of on, off.";
    if (!setting.former.empty()) text += " Formerly LATCHKEY_" + std::string{setting.former} + ".";
    return text;
}

std::string configuration_reference()
{
    std::string out{heading};
    for (const Setting& setting : settings()) out += row(setting);
    return out;
}

std::string example_env_file()
{
    std::string out =
        "# Latchkey's configuration. Check it with `latchkey config check`. It holds secrets: keep it "
        "0640.\n";
    for (const Setting& setting : settings()) {
        (out += '\n') += as_comment(meaning(setting));
        out += setting.required ? "LATCHKEY_" : "#LATCHKEY_";
        (((out += setting.name) += '=') += setting.fallback) += '\n';
    }
    return out;
}

}   // namespace sys
