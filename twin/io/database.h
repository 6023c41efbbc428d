#pragma once
#include <sqlite3.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "twin/base/error.h"

namespace twin {

/// An open SQLite file whose failures are IoErrors with a sentence. Closing it rolls back what is not committed.
class Database {
 public:
  /// `flags` as of sqlite3_open_v2(); errors speak of `shown`, which may be another name of `file`.
  Database(std::filesystem::path shown, const std::filesystem::path& file, int flags);

  void execute(const char* sql) { check(sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr)); }
  sqlite3* handle() const { return handle_.get(); }

  /// Throws IoError for any result that is a failure.
  void check(int result) const {
    if (result != SQLITE_OK && result != SQLITE_ROW && result != SQLITE_DONE) throw error(result);
  }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
  };

  IoError error(int result) const;

  std::filesystem::path shown_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A prepared statement: values go in from the left, columns come out from the left. Must not outlive its database.
class Statement {
 public:
  Statement(Database& database, const char* sql);

  /// Runs once with these values, which are not copied: the statement is through with them afterwards.
  template <class... Values>
  void run(const Values&... values) {
    int place = 0;
    (bind(++place, values, SQLITE_STATIC), ...);
    step();
    database_.check(sqlite3_reset(handle_.get()));
  }

  template <class... Values>
  void start(const Values&... values) {
    sqlite3_reset(handle_.get());
    int place = 0;
    (bind(++place, values, SQLITE_TRANSIENT), ...);
  }
  /// True while there is a row.
  bool step();

  std::string text(int column) const;
  std::string blob(int column) const;
  std::int64_t integer(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  /// SQLite keeps NaN as null.
  double real(int column) const;
  bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }

  /// For statements whose count of values is known only as the program runs. Places count from 1; texts must stay
  /// until run_bound().
  template <class Value>
  void bind(int place, const Value& value) {
    bind(place, value, SQLITE_STATIC);
  }
  void run_bound() {
    step();
    database_.check(sqlite3_reset(handle_.get()));
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };

  void bind(int place, const std::string& value, sqlite3_destructor_type lifetime);
  void bind(int place, std::span<const std::byte> value, sqlite3_destructor_type lifetime);
  void bind(int place, double value, sqlite3_destructor_type);
  template <std::integral Integer>
  void bind(int place, Integer value, sqlite3_destructor_type) {
    database_.check(sqlite3_bind_int64(handle_.get(), place, static_cast<std::int64_t>(value)));
  }

  Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace twin
