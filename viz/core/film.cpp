#include "viz/core/film.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "viz/core/numbers.h"

namespace viz {
namespace {

template <class T>
std::vector<double> converted(std::span<const std::byte> bytes) {
  std::vector<double> result(bytes.size() / sizeof(T));
  for (std::size_t row = 0; row != result.size(); ++row) {
    T value;
    std::memcpy(&value, bytes.data() + row * sizeof(T), sizeof(T));
    result[row] = static_cast<double>(value);
  }
  return result;
}

}  // namespace

const FlowPlan& Film::flow_plan() const {
  static const FlowPlan kNothing;
  return kNothing;
}

std::optional<twin::Date> last_filmed(const Film& film, twin::Date date) {
  const std::vector<twin::Date> filmed = film.filmed();
  const auto after = std::upper_bound(filmed.begin(), filmed.end(), date);
  return after == filmed.begin() ? std::nullopt : std::optional(*(after - 1));
}

std::string table_of(const std::string& column) {
  return column.substr(0, column.find('.'));
}

std::vector<const twin::MapLayer*> points_on(const Film& film, const twin::MapLayer& shown) {
  if (!shown.covers_area()) return {&shown};
  std::vector<const twin::MapLayer*> points;
  for (const twin::MapLayer& layer : film.layers())
    if (!layer.covers_area() && !shown.together.empty() && layer.together == shown.together) points.push_back(&layer);
  return points;
}

std::string value_words(const Film& film, const twin::MapLayer& layer, std::size_t row, twin::Date date,
                        twin::Language language) {
  const LayerValues values = film.values(layer, date);
  if (row >= values.values.size() || std::isnan(values.values[row])) return "–";
  const double value = values.values[row];
  if (value == layer.missing) return layer.missing_label.in(language);
  if (layer.kind == twin::MapLayer::Kind::kCategories) {
    const auto code = static_cast<std::size_t>(value);
    return code < layer.categories.size() ? layer.categories[code].in(language) : "–";
  }
  return thousands(value) + " " + layer.unit.in(language);
}

std::vector<double> numbers_of(twin::Type type, std::span<const std::byte> bytes) {
  switch (type) {
    case twin::Type::kU8:
      return converted<std::uint8_t>(bytes);
    case twin::Type::kI8:
      return converted<std::int8_t>(bytes);
    case twin::Type::kU16:
      return converted<std::uint16_t>(bytes);
    case twin::Type::kI16:
      return converted<std::int16_t>(bytes);
    case twin::Type::kU32:
      return converted<std::uint32_t>(bytes);
    case twin::Type::kI32:
      return converted<std::int32_t>(bytes);
    case twin::Type::kU64:
      return converted<std::uint64_t>(bytes);
    case twin::Type::kI64:
      return converted<std::int64_t>(bytes);
    case twin::Type::kF32:
      return converted<float>(bytes);
    case twin::Type::kF64:
      return converted<double>(bytes);
  }
  return {};
}

LayerValues layer_values(const twin::MapLayer& layer,
                         const std::function<std::vector<double>(const std::string& column)>& numbers) {
  const std::string table = table_of(layer.column);
  const std::vector<double> east = numbers(table + ".east"), north = numbers(table + ".north");
  LayerValues result;
  result.values = numbers(layer.column);
  const std::size_t rows = std::min({result.values.size(), east.size(), north.size()});
  result.values.resize(rows);
  result.positions.reserve(rows);
  for (std::size_t row = 0; row != rows; ++row) result.positions.push_back({east[row], north[row]});
  if (!layer.sized_by.empty()) result.weights = numbers(layer.sized_by);
  if (result.weights.size() != rows) result.weights.clear();
  for (double& weight : result.weights)
    if (std::isnan(weight)) weight = 0;  // has no place in an order of weights
  // An empty reference is the largest number of 32 bits, give or take what a float keeps of it.
  constexpr double kEmpty = 4'294'967'000.0;
  if (layer.kind == twin::MapLayer::Kind::kDensity)
    for (double& value : result.values) value = value > kEmpty ? 0 : 1;
  return result;
}

}  // namespace viz
