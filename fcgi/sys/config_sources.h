// Gathers what each source says of the settings and which source wins. Looks at keys, never at what values
// mean; never repeats a value, since it may be a secret. Every problem goes to the list at once.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "fcgi/sys/config.h"
#include "fcgi/sys/env_file.h"

namespace sys {

// A value and where it stood.
struct Given {
    std::string key;   // as written, LATCHKEY_..._FILE perhaps
    std::string value;
    std::string where;   // "environment" or "file:line"
};

class Gathering {
public:
    explicit Gathering(std::vector<std::string>& problems) : problems_{problems} {}

    void take_credentials(const Environment& environment);
    void take_environment(const Environment& environment);
    void take_file(const std::string& path);
    const std::optional<Given>& operator[](Key key) const { return values_[std::size_t(key)]; }

private:
    using Values = std::array<std::optional<Given>, std::size_t(Key::count)>;

    void take_line(Values& source, EnvLine line, const std::string& path);
    void take(Values& source, Given given);
    void take_target(Values& source, const Setting& setting, Given given);
    void put(Values& source, const Setting& setting, Given given);
    void merge(Values& source);
    void tell(const Given& given, const std::string& what)
    {
        problems_.push_back(given.where + ": " + given.key + ": " + what);
    }

    std::vector<std::string>& problems_;
    Values values_;
};

}   // namespace sys
