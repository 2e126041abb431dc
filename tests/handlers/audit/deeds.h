// Each deed that the audit trail tells of, done on a stage of its own.
#pragma once
#include <functional>
#include <span>
#include <string>

#include "tests/handlers/stage.h"

namespace test {

struct Deed {
    const char* event;
    const char* result;
    const char* actor;   // "self", "cli", "provider"; "ann": Ann's id
    std::function<void(Stage&)> prepare;
    std::function<void(Stage&)> act;
};

std::span<const Deed> deeds();

}   // namespace test
