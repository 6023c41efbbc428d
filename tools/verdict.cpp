#include "tools/verdict.h"

#include <fmt/format.h>

#include "models/resourceflow/return_flow.h"
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
    const auto add = [&](twin::Text label, double change) {
      verdict.channels.push_back(
          {std::move(label), both([&](twin::Language language) { return figure_words(100 * change, language); })});
    };
    for (std::size_t channel = 0; channel != rurban::kChannels; ++channel)
      add(rurban::kChannelNames[channel], judged.channels->channels[channel]);
    add({"mer eller mindre råvaror som förs ut", "more or less raw materials carried out"},
        judged.channels->extraction);
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
                                 return fmt::format("{}  ({} … {}) {}", figure_words(figure.change, language),
                                                    figure_words(figure.interval.low, language),
                                                    figure_words(figure.interval.high, language),
                                                    viz::Words(language).unit(figure.unit));
                               })});
  }
  return verdict;
}

}  // namespace tools
