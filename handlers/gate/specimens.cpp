// Made-up answers at the gate, for OpenAPI.
#include "handlers/gate/check.h"
#include "handlers/gate/renew.h"
#include "handlers/gate/send_to_sign_in.h"

namespace gate {

std::vector<Admitted> specimens(Of<Admitted>)
{
    const std::string id = "0b0e7a54-3d6c-4c3e-9d0a-2f6c1f1f5a11";
    Person ada{id, "ada@example.com", "Ada", "ada", true, "approved", {"admin"}, {}};
    return {{std::make_shared<const Person>(std::move(ada)), id}};
}

std::vector<Elsewhere> specimens(Of<Elsewhere>)
{
    return {{"https://auth.example.com/api/auth/session/renew?return=https%3A%2F%2Fapp.example.com%2F"}};
}

std::vector<Renewed> specimens(Of<Renewed>)
{
    std::vector<Renewed> renewed{
        {{}, "https://auth.example.com/sign-in?return=https%3A%2F%2Fapp.example.com%2F"}};
    for (auto& session : sessions::specimens(Of<sessions::Issued>{}))
        renewed.push_back({std::move(session), "https://app.example.com/"});
    return renewed;
}

}   // namespace gate
