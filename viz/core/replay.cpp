#include "viz/core/replay.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "twin/base/bytes.h"
#include "twin/base/error.h"

namespace viz {
namespace {

using twin::MapLayer;

constexpr const char* kMapLayer = "map";

void put(twin::ByteWriter& out, const twin::Text& text) {
  out.text(text.sv);
  out.text(text.en);
}

twin::Text take_text(twin::ByteReader& in) {
  std::string sv = in.text();
  return {std::move(sv), in.text()};
}

void put(twin::ByteWriter& out, const MapLayer& layer) {
  out.text(layer.column);
  out.value(layer.kind);
  put(out, layer.label);
  put(out, layer.unit);
  out.list(std::span(layer.breaks));
  out.value(layer.missing.value_or(std::numeric_limits<double>::quiet_NaN()));
  out.value(static_cast<std::uint32_t>(layer.categories.size()));
  for (const twin::Text& name : layer.categories) put(out, name);
  out.text(layer.sized_by);
  out.value(static_cast<std::uint8_t>(layer.high_is_bad));
}

MapLayer take_layer(twin::ByteReader& in) {
  MapLayer layer;
  layer.column = in.text();
  layer.kind =
      static_cast<MapLayer::Kind>(std::min<int>(in.value<int>(), static_cast<int>(MapLayer::Kind::kDensity)));
  layer.label = take_text(in);
  layer.unit = take_text(in);
  layer.breaks = in.list<double>();
  if (const auto missing = in.value<double>(); missing == missing) layer.missing = missing;
  const auto categories = in.value<std::uint32_t>();
  for (std::uint32_t name = 0; in.good() && name < categories; ++name) layer.categories.push_back(take_text(in));
  layer.sized_by = in.text();
  layer.high_is_bad = in.value<std::uint8_t>() != 0;
  return layer;
}

std::string table_of(const std::string& column) {
  return column.substr(0, column.find('.'));
}

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

void record_map(twin::RecordingWriter& film, twin::Date date, std::span<const MapLayer> layers, const MapData& map,
                const twin::Text& title) {
  std::vector<std::byte> bytes;
  twin::ByteWriter out(bytes);
  put(out, title);
  out.value(static_cast<std::uint32_t>(layers.size()));
  for (const MapLayer& layer : layers) put(out, layer);
  const std::vector<std::byte> land = map.pack();
  out.list(std::span(land));
  film.add(kMapLayer, date, date, bytes);
}

Replay::Replay(const std::filesystem::path& path) : reader_(std::make_unique<twin::RecordingReader>(path)) {
  const auto fail = [&] {
    return twin::IoError({path.string() + ": inspelningen har ingen karta; gör om körningen",
                          path.string() + ": the recording holds no map; run the scenario again"});
  };
  const auto chunks = reader_->chunks(kMapLayer);
  if (chunks.empty()) throw fail();
  const auto bytes = reader_->read(chunks.front());
  twin::ByteReader in(std::as_bytes(std::span(bytes)));
  title_ = take_text(in);
  const auto count = in.value<std::uint32_t>();
  for (std::uint32_t layer = 0; in.good() && layer < count; ++layer) layers_.push_back(take_layer(in));
  const auto land = in.list<std::byte>();
  auto map = MapData::unpack(land);
  if (!in.done() || !map) throw fail();
  map_ = std::move(*map);
  // A layer whose column is not there (a recording of another version) is not offered.
  std::erase_if(layers_, [&](const MapLayer& layer) {
    return dates().empty() || numbers(table_of(layer.column) + ".east", dates().front()).empty();
  });
}

std::vector<double> Replay::numbers(const std::string& column, twin::Date date) const {
  const std::string table = table_of(column);
  for (const twin::RecordedTable& recorded : reader_->tables()) {
    if (recorded.name != table) continue;
    for (const twin::ColumnInfo& info : recorded.columns) {
      if (info.name != column) continue;
      const auto bytes = reader_->bytes(column, date);
      switch (info.type) {
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
    }
  }
  return {};
}

LayerValues Replay::values(const MapLayer& layer, twin::Date date) const {
  const std::string table = table_of(layer.column);
  const std::vector<double> east = numbers(table + ".east", date), north = numbers(table + ".north", date);
  LayerValues result;
  result.values = numbers(layer.column, date);
  const std::size_t rows = std::min({result.values.size(), east.size(), north.size()});
  result.values.resize(rows);
  result.positions.reserve(rows);
  for (std::size_t row = 0; row != rows; ++row) result.positions.push_back({east[row], north[row]});
  if (!layer.sized_by.empty()) result.weights = numbers(layer.sized_by, date);
  if (result.weights.size() != rows) result.weights.clear();
  if (layer.kind == MapLayer::Kind::kDensity)
    for (double& value : result.values) value = value == std::numeric_limits<std::uint32_t>::max() ? 0 : 1;
  return result;
}

const std::vector<std::string>& Replay::labels(const MapLayer& layer) const {
  static const std::vector<std::string> kNone;
  for (const twin::RecordedTable& recorded : reader_->tables())
    if (recorded.name == table_of(layer.column)) return recorded.labels;
  return kNone;
}

std::vector<twin::Date> Replay::filmed() const {
  std::vector<twin::Date> result;
  for (const twin::ChunkInfo& chunk : reader_->chunks("motion")) result.push_back(chunk.from);
  return result;
}

std::optional<twin::MotionDay> Replay::motion(twin::Date date) const {
  const twin::ChunkInfo* last = nullptr;
  for (const twin::ChunkInfo& chunk : reader_->chunks("motion"))
    if (chunk.from <= date) last = &chunk;
  if (last == nullptr) return std::nullopt;
  const auto bytes = reader_->read(*last);
  return twin::MotionDay::unpack(std::as_bytes(std::span(bytes)));
}

}  // namespace viz
