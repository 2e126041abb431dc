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
    std::string passed_over = {};   // the last name that is no contract of ours; empty: none
};

// Names that we do not keep are passed over, so that a site may name what a later version brings. Throws
// sys::Failure, with what nginx gave, when no name is left.
Found find_route(std::span<const RouteIndex> kept, const http::Request& request);
