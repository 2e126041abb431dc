#include "handlers/vault/placeholders.h"

namespace vault {

// Cuts the next piece off: plain text, or the name of a placeholder.
struct Piece {
    std::string_view text;
    bool is_name;
};

static Piece next_piece(std::string_view& rest)
{
    const auto cut = [&rest](std::size_t size) {
        const auto piece = rest.substr(0, size);
        rest.remove_prefix(piece.size());
        return piece;
    };
    const std::size_t open = rest.find('{');
    if (open != 0) return {cut(open), false};
    const std::size_t end = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", 1);
    if (end == rest.npos || end == 1 || rest[end] != '}') return {cut(1), false};
    const auto whole = cut(end + 1);
    return {whole.substr(1, end - 1), true};
}

std::vector<std::string> placeholders(std::string_view text)
{
    std::vector<std::string> names;
    while (!text.empty()) {
        const auto piece = next_piece(text);
        if (piece.is_name) names.emplace_back(piece.text);
    }
    return names;
}

std::string filled(std::string_view text, const Fillings& fillings)
{
    std::string made;
    while (!text.empty()) {
        const auto piece = next_piece(text);
        if (!piece.is_name)
            made += piece.text;
        else if (const auto found = fillings.find(piece.text); found != fillings.end())
            made += found->second;
    }
    return made;
}

}   // namespace vault
