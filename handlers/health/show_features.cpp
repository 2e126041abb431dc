#include "handlers/health/show_features.h"

#include "handlers/rules.h"

namespace health {

Result<Features> show_features(Context& cx, const Input&)
{
    return Features{cx.service.config.text(sys::Key::registration), std::int64_t(rules::new_password.min)};
}

}   // namespace health
