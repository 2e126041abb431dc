#include "handlers/oauth/start_linking.h"

namespace oauth {

Result<Begun> start_linking(Context& cx, const Input& in)
{
    return depart(cx, in, {.session = cx.caller->session});
}

}   // namespace oauth
