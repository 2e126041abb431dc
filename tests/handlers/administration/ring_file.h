// A file that holds a ring, and the sentences that rotate it, each with the configuration read anew as a
// program started by hand does.
#pragma once
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/handlers/administration/desk.h"

namespace test {

class RingFile {
public:
    // ring: "jwt" or "seal".
    explicit RingFile(std::string ring = "jwt", const std::string& keys = signing_key("old"))
        : ring_{std::move(ring)}
    {
        char name[] = "/var/tmp/lk-ring.XXXXXX";
        if (!::mkdtemp(name)) std::abort();
        directory_ = name;
        write(keys + "\n");
        ::chmod(path().c_str(), 0640);
    }
    ~RingFile() { std::filesystem::remove_all(directory_); }
    RingFile(const RingFile&) = delete;
    RingFile& operator=(const RingFile&) = delete;

    std::string path() const { return directory_ + "/ring"; }
    sys::Environment settings() const
    {
        return {{ring_ == "jwt" ? "JWT_KEYS_FILE" : "SEAL_KEYS_FILE", path()}, {"REFRESH_DAYS", "3"}};
    }
    Said rotate(const std::string& step, bool json = false) const
    {
        House house{settings()};
        return administer(house, "key rotate --" + ring_ + " " + step, json);
    }
    Said list(bool json = false) const
    {
        House house{settings()};
        return administer(house, "key list", json);
    }
    std::string text() const
    {
        std::ostringstream text;
        text << std::ifstream{path()}.rdbuf();
        return text.str();
    }
    void write(const std::string& text) const { std::ofstream{path()} << text; }

private:
    std::string ring_;
    std::string directory_;
};

}   // namespace test
