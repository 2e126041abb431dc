// Root's sentences are carried out as the user that the service runs as: Postgres knows that one by its local
// socket (peer), and lock files that are made on the way are ones that workers can open.
#pragma once
#include <sys/types.h>

#include <string>

namespace sys {

// From here on this process, if root's, is the user whose name is that of the env file's group, as the
// package makes it: root:latchkey. Changes nothing where the file is root's alone, there is none, or the
// group is nobody's. Throws Failure when it cannot be done.
void deputize(const std::string& env_file);

// Root again while it lives, where deputize() made root somebody else.
class AsPrincipal {
public:
    AsPrincipal();
    ~AsPrincipal();
    AsPrincipal(const AsPrincipal&) = delete;
    AsPrincipal& operator=(const AsPrincipal&) = delete;

private:
    uid_t deputy_;
    gid_t group_;
};

}   // namespace sys
