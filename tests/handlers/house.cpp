// Uses libpq directly for sql(), since the product's own door lets literals in only.
#include "tests/handlers/house.h"

#include <fcntl.h>
#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "fcgi/db/migrations.h"
#include "fcgi/sys/descriptor.h"
#include "fcgi/sys/encoding.h"
#include "handlers/answer.h"
#include "handlers/tokens/challenge.h"
#include "tests/database.h"

namespace test {

namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

class TemporaryDirectory {
public:
    TemporaryDirectory()
    {
        if (!mkdtemp(path_.data())) throw std::runtime_error{"mkdtemp"};
        std::filesystem::create_directory(path_ + "/words");
    }
    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_ = "/tmp/latchkey-house-XXXXXX";
};

class Migrated {
public:
    Migrated()
    {
        db::migrate(fresh_.uri(), [](const db::Progress&) {});
    }
    const std::string& uri() const { return fresh_.uri(); }

private:
    FreshSchema fresh_;
};

const std::string& database_of_the_run()
{
    static const Migrated database;
    return database.uri();
}

int houses = 0;

sys::Config configuration(const std::string& directory, const sys::Environment& settings)
{
    sys::Environment environment{{"LATCHKEY_DATABASE", database_of_the_run()},
                                 {"LATCHKEY_DATABASE_TIMEOUT_MS", "20000"},
                                 {"LATCHKEY_THREADS", "200"},
                                 {"LATCHKEY_HASH_LANES", "2"},
                                 {"LATCHKEY_HASH_LANES_DIR", directory + "/lanes"},
                                 {"LATCHKEY_HASH_QUEUE", "100"},
                                 {"LATCHKEY_METRICS_DIR", directory + "/metrics"},
                                 {"LATCHKEY_SCRYPT", "4,8,1"},
                                 {"LATCHKEY_JWT_KEYS", signing_key("first") + "," + signing_key("second")},
                                 {"LATCHKEY_PUBLIC_URL", "https://auth.example.com"},
                                 {"LATCHKEY_FRONTEND_URL", "https://www.example.com"},
                                 {"LATCHKEY_MAIL", "maildir:" + directory + "/mail"},
                                 {"LATCHKEY_MAIL_FROM", "Latchkey <noreply@example.com>"},
                                 {"LATCHKEY_MAIL_WORDS_DIR", directory + "/words"},
                                 {"LATCHKEY_RATE_LIMITS", "off"}};
    for (const auto& [key, value] : settings) {
        if (key.ends_with("_FILE")) environment.erase("LATCHKEY_" + key.substr(0, key.size() - 5));
        environment["LATCHKEY_" + key] = value;
    }
    auto loaded = sys::Config::load("", environment);
    if (!loaded.problems.empty()) throw std::runtime_error{"test configuration: " + loaded.problems.front()};
    return std::move(loaded.config);
}

sys::Descriptor log_file(const std::string& directory)
{
    return sys::Descriptor{
        ::open((directory + "/log").c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)};
}

}   // namespace

struct House::State {
    explicit State(const sys::Environment& settings)
        : config{configuration(directory.path(), settings)}, log_descriptor{log_file(directory.path())},
          log{"test", sys::Level::debug, log_descriptor.get()}, measures{std::make_unique<Measures>(config,
                                                                                                    log)},
          connection{PQconnectdb(database_of_the_run().c_str()), PQfinish},
          pool{config.text(sys::Key::database), std::size_t(config.number(sys::Key::database_pool)),
               std::chrono::milliseconds{config.number(sys::Key::database_timeout_ms)}, measures->pool},
          lanes{config.text(sys::Key::hash_lanes_dir), unsigned(config.number(sys::Key::hash_lanes)),
                unsigned(config.number(sys::Key::hash_queue)), measures->lanes},
          service{make_service(config, log, pool, lanes, std::move(measures))}
    {}

    TemporaryDirectory directory;
    sys::Config config;
    sys::Descriptor log_descriptor;
    sys::Log log;
    std::unique_ptr<Measures> measures;
    Connection connection;
    db::Pool pool;
    crypto::Lanes lanes;
    Service service;
};

House::House(const sys::Environment& settings)
    : now{sys::system_clock()()}, state_{std::make_unique<State>(settings)}
{
    state_->service.clock = [this] { return now.load(); };
    if (houses++ == 0)
        sql("DELETE FROM outbox; DELETE FROM account; DELETE FROM org; DELETE FROM invite; DELETE FROM "
            "budget; DELETE FROM oauth_flow; DELETE FROM news; DELETE FROM ban; DELETE FROM audit");
}

