#include "twin/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace twin {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string to_string(const Fault& fault, Language language) {
  std::string text = fault.where.file;
  if (fault.where.line > 0) text += fmt::format(":{}", fault.where.line);
  if (fault.where.column > 0) text += fmt::format(":{}", fault.where.column);
  text += fmt::format("{}{}\n", text.empty() ? "" : ": ", fault.message.in(language));
  if (!fault.source.empty()) {
    const std::string margin = fmt::format("{:>5} | ", fault.where.line);
    text += fmt::format("{}{}\n", margin, fault.source);
    if (fault.where.column > 0)
      text += fmt::format("{:>{}}^\n", "", margin.size() + static_cast<std::size_t>(fault.where.column) - 1);
  }
  if (const std::string& hint = fault.hint.in(language); !hint.empty()) text += fmt::format("        {}\n", hint);
  return text;
}

std::string to_string(const std::vector<Fault>& faults, Language language) {
  std::string text;
  for (const Fault& fault : faults) text += to_string(fault, language);
  return text;
}

InputError::InputError(std::vector<Fault> faults)
    : std::runtime_error(to_string(faults, Language::kEnglish)), faults_(std::move(faults)) {}

std::string_view nearest_word(std::string_view word, const std::vector<std::string>& candidates) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace twin
