// Gathers what each source says of the settings and which source wins. Looks at keys, never at what values
// mean; never repeats a value, since it may be a secret. Every problem goes to the list at once.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "fcgi/sys/config.h"
#include "fcgi/sys/env_file.h"

namespace sys {

// A value and where it stood.
struct Given {
    std::string key;   // as written, LATCHKEY_..._FILE perhaps
    std::string value;
    std::string where;   // "environment" or "file:line"
    Config::Kept kept = {};
};

// Which value: its setting, and for one of a family the name it was given under.
struct Place {
    const Setting* setting;
    std::string name;   // in small letters; empty: of no family

    bool operator<(const Place& other) const
    {
        return std::pair{setting->key, std::string_view{name}} <
               std::pair{other.setting->key, std::string_view{other.name}};
    }
};

class Gathering {
public:
    explicit Gathering(std::vector<std::string>& problems) : problems_{problems} {}

    void take_credentials(const Environment& environment);
    void take_environment(const Environment& environment);
    void take_file(const std::string& path);
    // Null when no source gives it.
    const Given* find(const Place& place) const;
    std::set<std::string> names() const;   // under which anything of a family was given

private:
    using Values = std::map<Place, Given>;

    void take_line(Values& source, EnvLine line, const std::string& path);
    void take(Values& source, Given given);
    void take_target(Values& source, Place place, Given given);
    void put(Values& source, Place place, Given given);
    void merge(Values&& source) { values_.merge(source); }   // what is there already stays
    void tell(const Given& given, const std::string& what)
    {
        problems_.push_back(given.where + ": " + given.key + ": " + what);
    }

    std::vector<std::string>& problems_;
    Values values_;
};

}   // namespace sys
