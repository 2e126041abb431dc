// Who may write the files that Latchkey trusts, and whether it may write its own.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <system_error>

#include "handlers/doctor/examinations.h"

namespace doctor {

namespace {

std::string octal(mode_t mode)
{
    std::string text = "0";
    for (const int shift : {6, 3, 0}) text += char('0' + (mode >> shift & 7));
    return text;
}

// The files in which anything of the configuration stands.
std::set<std::string> configuration_files(const sys::Config& config)
{
    std::set<std::string> files;
    const auto add = [&](const std::string& path) {
        if (path.starts_with('/')) files.insert(path);
    };
    for (const sys::Setting& setting : sys::settings())
        if (!setting.of_family())
            add(config.kept(setting.key).path);
        else
            for (const std::string& name : config.names()) {
                const std::string& origin = config.origin(setting.key, name);
                add(origin.substr(0, origin.rfind(':')));
            }
    return files;
}

// Whoever may write there decides whose keys sign.
Finding look_at(const std::string& path)
{
    struct stat file {};
    if (::stat(path.c_str(), &file) != 0)
        return {"files", Finding::bad, path + ": " + std::system_category().message(errno)};
    const std::string words = path + " has mode " + octal(file.st_mode & 0777U) + " and belongs to user " +
                              std::to_string(file.st_uid);
    if ((file.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return {"files", Finding::bad, words + "; others may write there: chmod go-w " + path};
    if (file.st_uid != 0 && file.st_uid != ::geteuid())
        return {"files", Finding::doubtful, words + ", who is neither root nor you"};
    return {"files", Finding::good, words};
}

}   // namespace

void examine_files(const Patient& patient)
{
    for (const std::string& path : configuration_files(patient.config)) patient.tell(look_at(path));
    const std::string& lanes = patient.config.text(sys::Key::hash_lanes_dir);
    const std::string parent = lanes.substr(0, std::max<std::size_t>(lanes.rfind('/'), 1));
    if (::access(lanes.c_str(), W_OK | X_OK) == 0)
        patient.tell({"files", Finding::good, lanes + " may be written"});
    else if (errno == ENOENT && ::access(parent.c_str(), W_OK | X_OK) == 0)
        patient.tell({"files", Finding::good, lanes + " will be made"});
    else
        patient.tell({"files", Finding::bad,
                      lanes + ": " + std::system_category().message(errno) +
                          "; workers count the passwords they hash there (ask as their user)"});
}

}   // namespace doctor
