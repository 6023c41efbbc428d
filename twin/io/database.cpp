#include "twin/io/database.h"

#include <cerrno>
#include <limits>
#include <utility>

#include "twin/io/file.h"

namespace twin {

namespace fs = std::filesystem;

Database::Database(fs::path shown, const fs::path& file, int flags) : shown_(std::move(shown)) {
  ignore_file_size_signal();
  sqlite3* handle = nullptr;
  const int result = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  check(result);
  sqlite3_busy_timeout(handle, 10'000);  // another process may be adding its run
}

IoError Database::error(int result) const {
  switch (result & 0xff) {
    case SQLITE_FULL:
      return write_error(shown_, ENOSPC);
    case SQLITE_IOERR:
      return write_error(shown_, sqlite3_system_errno(handle_.get()));
    case SQLITE_CANTOPEN:
      return read_error(shown_, sqlite3_system_errno(handle_.get()));
    case SQLITE_READONLY:
      return write_error(shown_, EACCES);
    case SQLITE_NOTADB:
      return refusal(shown_, {"det är ingen resultatfil", "it is no results file"});
    case SQLITE_CONSTRAINT:
      return refusal(shown_, {"den har redan en körning med det namnet", "it has a run of that name already"});
    case SQLITE_BUSY:
      return refusal(shown_, {"ett annat program skriver i den", "another program is writing to it"});
    default:
      return damage(shown_, {sqlite3_errstr(result), sqlite3_errstr(result)});
  }
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
  sqlite3_stmt* handle = nullptr;
  database.check(sqlite3_prepare_v2(database.handle(), sql, -1, &handle, nullptr));
  handle_.reset(handle);
}

bool Statement::step() {
  const int result = sqlite3_step(handle_.get());
  database_.check(result);
  return result == SQLITE_ROW;
}

std::string Statement::text(int column) const {
  const auto* first = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
  return first == nullptr ? ""
                          : std::string(first, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)));
}

std::string Statement::blob(int column) const {
  const auto* first = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  return first == nullptr ? ""
                          : std::string(first, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)));
}

double Statement::real(int column) const {
  return is_null(column) ? std::numeric_limits<double>::quiet_NaN() : sqlite3_column_double(handle_.get(), column);
}

void Statement::bind(int place, const std::string& value, sqlite3_destructor_type lifetime) {
  database_.check(sqlite3_bind_text(handle_.get(), place, value.data(), static_cast<int>(value.size()), lifetime));
}

void Statement::bind(int place, std::span<const std::byte> value, sqlite3_destructor_type lifetime) {
  database_.check(
      sqlite3_bind_blob64(handle_.get(), place, value.data(), static_cast<sqlite3_uint64>(value.size()), lifetime));
}

void Statement::bind(int place, double value, sqlite3_destructor_type) {
  database_.check(sqlite3_bind_double(handle_.get(), place, value));
}

}  // namespace twin
