// Whether a request to a guarded site may go on, for nginx's auth_request.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "handlers/context.h"
#include "handlers/fault.h"
#include "handlers/gate/person.h"
#include "handlers/input.h"
#include "handlers/specimens.h"

namespace gate {

struct Admitted {
    std::shared_ptr<const Person> person;
    std::string user;   // by the name the site's configuration chose (LATCHKEY_GATE_USER)
};

std::vector<Admitted> specimens(Of<Admitted>);

// Takes Key::requirement (see requirement.h), and Key::email and Key::password of Basic credentials where no
// access token came. While the revocations are fresh and the person is known it asks the database nothing.
// Refuses with not_signed_in, wrong_credentials, account_disabled, busy, and forbidden: the requirement, or a
// name for the site, is not met.
Result<Admitted> check(Context& cx, const Input& in);

}   // namespace gate

template <>
inline constexpr Faults refuses<gate::check>{Fault::not_signed_in, Fault::wrong_credentials,
                                             Fault::account_disabled, Fault::busy, Fault::forbidden};
