// Whether an answer costs more when there are many accounts and sessions.
#pragma once
#include "tests/bench/figures.h"

namespace bench {

// Fills the database and measures at 1e3 and at 1e6 accounts, each with a live session; takes minutes.
void growth_figures(Bench& bench);

}   // namespace bench
