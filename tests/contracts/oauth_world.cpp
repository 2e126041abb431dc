#include "tests/contracts/oauth_world.h"

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "fcgi/http/fields.h"
#include "tests/harness/ground.h"
#include "tests/harness/ports.h"

#include <CppUTest/TestHarness.h>

namespace test {

namespace fs = std::filesystem;

namespace {

// Where the provider is installed; its scripts find it from beside it only.
fs::path installed()
{
    const char* build = std::getenv("BUILD_DIR");
    const fs::path place = fs::path{build && *build ? build : "build"} / "oidc";
    if (!fs::exists(place / "node_modules")) FAIL((place.string() + " is not there; make builds it").c_str());
    for (const char* script : {"provider.mjs", "hub.mjs"})
        fs::copy_file(fs::path{"tests/oidc"} / script, place / script, fs::copy_options::overwrite_existing);
    return place;
}

std::string certified()
{
    const std::string directory = new_plot();
    const Ran made = run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                          "-nodes", "-keyout", directory + "/key", "-out", directory + "/certificate",
                          "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"});
    if (made.exit != 0) FAIL(made.err.c_str());
    return directory;
}

std::string local(int port)
{
    return "https://localhost:" + std::to_string(port);
}

Settings settings(const std::string& directory, int port)
{
    const std::string certificate = directory + "/certificate";
    return {{"LATCHKEY_OIDC_ACME_ISSUER", local(port)},
            {"LATCHKEY_OIDC_ACME_CLIENT_ID", "rsa"},
            {"LATCHKEY_OIDC_ACME_CLIENT_SECRET", "rsa secret: +/%&"},
            {"LATCHKEY_OIDC_ACME_CA", certificate},
            {"LATCHKEY_OIDC_ACME_PRIVATE", "on"},
            {"LATCHKEY_OIDC_ELLIPSE_ISSUER", local(port)},
            {"LATCHKEY_OIDC_ELLIPSE_CLIENT_ID", "ellipse"},
            {"LATCHKEY_OIDC_ELLIPSE_CLIENT_SECRET", "ellipse secret: +/%&"},
            {"LATCHKEY_OIDC_ELLIPSE_CA", certificate},
            {"LATCHKEY_OIDC_ELLIPSE_PRIVATE", "on"},
            {"LATCHKEY_GITHUB_CLIENT_ID", "hub client"},
            {"LATCHKEY_GITHUB_CLIENT_SECRET", "hub secret"},
            {"LATCHKEY_GITHUB_URL", local(port + 1)},
            {"LATCHKEY_GITHUB_CA", certificate},
            {"LATCHKEY_GITHUB_PRIVATE", "on"}};
}

std::vector<std::string> node(const fs::path& script, const std::string& directory, int port,
                              const std::vector<std::string>& more = {})
{
    std::vector<std::string> words{"node", script, std::to_string(port), directory + "/certificate",
                                   directory + "/key"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

// What follows a text in a page, up to a quote.
std::string behind(const std::string& page, const std::string& text)
{
    const auto found = page.find(text);
    if (found == page.npos) FAIL(("no " + text + " in this page:\n" + page).c_str());
    const auto start = found + text.size();
    return page.substr(start, page.find('"', start) - start);
}

// A browser at the provider.
class Visitor {
public:
    Visitor(const std::string& base, const std::string& ca_file) : base_{base}, client_{base, ca_file} {}

    // Follows the provider's own redirects to its next page; empty where it sends the browser elsewhere
    // (away()).
    std::string follow(Answer answer)
    {
        while (answer.status == 302 || answer.status == 303) {
            const std::string where = answer.header("location").value_or("/");
            if (!where.starts_with("/") && !where.starts_with(base_)) return away_ = where, "";
            answer = client_.get(path_of(where));
        }
        LONGS_EQUAL_TEXT(200, answer.status, answer.body.c_str());
        return answer.body;
    }
    std::string open(const std::string& url) { return follow(client_.get(path_of(url))); }
    std::string submit(const std::string& page, const std::string& form)
    {
        return follow(client_.send({"POST",
                                    path_of(behind(page, "action=\"")),
                                    form,
                                    {"Content-Type: application/x-www-form-urlencoded"}}));
    }
    const std::string& away() const { return away_; }

private:
    std::string path_of(const std::string& url) const
    {
        return url.starts_with(base_) ? url.substr(base_.size()) : url;
    }

    std::string base_;
    Client client_;
    std::string away_;
};

// Below the mount: the browser is our own client, which knows where the mount is.
std::string below_mount(const std::string& url)
{
    const auto at = url.find("/callback/");
    if (at == url.npos) FAIL(("this is no way back: " + url).c_str());
    return url.substr(at);
}

}   // namespace

World::World()
    : directory_{certified()}, port_{free_pair()}, sandbox_{settings(directory_, port_)},
      provider_{node(
          installed() / "provider.mjs", directory_, port_,
          {sandbox_.base() + "/api/auth/callback/acme", sandbox_.base() + "/api/auth/callback/ellipse"})},
      hub_{node(installed() / "hub.mjs", directory_, port_ + 1)}
{}

std::string World::issuer() const
{
    return local(port_);
}

std::string World::consent(const std::string& url, const std::string& login) const
{
    Visitor visitor{issuer(), directory_ + "/certificate"};
    const std::string page = visitor.open(url);
    STRCMP_CONTAINS(R"(name="prompt" value="login")", page.c_str());
    const std::string asked =
        visitor.submit(page, "prompt=login&password=x&login=" + http::percent_encoded(login));
    STRCMP_CONTAINS(R"(name="prompt" value="consent")", asked.c_str());
    visitor.submit(asked, "prompt=consent");
    return below_mount(visitor.away());
}

std::string World::turn_back(const std::string& url) const
{
    Visitor visitor{issuer(), directory_ + "/certificate"};
    const std::string page = visitor.open(url);
    visitor.open(behind(page, "<a href=\""));
    return below_mount(visitor.away());
}

Answer World::sign_in(Mount& auth, const std::string& provider, const std::string& login) const
{
    const Answer begun = auth.get("/oauth/" + provider);
    LONGS_EQUAL_TEXT(200, begun.status, begun.body.c_str());
    return auth.get(consent(begun.text("authorization_url"), login));
}

Answer World::by_hub(Mount& auth, const std::string& code) const
{
    const Answer begun = auth.get("/oauth/github");
    LONGS_EQUAL_TEXT(200, begun.status, begun.body.c_str());
    return auth.get("/callback/github?code=" + code + "&state=" + begun.text("state"));
}

World& world()
{
    static std::optional<World> made;
    static bool tried = false;
    if (!made && tried) FAIL("the providers did not come up before");
    tried = true;
    if (!made) made.emplace();
    return *made;
}

std::string parameter(const std::string& url, std::string_view name)
{
    const auto query = http::parse_query(url.substr(std::min(url.find('?') + 1, url.size())));
    if (query)
        for (const auto& [key, value] : *query)
            if (key == name) return value;
    return {};
}

}   // namespace test
