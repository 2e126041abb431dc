// Ports nobody listens on just now.
#pragma once

namespace test {

// The first of two neighbours, below the range from which the kernel takes ports by itself. Fails the test
// when none is found.
int free_pair();

}   // namespace test