House::~House()
{
    --houses;
}

http::Response House::send(const http::Request& request) const
{
    return answer(state_->service, request);
}

http::Response House::post(std::string_view contract, const std::string& path, const std::string& body)
{
    return send(request(contract, "POST", path, body));
}

http::Response House::get(std::string_view contract, const std::string& path, const std::string& bearer)
{
    auto asked = request(contract, "GET", path);
    asked.content_type.clear();
    if (!bearer.empty()) asked.authorization = "Bearer " + bearer;
    return send(asked);
}

void House::enrol(const std::string& email, const std::string& password, bool verified)
{
    const auto response = post("shipfastai", "/register", json({{"email", email}, {"password", password}}));
    if (response.status != 200) throw std::runtime_error{"enrol: " + response.body};
    sql("UPDATE outbox SET sent_at = now()");
    if (verified) sql("UPDATE account SET verified_at = now() WHERE email = '" + email + "'");
}

Tokens House::login(const std::string& email, const std::string& password)
{
    const auto response = post("shipfastai", "/login", json({{"email", email}, {"password", password}}));
    return {member(response, "access_token"), member(response, "refresh_token")};
}

std::string House::sql(const std::string& text)
{
    const std::unique_ptr<PGresult, decltype(&PQclear)> result{PQexec(state_->connection.get(), text.c_str()),
                                                               PQclear};
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        throw std::runtime_error{text + ": " + PQerrorMessage(state_->connection.get())};
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

static tokens::Secrets mailed(House& house, const std::string& email, std::string_view letter)
{
    const auto column = [&](const std::string& name) {
        return house.sql("SELECT " + name +
                         " FROM outbox o JOIN challenge c ON c.id = o.challenge_id WHERE o.recipient = '" +
                         email + "' AND o.letter = '" + std::string{letter} +
                         "' ORDER BY o.created_at DESC LIMIT 1");
    };
    const auto seed = sys::from_hex(column("encode(c.seed, 'hex')")).value();
    const auto secrets = tokens::secrets_of(house.service().keys, column("c.kid"), seed);
    if (!secrets) throw std::runtime_error{"no " + std::string{letter} + " letter to " + email};
    return *secrets;
}

std::string House::mailed_token(const std::string& email, std::string_view letter)
{
    return mailed(*this, email, letter).token;
}

std::string House::mailed_code(const std::string& email, std::string_view letter)
{
    return mailed(*this, email, letter).code;
}

Service& House::service() const
{
    return state_->service;
}

PostOffice House::post_office() const
{
    return {state_->config, state_->log, state_->pool,
            crypto::Keyring{state_->config.text(sys::Key::jwt_keys)},
            outbox::read_words(state_->config).words};
}

const std::string& House::directory() const
{
    return state_->directory.path();
}

std::string House::log() const
{
    std::ifstream file{directory() + "/log"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

http::Request request(std::string_view contract, const std::string& method, const std::string& path,
                      const std::string& body)
{
    http::Request made;
    made.method = method;
    made.mount = contract == "hydracore" ? "/auth" : "/api/auth";
    made.path = path;
    made.contracts = contract;
    made.content_type = "application/json";
    made.body = body;
    made.client = "192.0.2.1";
    made.user_agent = "unit test";
    made.id = "request-1";
    return made;
}

std::string json(std::initializer_list<std::pair<const char*, std::string>> members)
{
    http::Json made;
    for (const auto& [name, value] : members) made.with(name, value);
    return made.text();
}

std::string member(const http::Response& response, std::string_view name)
{
    const auto body = http::parse_json(response.body);
    if (!body) return {};
    const auto found = body->view().find(name);
    return found ? std::string{found->text()} : std::string{};
}

std::string header(const http::Response& response, std::string_view name)
{
    const auto named = [&](const auto& line) { return line.first == name; };
    if (std::ranges::count_if(response.headers, named) > 1) return "(twice)";
    const auto found = std::ranges::find_if(response.headers, named);
    return found == response.headers.end() ? std::string{} : found->second;
}

std::string signing_key(const std::string& kid)
{
    std::string bytes;
    while (bytes.size() < 32) bytes += kid;
    return kid + ":" + sys::base64(bytes);
}

}   // namespace test
