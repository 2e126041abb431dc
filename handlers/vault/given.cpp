#include "handlers/vault/given.h"

#include "fcgi/sys/encoding.h"

namespace vault {

Label given_label(const Input& in)
{
    return {.exchange = in.maybe(Key::exchange),
            .name = in.maybe(Key::key_name),
            .clears_name = in.came(Key::key_name) && !in.has(Key::key_name),
            .environment = in.maybe(Key::environment),
            .permissions = in.maybe(Key::permissions),
            .active = in.maybe(Key::is_active)};
}

bool gives_credentials(const Input& in)
{
    return in.came(Key::api_key) || in.came(Key::secret) || in.came(Key::passphrase);
}

void take_credentials(Credentials& credentials, const Input& in)
{
    if (in.has(Key::api_key)) credentials.api_key = in[Key::api_key];
    if (in.has(Key::secret)) credentials.secret = in[Key::secret];
    if (in.came(Key::passphrase)) credentials.passphrase = in.maybe(Key::passphrase);
}

std::string last_four(std::string_view api_key)
{
    if (sys::code_points(api_key) < 8) return {};
    std::size_t start = api_key.size();
    for (int left = 4; left > 0; --left) do
            --start;
        while ((static_cast<unsigned char>(api_key[start]) & 0xc0) == 0x80);
    return std::string{api_key.substr(start)};
}

}   // namespace vault
