// A word from one thread to others that wait for descriptors.
#pragma once
#include "fcgi/sys/descriptor.h"

namespace sys {

class Event {
public:
    Event();   // throws sys::Failure

    int get() const { return descriptor_.get(); }   // readable from tell() until it is taken
    void tell() const noexcept;
    // True for the one caller who takes what was told; how often it was told doesn't count.
    bool take() const noexcept;

private:
    Descriptor descriptor_;
};

}   // namespace sys
