// What a server may offer, made up for OpenAPI.
#include "handlers/health/show_arrival.h"
#include "handlers/health/show_features.h"
#include "handlers/health/show_metrics.h"

namespace health {

std::vector<Features> specimens(Of<Features>)
{
    return {{"open", 8, {"google", "github"}, true}};
}

std::vector<Arrival> specimens(Of<Arrival>)
{
    return {{"192.0.2.1", "https", "/api/auth", "shipfastai latchkey"}};
}

std::vector<Metrics> specimens(Of<Metrics>)
{
    return {{"latchkey_workers 2\n"}};
}

}   // namespace health
