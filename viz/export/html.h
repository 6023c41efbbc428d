#pragma once
#include <string>
#include <vector>

#include "twin/base/text.h"

namespace viz {

/// The first cell of each row is its head. Text is escaped.
std::string html_table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows);

/// A small explanation under a chart or table.
std::string html_note(const std::string& text);

/// What a chart draws and the same figures as a table.
struct Shown {
  std::string picture, table;
};
/// A chart, and its table to unfold; both scroll by themselves where the page is narrow, and are called `label`.
std::string html_figure(const std::string& label, const Shown& shown, twin::Language language);
/// A chart under its heading. Nothing without a picture.
std::string html_section(const std::string& heading, const Shown& shown, twin::Language language);

}  // namespace viz
