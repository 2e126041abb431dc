// Strict reading of text columns: a column that is not what the caller takes it for is a Failure.
#include "fcgi/db/rows.h"

#include <libpq-fe.h>

#include <charconv>
#include <chrono>

#include "fcgi/db/moment.h"
#include "fcgi/sys/encoding.h"
#include "fcgi/sys/failure.h"

namespace db {
namespace {

[[noreturn]] void wrong(int column, const char* what)
{
    throw sys::Failure{"column " + std::to_string(column) + " is not " + what};
}

void check(const std::shared_ptr<PGresult>& result, int row, int column)
{
    if (row < 0 || row >= PQntuples(result.get())) throw sys::Failure{"the result has no such row"};
    if (column < 0 || column >= PQnfields(result.get())) wrong(column, "in the result");
}

std::string_view cell(const std::shared_ptr<PGresult>& result, int row, int column)
{
    check(result, row, column);
    return {PQgetvalue(result.get(), row, column), std::size_t(PQgetlength(result.get(), row, column))};
}

}   // namespace

bool Row::is_null(int column) const
{
    check(result_, index_, column);
    return PQgetisnull(result_.get(), index_, column) == 1;
}

std::string Row::text(int column) const
{
    return std::string{cell(result_, index_, column)};
}

std::optional<std::string> Row::maybe(int column) const
{
    if (is_null(column)) return std::nullopt;
    return text(column);
}

std::int64_t Row::number(int column) const
{
    const std::string_view text = cell(result_, index_, column);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) wrong(column, "a number");
    return number;
}

bool Row::truth(int column) const
{
    const std::string_view text = cell(result_, index_, column);
    if (text != "t" && text != "f") wrong(column, "a boolean");
    return text == "t";
}

std::string Row::bytes(int column) const
{
    const std::string_view text = cell(result_, index_, column);
    if (!text.starts_with("\\x")) wrong(column, "a bytea");
    auto raw = sys::from_hex(text.substr(2));
    if (!raw) wrong(column, "a bytea");
    return *std::move(raw);
}

std::int64_t Row::moment(int column) const
{
    const auto micros = db::moment(cell(result_, index_, column));
    if (!micros) wrong(column, "a moment");
    return *micros;
}

std::optional<std::int64_t> Row::maybe_moment(int column) const
{
    if (is_null(column)) return std::nullopt;
    return moment(column);
}

std::int64_t Row::second(int column) const
{
    using namespace std::chrono;
    return floor<seconds>(microseconds{moment(column)}).count();
}

int Rows::size() const
{
    return PQntuples(result_.get());
}

std::int64_t Rows::affected() const
{
    const std::string_view text = PQcmdTuples(result_.get());
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}   // namespace db
