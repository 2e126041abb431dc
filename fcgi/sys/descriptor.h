// Owns one file descriptor and closes it once. Move-only; -1 is none.
#pragma once
#include <unistd.h>

#include <utility>

namespace sys {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int descriptor) : number_{descriptor} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);   // Linux has closed it even when it says EINTR
    }

    int get() const { return number_; }
    int release() { return std::exchange(number_, -1); }
    explicit operator bool() const { return number_ >= 0; }

private:
    int number_ = -1;
};

}   // namespace sys
