#pragma once
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace viz {

/// The first cell of each row is its head. Text is escaped.
std::string html_table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows);

/// What a chart draws and the same figures as a table.
struct Shown {
  std::string picture, table;
};
/// A chart under its heading, and its table to unfold; both scroll by themselves where the page is narrow. Nothing
/// without a picture.
std::string html_section(const std::string& heading, const Shown& shown, twin::Language language);

}  // namespace viz
