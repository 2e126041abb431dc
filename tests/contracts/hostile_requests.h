// What an attacker, a scanner or a broken client sends. Tables only; hostile_test.cpp sends them everywhere.
#pragma once
#include <string>
#include <vector>

namespace hostile {

std::vector<std::string> values();    // JSON values, to be put into every field a route could have
std::vector<std::string> bodies();    // whole bodies
std::vector<std::string> headers();   // "Name: value"
std::vector<std::string> endings();   // what comes behind a route's path

}   // namespace hostile
