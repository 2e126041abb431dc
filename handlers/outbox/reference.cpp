#include "handlers/outbox/reference.h"

namespace outbox {

std::string_view reference_of(std::string_view sent)
{
    const bool fits = sent.size() == 4 && sent.find_first_not_of("BCDFGHJKLMNPQRSTVWXZ23456789") == sent.npos;
    return fits ? sent : std::string_view{};
}

}   // namespace outbox
