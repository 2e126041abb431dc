// Printing a contract, for machines and for people.
#include <algorithm>
#include <ostream>

#include "handlers/administration/sentences.h"
#include "handlers/contracts/contracts.h"
#include "handlers/openapi/document.h"
#include "handlers/openapi/documents.h"
#include "handlers/openapi/markdown.h"

namespace administration {

static constexpr int document_depth = 64;   // schemas nest

static const Contract& contract_named(std::string_view name)
{
    const auto all = contracts::all();
    const auto found = std::ranges::find(all, name, &Contract::name);
    if (found != all.end()) return **found;
    std::string names;
    for (const Contract* contract : all) names += " " + std::string{contract->name};
    throw Misuse{"there is no contract \"" + std::string{name} + "\", but" + names};
}

Exit print_openapi(const Desk& desk, Words words)
{
    const bool markdown = words.take_flag("--markdown");
    const std::string name = words.take_next();
    words.end();
    const std::string document = openapi::document(openapi::with_companions(contract_named(name))).text();
    if (markdown)
        desk.out << openapi::markdown(http::parse_json(document, document_depth).value().view());
    else
        desk.out << document << '\n';
    return done;
}

}   // namespace administration
