#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "twin/io/table_spec.h"
#include "twin/io/text_file.h"

namespace rurban {

/// A text file that others made, in UTF-8 or, as statistics offices still write it, in Latin-1, which becomes UTF-8
/// character by character. Throws twin::IoError when it can't be read.
twin::TextFile open_source(const std::filesystem::path& path);
/// The same of a content. Any bytes are Latin-1, so text of a third encoding gets wrong letters and no fault.
std::string as_utf8(std::string content);

/// The header's field separator: a semicolon or a tab where the header has more of them than commas.
char separator_of(const twin::TextFile& file);
/// The names of the columns, or nothing for a file that is no table.
std::vector<std::string> header_of(const twin::TextFile& file);
bool has_column(const std::vector<std::string>& header, std::string_view name);
/// The first of `names` that the header has; empty if it has none.
std::string first_column(const std::vector<std::string>& header, std::initializer_list<std::string_view> names);

/// Reads a table that others made: with its own separator, and columns that the spec does not name left unread.
/// Throws twin::InputError with all its faults.
twin::TableSet read_source(twin::TableSpec spec, const twin::TextFile& file);

}  // namespace rurban
