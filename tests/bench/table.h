// What is printed: one line a figure, beside the limit it is held against.
#pragma once
#include <string>

namespace bench {

struct Figure {
    std::string name;
    std::string measured;   // with its unit
    std::string limit;      // what it is held against, measured in the same run or fixed
    double ratio = 0;
    std::string demand;   // "ratio >= 0.90"; empty: told without a verdict
    bool met = true;
    std::string remark = {};
};

void print_heading();
void print(const Figure& figure);
// The number of processes that want to run, over the last minute: a busy machine makes every figure worse.
std::string load_average();

std::string number(double value, int decimals = 0);

}   // namespace bench
