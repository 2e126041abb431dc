// What an attacker, a scanner or a broken client sends. Tables only; hostile_test.cpp sends them everywhere.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace hostile {

std::vector<std::string> values();    // JSON values, to be put into every field a route could have
std::vector<std::string> bodies();    // whole bodies
std::vector<std::string> headers();   // "Name: value"
std::vector<std::string> endings();   // what comes behind a route's path

std::string times(int count, const std::string& text);
// The lines between the first and the last line end, and those that need more than a line of text.
std::vector<std::string> with_lines(std::string_view text, std::vector<std::string> others);

}   // namespace hostile
