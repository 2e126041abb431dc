#include "handlers/sessions/leave.h"

namespace sessions {

Result<Done> leave(Context&, const Input&)
{
    return Done{};
}

}   // namespace sessions
