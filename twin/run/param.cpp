#include "twin/run/param.h"

#include <string_view>

namespace twin {

Basis basis_of(const ParamInfo& info) {
  for (const std::string_view word : {"a choice", "a programme", "a lever"})
    if (info.source.starts_with(word)) return Basis::kChoice;
  if (info.source.find(".csv hold") != std::string::npos) return Basis::kTable;
  return info.source.find("assumption") != std::string::npos ? Basis::kAssumption : Basis::kPublished;
}

}  // namespace twin
