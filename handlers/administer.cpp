#include "handlers/administer.h"

#include <algorithm>
#include <ostream>

#include "handlers/administration/sentences.h"

namespace administration {

static constexpr Sentence table[] = {
    // subject, verb, words, needs a configuration, what it does
    {"migrate", "", "[--plan|--status]", true, migrate,
     "bring the database to the schema of this program, or say what is to do, or all that was done"},
    {"user", "create", "EMAIL [--name NAME] [--verified]", true, user_create,
     "create an account; the password comes from the terminal or standard input"},
    {"user", "list", "[--after EMAIL] [--all]", true, user_list, "list accounts, a hundred at a time"},
    {"user", "show", "EMAIL|ID", true, user_show, "show one account"},
    {"user", "disable", "EMAIL|ID", true, user_disable, "refuse the account and end its sessions"},
    {"user", "enable", "EMAIL|ID", true, user_enable, "let a disabled account in again"},
    {"user", "delete", "EMAIL|ID --yes", true, user_delete, "delete an account with all that hangs on it"},
    {"user", "verify", "EMAIL|ID", true, user_verify, "take the address as proven"},
    {"user", "set-password", "EMAIL|ID", true, user_set_password,
     "set a new password (from the terminal or standard input) and end the sessions"},
    {"user", "grant", "EMAIL|ID --role ROLE", true, user_grant, "give a role on the whole server"},
    {"user", "revoke", "EMAIL|ID --role ROLE", true, user_revoke, "take a role back"},
    {"session", "list", "EMAIL|ID", true, session_list, "list the living sessions of a user"},
    {"session", "revoke", "EMAIL|ID [--session ID]", true, session_revoke,
     "end one session of a user, or all"},
    {"ban", "list", "", true, ban_list, "list the networks that are banned now"},
    {"ban", "add", "ADDRESS|NETWORK [--for DURATION] [--reason TEXT] [--yes]", true, ban_add,
     "refuse every request from there for a day, or as long as is said"},
    {"ban", "remove", "ADDRESS|NETWORK", true, ban_remove, "let a banned address or network in again"},
    {"audit", "", "[--user EMAIL|ID] [--last NUMBER]", true, read_audit,
     "show what happened, the latest first"},
    {"cleanup", "", "", true, cleanup, "remove what expired long ago; made for a timer"},
    {"org", "create", "NAME", true, org_create, "make an organization that nobody belongs to yet"},
    {"org", "list", "", true, org_list, "list the organizations"},
    {"org", "add-member", "ORG EMAIL|ID --role owner|admin|member", true, org_add_member,
     "make a user a member of an organization, or give a member that role"},
    {"org", "remove-member", "ORG EMAIL|ID", true, org_remove_member, "take a user out of an organization"},
    {"invite", "create", "--email EMAIL [--org ORG] [--role owner|admin|member]", true, invite_create,
     "mail an invite to join an organization, or to register, and print its token"},
    {"invite", "list", "[--org ORG]", true, invite_list, "list the invites that could be accepted now"},
    {"invite", "revoke", "ID", true, invite_revoke, "make an invite void"},
    {"key", "generate", "[--kid KID]", false, key_generate,
     "print a fresh key for LATCHKEY_JWT_KEYS or LATCHKEY_SEAL_KEYS"},
    {"key", "list", "", true, key_list,
     "list the keys of both rings with their state, and how many API keys each one seals"},
    {"key", "rotate", "--jwt|--seal stage|activate|reseal|retire [--yes]", true, key_rotate,
     "take one step from a key to the next, in the file that holds the ring"},
    {"mail", "preview", "LETTER [--locale LOCALE]", true, mail_preview,
     "print a letter as it would be sent, with made-up facts"},
    {"mail", "queue", "", true, mail_queue, "list the letters that wait or were given up, the oldest first"},
    {"mail", "retry", "ID|--all", true, mail_retry,
     "let letters that wait or were given up be tried at once"},
    {"mail", "test", "ADDRESS", true, mail_test, "send a trial letter past the queue"},
    {"doctor", "", "[--mount PATH] [--mail-to ADDRESS]", true, examine,
     "look whether database, nginx, mail, cookies and files are there and fit"},
    {"config", "check", "", true, config_check, "check the configuration without starting anything"},
    {"config", "show", "", true, config_show,
     "print every key with its value, unless secret, and where it stands"},
    {"config", "docs", "[--man]", false, config_docs,
     "print the reference of all keys, as Markdown or as a manual page"},
    {"config", "example", "", false, config_example, "print an env file to begin with, every key explained"},
    {"metrics", "docs", "", false, metrics_docs, "print the reference of all metrics, as Markdown"},
    {"routes", "", "", false, routes, "list every route of every contract"},
    {"openapi", "", "CONTRACT [--markdown]", false, print_openapi,
     "print a contract as OpenAPI 3.1, or as a page to read"},
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
