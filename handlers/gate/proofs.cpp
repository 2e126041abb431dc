#include "handlers/gate/proofs.h"

#include "fcgi/crypto/digest.h"

namespace gate {

// The length keeps "a" + "bc" apart from "ab" + "c".
std::string Proofs::digest(std::string_view email, std::string_view password) const
{
    std::string text = std::to_string(email.size()) + ':';
    (text += email) += password;
    return crypto::hmac_sha256(key_, text);
}

std::shared_ptr<const Person> Proofs::find(std::string_view email, std::string_view password,
                                           std::int64_t now)
{
    const std::string named = digest(email, password);
    const std::scoped_lock lock{mutex_};
    const auto found = proofs_.find(named);
    if (found == proofs_.end()) return nullptr;
    auto person = found->second.person.lock();
    if (person && now < found->second.until) return person;
    proofs_.erase(found);
    return nullptr;
}

void Proofs::keep(std::string_view email, std::string_view password,
                  const std::shared_ptr<const Person>& person, std::int64_t now)
{
    std::string named = digest(email, password);
    const std::scoped_lock lock{mutex_};
    if (proofs_.size() >= most) proofs_.clear();
    proofs_[std::move(named)] = {person, now + good_for};
}

}   // namespace gate
