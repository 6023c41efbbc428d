#include "twin/io/scenario_reference.h"

#include <fmt/format.h>

namespace twin {

std::string describe_parameters(std::span<const ParamInfo> schema, Language language) {
  const bool sv = language != Language::kEnglish;
  std::string text = sv ? "| nyckel | förval | tillåtet | enhet | betydelse | källa |\n"
                        : "| key | default | range | unit | meaning | source |\n";
  text += "|---|---|---|---|---|---|\n";
  for (const ParamInfo& info : schema)
    text += fmt::format("| `{}` | {:g} | {:g} – {:g} | {} | {} | {} |\n", info.name, info.fallback, info.least,
                        info.most, info.unit, info.label.in(language), info.source);
  return text;
}

}  // namespace twin
