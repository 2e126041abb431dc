// Reads the text format of Prometheus (0.0.4) as strictly as it is meant: throws std::runtime_error with the
// line that breaks a rule.
#pragma once
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace test {

class Scrape {
public:
    explicit Scrape(const std::string& text)
    {
        if (!text.ends_with('\n')) throw std::runtime_error{"no line end at the end"};
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) take(line);
        for (const auto& [family, type] : types_)
            if (type == "histogram") judge_histogram(family);
    }

    // Of "name" or "name{label=\"value\"}"; 0 when it is not there, as a series that never happened may.
    double of(const std::string& series) const
    {
        const auto found = values_.find(series);
        return found == values_.end() ? 0 : found->second;
    }
    bool has(const std::string& series) const { return values_.contains(series); }
    // Of all series of that name whose labels contain the text.
    double sum(std::string_view name, std::string_view labels = {}) const
    {
        double total = 0;
        for (const auto& [series, value] : values_)
            if (series.substr(0, series.find('{')) == name && series.contains(labels)) total += value;
        return total;
    }
    const std::map<std::string, std::string>& types() const { return types_; }
    const std::map<std::string, double>& values() const { return values_; }

private:
    [[noreturn]] static void fail(const std::string& why, const std::string& line)
    {
        throw std::runtime_error{why + ": " + line};
    }

    void take(const std::string& line)
    {
        if (line.starts_with("# HELP ") || line.starts_with("# TYPE "))
            comment(line);
        else
            sample(line);
    }

    void comment(const std::string& line)
    {
        std::istringstream words{line.substr(7)};
        std::string name;
        std::string rest;
        words >> name;
        std::getline(words >> std::ws, rest);
        check_name(name, line);
        if (line[2] == 'H') {
            if (rest.empty() || !helped_.insert(name).second) fail("HELP twice or empty", line);
            return;
        }
        if (rest != "counter" && rest != "gauge" && rest != "histogram") fail("unknown type", line);
        if (!types_.emplace(name, rest).second) fail("TYPE twice", line);
        if (rest == "counter" && !name.ends_with("_total")) fail("a counter's name ends with _total", line);
        family_ = name;
    }

    void sample(const std::string& line)
    {
        const auto blank = line.rfind(' ');
        if (blank == std::string::npos) fail("no value", line);
        const std::string series = line.substr(0, blank);
        const std::string name = series.substr(0, series.find('{'));
        check_name(name, line);
        if (series.size() > name.size()) check_labels(series.substr(name.size()), line);
        const bool part =
            types_[family_] == "histogram" &&
            (name == family_ + "_bucket" || name == family_ + "_sum" || name == family_ + "_count");
        if (types_[family_] == "histogram" ? !part : name != family_)
            fail("not of the family above it", line);
        char* end = nullptr;
        const std::string number = line.substr(blank + 1);
        const double value = std::strtod(number.c_str(), &end);
        if (number.empty() || *end != '\0' || value < 0) fail("no good value", line);
        if (!values_.emplace(series, value).second) fail("the series is there twice", line);
    }

    static void check_name(const std::string& name, const std::string& line)
    {
        const auto good = [](unsigned char c) { return std::isalnum(c) || c == '_' || c == ':'; };
        if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0])) ||
            !std::ranges::all_of(name, good))
            fail("no good name", line);
    }

    // {a="b",c="d"}, each label once.
    static void check_labels(std::string_view text, const std::string& line)
    {
        std::set<std::string> seen;
        if (!text.starts_with('{') || !text.ends_with('}')) fail("no good labels", line);
        text = text.substr(1, text.size() - 2);
        while (!text.empty()) {
            const auto equals = text.find("=\"");
            if (equals == std::string_view::npos) fail("no good label", line);
            check_name(std::string{text.substr(0, equals)}, line);
            if (!seen.insert(std::string{text.substr(0, equals)}).second) fail("a label twice", line);
            text.remove_prefix(equals + 2);
            const auto quote = text.find_first_of("\"\\");   // ours need no escape
            if (quote == std::string_view::npos || text[quote] != '"') fail("no good value of a label", line);
            text.remove_prefix(quote + 1);
            if (!text.empty() && (text[0] != ',' || text.size() == 1)) fail("no good labels", line);
            if (!text.empty()) text.remove_prefix(1);
        }
    }

    // Of each set of labels: buckets only grow with their bound, the last is the count, and there is a sum.
    void judge_histogram(const std::string& family) const
    {
        std::map<std::string, std::map<double, double>> buckets;
        for (const auto& [series, value] : values_) {
            if (!series.starts_with(family + "_bucket{")) continue;
            const auto le = series.find("le=\"");
            if (le == std::string::npos) fail("a bucket without a bound", series);
            std::string labels = series.substr(family.size() + 7, le - family.size() - 7);
            labels = labels == "{" ? "" : labels.substr(0, labels.size() - 1) + "}";
            buckets[labels][std::strtod(series.c_str() + le + 4, nullptr)] = value;
        }
        for (const auto& [labels, by_bound] : buckets) {
            double before = 0;
            for (const auto& [bound, value] : by_bound) {
                if (value < before) fail("buckets shrink", family + labels);
                before = value;
            }
            if (by_bound.rbegin()->first < 1e300) fail("no bucket for all", family + labels);
            if (!has(family + "_count" + labels) || of(family + "_count" + labels) != before)
                fail("the count is another than that of all buckets", family + labels);
            if (!has(family + "_sum" + labels)) fail("no sum", family + labels);
        }
    }

    std::string family_;
    std::map<std::string, std::string> types_;
    std::set<std::string> helped_;
    std::map<std::string, double> values_;
};

}   // namespace test
