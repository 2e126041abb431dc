// latchkey config ...: what the configuration is, means and may be. Never prints a secret.
#include "fcgi/sys/config.h"

#include <ostream>

#include "fcgi/http/json.h"
#include "handlers/administration/sentences.h"
#include "handlers/outbox/words.h"
#include "handlers/service.h"

namespace administration {

namespace {

// Under a name: of a family.
void show(const Desk& desk, const sys::Setting& setting, const std::string& name = {})
{
    const std::string key = sys::full_key(setting, name);
    const std::string& value =
        name.empty() ? desk.config.text(setting.key) : desk.config.text(setting.key, name);
    const std::string& origin =
        name.empty() ? desk.config.origin(setting.key) : desk.config.origin(setting.key, name);
    const bool hidden = setting.secret && !value.empty();
    if (!desk.json) {
        desk.out << key << '=' << (hidden ? "(secret)" : value) << "  # " << origin << '\n';
        return;
    }
    http::Json json;
    json.with("key", key);
    if (!hidden) json.with("value", value);
    json.with("origin", origin).with("secret", setting.secret);
    desk.out << json.text() << '\n';
}

}   // namespace

// The program has loaded it before it came here, and told every problem.
Exit config_check(const Desk& desk, Words words)
{
    words.end();
    if (const auto problem = service_problem(desk.config); !problem.empty()) {
        desk.err << problem << '\n';
        return refused;
    }
    const auto problems = outbox::read_words(desk.config).problems;
    for (const auto& problem : problems) desk.err << problem << '\n';
    if (!problems.empty()) return refused;
    if (desk.json)
        desk.out << http::Json{}.with("ok", true).text() << '\n';
    else
        desk.out << "the configuration is good\n";
    return done;
}

Exit config_docs(const Desk& desk, Words words)
{
    const bool manual = words.take_flag("--man");
    words.end();
    desk.out << (manual ? sys::configuration_manual() : sys::configuration_reference());
    return done;
}

Exit config_example(const Desk& desk, Words words)
{
    words.end();
    desk.out << sys::example_env_file();
    return done;
}

Exit config_show(const Desk& desk, Words words)
{
    words.end();
    const auto names = desk.config.names();
    for (const sys::Setting& setting : sys::settings()) {
        if (!setting.of_family())
            show(desk, setting);
        else
            for (const std::string& name : names) show(desk, setting, name);
    }
    return done;
}

}   // namespace administration
