// What Postgres answered: owns the result, gives typed columns by position.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct pg_result;

namespace db {

class Row {
public:
    bool is_null(int column) const;
    std::string text(int column) const;                           // "" when null
    std::optional<std::string> maybe(int column) const;           // nothing when null
    std::int64_t number(int column) const;                        // throws sys::Failure when it is none
    bool truth(int column) const;                                 // of a boolean
    std::string bytes(int column) const;                          // of a bytea
    std::int64_t moment(int column) const;                        // of a timestamptz: microseconds since 1970
    std::optional<std::int64_t> maybe_moment(int column) const;   // nothing when null
    std::int64_t second(int column) const;                        // of a timestamptz: whole ones since 1970

private:
    friend class Rows;
    Row(std::shared_ptr<pg_result> result, int index) : result_{std::move(result)}, index_{index} {}
    std::shared_ptr<pg_result> result_;
    int index_;
};

class Rows {
public:
    explicit Rows(std::shared_ptr<pg_result> result) : result_{std::move(result)} {}
    int size() const;
    Row operator[](int index) const { return Row{result_, index}; }
    std::int64_t affected() const;   // by INSERT, UPDATE, DELETE

private:
    std::shared_ptr<pg_result> result_;
};

}   // namespace db
