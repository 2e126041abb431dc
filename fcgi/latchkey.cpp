// latchkey: the sysadmin's sentences. Exit status: 0 done, 1 refused, 2 wrong usage.
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "fcgi/sys/deputy.h"
#include "fcgi/sys/failure.h"
#include "fcgi/sys/startup.h"
#include "handlers/administer.h"

namespace {

// Echo off while it lives.
class Unseen {
public:
    Unseen()
    {
        if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    ~Unseen()
    {
        if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

private:
    termios before_{};
    bool changed_ = false;
};

std::string typed(std::string_view prompt)
{
    const Unseen unseen;
    std::cerr << prompt << std::flush;
    std::string line;
    std::getline(std::cin, line);
    std::cerr << '\n';
    return line;
}

// From a terminal twice, unseen; else the first line of standard input.
std::string password(std::string_view prompt)
{
    if (isatty(STDIN_FILENO) == 0) {
        std::string line;
        std::getline(std::cin, line);
        return line;
    }
    while (true) {
        std::string first = typed(prompt);
        if (first == typed("The same again: ") || !std::cin) return first;
        std::cerr << "They differ.\n";
    }
}

int usage(std::ostream& out)
{
    out << "usage: latchkey [--env-file FILE] [--json] SUBJECT [VERB] ...\n\n";
    for (const auto& sentence : administration::sentences())
        out << "  latchkey " << sentence.subject << (sentence.verb.empty() ? "" : " ") << sentence.verb
            << (sentence.usage.empty() ? "" : " ") << sentence.usage << "\n      " << sentence.about << '\n';
    return administration::misused;
}

bool works_as_deputy(const sys::CommandLine& line)
{
    try {
        sys::deputize(sys::env_file_path(line, sys::environment()));
        return true;
    } catch (const sys::Failure& failure) {
        std::cerr << "latchkey: " << failure.what() << '\n';
        return false;
    }
}

}   // namespace

int main(int argc, char** argv)
{
    auto line = sys::command_line(argc, argv, {{"env-file"}, {"json", "help"}}, std::cerr);
    if (!line) return usage(std::cerr);
    const bool json = std::erase(line->words, "--json") > 0 || !line->option("json").empty();
    if (!line->option("help").empty()) return usage(std::cout), administration::done;
    const auto* sentence = administration::find_sentence(line->words);
    if (!sentence) return usage(std::cerr);
    auto config = sentence->needs_config ? sys::configured(*line, std::cerr) : sys::Config{};
    if (!config) return administration::refused;
    if (sentence->needs_config && !works_as_deputy(*line)) return administration::refused;
    const sys::Log log{"latchkey", sys::Level::error};
    line->words.erase(line->words.begin(), line->words.begin() + (sentence->verb.empty() ? 1 : 2));
    return administration::administer(*sentence, {*config, log, json, std::cout, std::cerr, password},
                                      line->words);
}
