// Where the sandboxes of one run live. The run is two processes: a guardian that makes the ground and,
// whatever becomes of the other (a crash, Ctrl-C), ends every sandbox on it and removes it; and the one that
// runs the tests.
#pragma once
#include <functional>
#include <string>

namespace test {

// Runs the tests in a process of their own and gives their exit status, 1 when a sanitizer complained in a
// sandbox, 128 and its number for a signal.
int guarded(const std::function<int()>& tests);

// A new directory on the ground, for one sandbox.
std::string new_plot();

// Ends the sandbox in that directory and removes it. What a sanitizer reported in it goes to standard error
// and fails the run.
void clear_plot(const std::string& directory);

}   // namespace test
