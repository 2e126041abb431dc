// The first stage: which row of which contract a request means. nginx names the contracts of the mount; the
// first row that fits wins.
#pragma once
#include <span>
#include <string>

#include "fcgi/http/message.h"
#include "handlers/route.h"
#include "handlers/route_index.h"

struct Found {
    const Contract* contract;       // words whatever goes wrong
    const Route* route = nullptr;   // nothing: no_such_route, or wrong_method when allow is not empty
    PathValues values = {};         // of the row's path parameters
    std::string allow = {};         // methods of the rows with that path, as the Allow header has them
    bool slash_differs = false;     // a row has that path but for a slash at its end
};

// Throws sys::Failure when nginx named no contract that we keep.
Found find_route(std::span<const RouteIndex> kept, const http::Request& request);
