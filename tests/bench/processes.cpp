#include "tests/bench/processes.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace bench {

namespace {

std::string proc(pid_t pid, const char* name)
{
    return "/proc/" + std::to_string(pid) + "/" + name;
}

// The fields of /proc/PID/stat from the third (state) on; none when the process is gone.
std::vector<std::string> stat_fields(pid_t pid)
{
    std::ifstream file{proc(pid, "stat")};
    std::string line;
    std::getline(file, line);
    std::istringstream rest{line.substr(std::min(line.rfind(')') + 1, line.size()))};
    return {std::istream_iterator<std::string>{rest}, {}};
}

std::multimap<pid_t, pid_t> children()
{
    std::multimap<pid_t, pid_t> all;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != name.npos) continue;
        const pid_t pid = std::stoi(name);
        const auto fields = stat_fields(pid);
        if (fields.size() > 1) all.emplace(std::stoi(fields[1]), pid);
    }
    return all;
}

void add_family(pid_t root, const std::multimap<pid_t, pid_t>& tree, std::vector<pid_t>& found)
{
    found.push_back(root);
    const auto [first, last] = tree.equal_range(root);
    for (auto child = first; child != last; ++child) add_family(child->second, tree, found);
}

}   // namespace

std::vector<pid_t> family(pid_t root)
{
    std::vector<pid_t> found;
    add_family(root, children(), found);
    return found;
}

std::vector<pid_t> processes(const std::string& run_dir, std::vector<std::string> services)
{
    if (services.empty()) services = {"postgres", "workers", "mailer", "nginx"};
    std::vector<pid_t> found;
    for (const std::string& service : services) {
        pid_t pid = 0;
        if (std::ifstream{run_dir + "/pids/" + service} >> pid)
            std::ranges::copy(family(pid), std::back_inserter(found));
    }
    return found;
}

double cpu_seconds(const std::vector<pid_t>& pids)
{
    double ticks = 0;
    for (const pid_t pid : pids) {
        const auto fields = stat_fields(pid);
        if (fields.size() > 12) ticks += std::stod(fields[11]) + std::stod(fields[12]);
    }
    return ticks / double(::sysconf(_SC_CLK_TCK));
}

double pss_mib(const std::vector<pid_t>& pids)
{
    double kib = 0;
    for (const pid_t pid : pids) {
        std::ifstream file{proc(pid, "smaps_rollup")};
        for (std::string line; std::getline(file, line);)
            if (line.starts_with("Pss:")) kib += std::stod(line.substr(4));
    }
    return kib / 1024;
}

std::vector<pid_t> named(const std::vector<pid_t>& pids, const std::string& program)
{
    std::vector<pid_t> found;
    for (const pid_t pid : pids) {
        std::string name;
        if (std::getline(std::ifstream{proc(pid, "comm")}, name) && program.starts_with(name))
            found.push_back(pid);
    }
    return found;
}

}   // namespace bench
