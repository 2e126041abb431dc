#include "tests/bench/table.h"

#include <cstdio>
#include <fstream>

namespace bench {

void print_heading()
{
    std::printf("%-34s %16s %20s %7s  %-7s %-5s %s\n", "figure", "measured", "held against", "ratio",
                "demand", "", "remark");
}

void print(const Figure& figure)
{
    const std::string ratio = figure.ratio > 0 ? number(figure.ratio, 2) : "";
    const char* const verdict = figure.demand.empty() ? "" : figure.met ? "ok" : "MISSED";
    std::printf("%-34s %16s %20s %7s  %-7s %-6s %s\n", figure.name.c_str(), figure.measured.c_str(),
                figure.limit.c_str(), ratio.c_str(), figure.demand.c_str(), verdict, figure.remark.c_str());
    std::fflush(stdout);
}

std::string load_average()
{
    std::string one;
    std::ifstream{"/proc/loadavg"} >> one;
    return one;
}

std::string number(double value, int decimals)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

}   // namespace bench
