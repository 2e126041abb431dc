#include "handlers/health/show_features.h"

#include "handlers/rules.h"

namespace health {

Result<Features> show_features(Context& cx, const Input&)
{
    Features features{cx.service.config.text(sys::Key::registration),
                      std::int64_t(rules::new_password.min),
                      {},
                      !cx.service.seals.kids().empty()};
    for (const auto& provider : cx.service.sign_in) features.providers.push_back(provider.name);
    return features;
}

}   // namespace health
