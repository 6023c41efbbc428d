#include "tools/verdict.h"

#include <fmt/format.h>

#include "tools/replicates.h"
#include "viz/core/numbers.h"
#include "viz/core/words.h"

namespace tools {
namespace {

twin::Text both(const auto& words) {
  return {words(twin::Language::kSwedish), words(twin::Language::kEnglish)};
}

}  // namespace

viz::PackageVerdict in_words(const Judgement& judged) {
  constexpr std::size_t kTold = 15;  // as many as fit on the second of two pages
  viz::PackageVerdict verdict{.passes = judged.verdict.passes,
                              .replicates = judged.replicates,
                              .headline = judged.verdict.headline,
                              .conditions = {},
                              .channels = {},
                              .groups = {},
                              .figures = {}};
  for (const rurban::Finding& finding : judged.verdict.findings)
    verdict.conditions.push_back({finding.holds, finding.text});
  if (judged.channels) {
    for (const rurban::AttributedPart& part : rurban::parts_of(*judged.channels))
      verdict.channels.push_back(
          {part.name, both([&](twin::Language language) { return figure_words(100 * part.change, language); })});
  }
  for (const GroupChange& group : judged.groups)
    verdict.groups.push_back({{group.grouping.sv + ": " + group.group.sv, group.grouping.en + ": " + group.group.en},
                              both([&](twin::Language language) {
                                const auto percent = [&](double share) {
                                  return viz::number(100 * share, 2, language);
                                };
                                return fmt::format("{} %  ({} … {})", percent(group.change),
                                                   percent(group.interval.low), percent(group.interval.high));
                              })});
  for (const FigureChange& figure : judged.figures) {
    if (!figure.is_sure() || verdict.figures.size() == kTold) break;
    verdict.figures.push_back({figure.label, both([&](twin::Language language) {
                                 return fmt::format("{}  ({}) {}", figure_words(figure.change, language),
                                                    interval_words(figure.interval, 1, language),
                                                    viz::Words(language).unit(figure.unit));
                               })});
  }
  return verdict;
}

}  // namespace tools
