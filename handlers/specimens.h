// Specimens: made-up outcomes of operations, from which OpenAPI learns what the shapes print. An outcome type
// declares them in its own namespace, beside itself:
//   std::vector<Account> specimens(Of<Account>);
// Whatever may be absent is absent in one of them and present in another; a text that is a time or an id
// looks like one. A JSON object with the member "*" stands for one with any members.
#pragma once
#include <vector>

#include "handlers/fault.h"

// Names a type in the call that looks for its specimens.
template <class Outcome>
struct Of {};

inline std::vector<Done> specimens(Of<Done>)
{
    return {{}};
}

// A list: one that has them all.
template <class Thing>
std::vector<std::vector<Thing>> specimens(Of<std::vector<Thing>>)
{
    std::vector<std::vector<Thing>> lists;
    lists.push_back(specimens(Of<Thing>{}));
    return lists;
}
