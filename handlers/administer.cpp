#include "handlers/administer.h"

#include <algorithm>
#include <ostream>

#include "handlers/administration/sentences.h"

namespace administration {

static constexpr Sentence table[] = {
    // subject, verb, words, needs a configuration, what it does
    {"migrate", "", "", true, migrate, "bring the database to the schema of this program"},
    {"user", "create", "EMAIL [--name NAME] [--verified]", true, user_create,
     "create an account; the password comes from the terminal or standard input"},
    {"user", "list", "[--after EMAIL] [--all]", true, user_list, "list accounts, a hundred at a time"},
    {"user", "show", "EMAIL|ID", true, user_show, "show one account"},
    {"user", "disable", "EMAIL|ID", true, user_disable, "refuse the account and end its sessions"},
    {"user", "enable", "EMAIL|ID", true, user_enable, "let a disabled account in again"},
    {"user", "verify", "EMAIL|ID", true, user_verify, "take the address as proven"},
    {"user", "set-password", "EMAIL|ID", true, user_set_password,
     "set a new password (from the terminal or standard input) and end the sessions"},
    {"config", "check", "", true, config_check, "check the configuration without starting anything"},
    {"config", "docs", "", false, config_docs, "print the reference of all keys"},
    {"routes", "", "", false, routes, "list every route of every contract"},
    {"hash", "bench", "[--target MILLISECONDS]", false, hash_bench, "time password hashing on this machine"},
};

std::span<const Sentence> sentences()
{
    return table;
}

const Sentence* find_sentence(const std::vector<std::string>& words)
{
    const auto fits = [&](const Sentence& sentence) {
        if (words.empty() || words[0] != sentence.subject) return false;
        return sentence.verb.empty() || (words.size() > 1 && words[1] == sentence.verb);
    };
    const auto found = std::ranges::find_if(table, fits);
    return found == std::end(table) ? nullptr : found;
}

Exit administer(const Sentence& sentence, const Desk& desk, std::vector<std::string> rest)
{
    try {
        return sentence.run(desk, Words{std::move(rest)});
    } catch (const Misuse& misuse) {
        desk.err << "latchkey: " << misuse.what << "\nusage: latchkey " << sentence.subject
                 << (sentence.verb.empty() ? "" : " ") << sentence.verb << ' ' << sentence.usage << '\n';
        return misused;
    } catch (const std::exception& broken) {
        desk.err << "latchkey: " << broken.what() << '\n';
        return refused;
    }
}

}   // namespace administration
