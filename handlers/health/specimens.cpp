// What a server may offer, made up for OpenAPI.
#include "handlers/health/show_features.h"

namespace health {

std::vector<Features> specimens(Of<Features>)
{
    return {{"open", 8, {"google", "github"}}};
}

}   // namespace health
