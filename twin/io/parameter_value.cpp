#include "twin/io/parameter_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "twin/io/amount.h"

namespace twin {

const ParamInfo* find_parameter(std::span<const ParamInfo> parameters, const std::string& name) {
  const auto found = std::ranges::find(parameters, name, &ParamInfo::name);
  return found == parameters.end() ? nullptr : &*found;
}

bool is_model(std::span<const ParamInfo> parameters, const std::string& name) {
  return std::ranges::any_of(parameters, [&](const ParamInfo& info) { return info.name.starts_with(name + "."); });
}

Text parameter_suggestion(std::span<const ParamInfo> parameters, const std::string& name) {
  std::vector<std::string> names;
  for (const ParamInfo& info : parameters) names.push_back(info.name);
  const std::string_view near = nearest_word(name, names);
  if (!near.empty()) return suggestion(name, {std::string(near)});
  const std::string model = name.substr(0, name.find('.'));
  const bool known = is_model(parameters, model);
  std::vector<std::string> words;
  for (const std::string& other : names) {
    const std::string word = known ? other : other.substr(0, other.find('.'));
    if ((!known || other.starts_with(model + ".")) && (words.empty() || words.back() != word)) words.push_back(word);
  }
  return suggestion(name, words);
}

std::optional<double> read_parameter(const Yaml& node, const ParamInfo& info, FaultLog& faults) {
  if (node.kind != Yaml::Kind::kScalar) {
    faults.add(node.fault({"här väntas ett tal", "expected a number here"}));
    return std::nullopt;
  }
  const Amount amount = read_amount(node.text, info.unit);
  if (!amount.value) {
    faults.add(node.fault(
        {fmt::format("{}: {}", info.name, amount.message.sv), fmt::format("{}: {}", info.name, amount.message.en)},
        amount.hint));
    return std::nullopt;
  }
  if (*amount.value < info.least || *amount.value > info.most ||
      (info.whole && *amount.value != std::floor(*amount.value))) {
    const std::string range =
        fmt::format("{} – {}{}", info.least, info.most, info.unit == "1" ? "" : " " + info.unit);
    faults.add(node.fault(
        {fmt::format("{}: {} är utanför det tillåtna", info.name, node.text),
         fmt::format("{}: {} is outside what is allowed", info.name, node.text)},
        {fmt::format("tillåtet: {}{}; förval {}", range, info.whole ? ", hela tal" : "", info.fallback),
         fmt::format("allowed: {}{}; default {}", range, info.whole ? ", whole numbers" : "", info.fallback)}));
    return std::nullopt;
  }
  return amount.value;
}

}  // namespace twin
