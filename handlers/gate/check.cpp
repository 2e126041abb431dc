#include "handlers/gate/check.h"

#include "fcgi/db/pool.h"
#include "handlers/gate/people.h"
#include "handlers/gate/person_store.h"
#include "handlers/gate/proofs.h"
#include "handlers/gate/requirement.h"
#include "handlers/sessions/prove_password.h"
#include "handlers/sessions/revocations.h"

namespace gate {

namespace {

using Known = std::shared_ptr<const Person>;

// A standing that waits to be asked says that the token alone is not to be trusted, nor what is kept here.
Result<Known> by_token(Context& cx)
{
    const std::string& account = cx.caller->subject;
    People& people = *cx.service.people;
    if (!cx.standing)
        if (auto known = people.find(account)) return known;
    const auto mark = people.mark(account);
    auto db = cx.lease();
    auto person = find_person(db, account);
    if (!person) return refuse(Fault::not_signed_in);
    return people.keep(std::move(*person), mark);
}

Result<Known> by_password(Context& cx, const Input& in)
{
    Proofs& proofs = *cx.service.proofs;
    if (cx.service.revocations->is_fresh())
        if (auto known = proofs.find(in[Key::email], in[Key::password], cx.now())) return known;
    auto proven = sessions::prove_password(cx, in, "gate");
    if (!proven) return std::unexpected{std::move(proven.error())};
    const accounts::Account& account = proven->account;
    People& people = *cx.service.people;
    const auto mark = people.mark(account.id);
    auto person = [&] {
        auto db = cx.lease_of_success();
        return find_person(db, account.id, proven->sessions_since);
    }();
    if (!person) return sessions::changed_meanwhile(cx, account, "gate");
    auto known = people.keep(std::move(*person), mark);
    proofs.keep(in[Key::email], in[Key::password], known, cx.now());
    return known;
}

// An address that nobody proved names nobody.
std::string user(const Person& person, const std::string& named_by)
{
    if (named_by == "email") return person.verified ? person.email : std::string{};
    return named_by == "username" ? person.username : person.account;
}

}   // namespace

Result<Admitted> check(Context& cx, const Input& in)
{
    auto person = in.has(Key::password) ? by_password(cx, in) : by_token(cx);
    if (!person) return std::unexpected{std::move(person.error())};
    const std::string requirement = in.maybe(Key::requirement).value_or("");
    const auto judgement = judge(requirement, **person);
    if (judgement == Judgement::unknown)
        cx.service.log.error("requirement_unknown", {{"requirement", requirement}});
    std::string name = user(**person, cx.service.config.text(sys::Key::gate_user));
    if (judgement != Judgement::met || name.empty()) return refuse(Fault::forbidden);
    return Admitted{*person, std::move(name)};
}

}   // namespace gate
