#include "tests/handlers/oauth/abroad.h"

#include "fcgi/http/fields.h"

namespace test {

std::string served(const std::string& body, const std::string& type, int status)
{
    return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

std::string parameter(const std::string& url, std::string_view name)
{
    const auto query = http::parse_query(url.substr(std::min(url.find('?') + 1, url.size())));
    for (const auto& [key, value] : query.value())
        if (key == name) return value;
    return {};
}

Abroad::Abroad(const sys::Environment& settings) : house{settings}
{
    const std::string base = sink.url("");
    house.service().sign_in = {{.name = "acme",
                                .kind = oauth::Provider::openid,
                                .issuer = base,
                                .client_id = "us",
                                .client_secret = "s3cret",
                                .scopes = "openid email profile",
                                .ca_file = sink.ca_file(),
                                .allow_private = true,
                                .allow_other_port = true}};
    auto github = house.service().sign_in[0];
    github.name = "github";
    github.kind = oauth::Provider::github;
    github.scopes = "read:user user:email";
    house.service().sign_in.push_back(github);
    sink.answer(served(R"({"error":"nothing here"})", "application/json", 404));
    sink.answer_at(
        "/.well-known/openid-configuration",
        served(R"({"issuer":")" + base + R"(","authorization_endpoint":")" + base +
               R"(/auth","token_endpoint":")" + base + R"(/token","jwks_uri":")" + base + R"(/keys"})"));
    sink.answer_at("/keys", served(R"({"keys":[)" + key.jwk("k1") + "]}"));
}

http::Response Abroad::call(const std::string& path, const std::string& query,
                            const std::string& cookie) const
{
    auto asked = request("shipfastai latchkey", "GET", path);
    asked.content_type.clear();
    asked.query = query;
    asked.accept_language = "fr-CA";
    asked.cookie = cookie;
    return house.send(asked);
}

Trip Abroad::begin(const std::string& provider, const std::string& query, const std::string& cookie) const
{
    Trip trip;
    trip.response = call("/oauth/" + provider, query, cookie);
    trip.state = member(trip.response, "state");
    const std::string set = header(trip.response, "Set-Cookie");
    trip.cookie = set.substr(0, set.find(';'));
    const std::string url = member(trip.response, "authorization_url");
    trip.nonce = parameter(url, "nonce");
    trip.challenge = parameter(url, "code_challenge");
    return trip;
}

http::Response Abroad::back(const Trip& trip, const std::string& provider, const std::string& more) const
{
    return call("/callback/" + provider, "state=" + trip.state + more, trip.cookie);
}

void Abroad::vouch_with(const Trip& trip, const std::string& claims)
{
    const std::string now = std::to_string(house.now.load());
    std::string all;
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"iss", "\"" + sink.url("") + "\""},
                                      {"aud", "\"us\""},
                                      {"nonce", "\"" + trip.nonce + "\""},
                                      {"iat", now},
                                      {"exp", std::to_string(house.now.load() + 300)}})
        if (!claims.contains("\"" + name + "\":")) all += "\"" + name + "\":" + value + ",";
    sink.answer_at("/token",
                   served(R"({"access_token":"provider-token","token_type":"Bearer","id_token":")" +
                          key.token(R"({"alg":"ES256","kid":"k1"})", "{" + all + claims + "}") + "\"}"));
}

void Abroad::vouch(const Trip& trip, const std::string& sub, const std::string& email, bool verified)
{
    vouch_with(trip, R"("sub":")" + sub + R"(","email":")" + email + R"(","email_verified":)" +
                         (verified ? "true" : "false") +
                         R"(,"name":"Ann Example","picture":"https://img.example/ann.png")");
}

void Abroad::know(const std::string& id, const std::string& email, bool verified)
{
    sink.answer_at(
        "/login/oauth/access_token",
        served(R"({"access_token":"gho_token","scope":"read:user,user:email","token_type":"bearer"})",
               "application/json; charset=utf-8"));
    sink.answer_at("/api/v3/user",
                   served(R"({"login":"ann","id":)" + id +
                          R"(,"name":"Ann Example","avatar_url":"https://img.example/ann.png"})"));
    sink.answer_at(
        "/api/v3/user/emails",
        served(R"([{"email":"other@example.com","primary":false,"verified":true,"visibility":null},)"
               R"({"email":")" +
               email + R"(","primary":true,"verified":)" + (verified ? "true" : "false") +
               R"(,"visibility":"public"}])"));
}

http::Response Abroad::sign_in(const std::string& sub, const std::string& email, bool verified)
{
    const Trip trip = begin();
    vouch(trip, sub, email, verified);
    return back(trip);
}

std::string Abroad::count(const std::string& table)
{
    return house.sql("SELECT count(*) FROM " + table);
}

}   // namespace test
