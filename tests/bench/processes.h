// The server processes of a sandbox as the kernel sees them.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace bench {

// The services of the sandbox in that directory (all of them without names) and all their descendants.
std::vector<pid_t> processes(const std::string& run_dir, std::vector<std::string> services = {});
// A process and its descendants.
std::vector<pid_t> family(pid_t root);

double cpu_seconds(const std::vector<pid_t>& pids);   // used so far, user and system
double pss_mib(const std::vector<pid_t>& pids);       // memory, each shared page divided by its sharers
std::vector<pid_t> named(const std::vector<pid_t>& pids, const std::string& program);

}   // namespace bench
