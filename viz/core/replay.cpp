#include "viz/core/replay.h"

#include <algorithm>
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
  for (const twin::RecordedTable& recorded : reader_->tables())
    for (const twin::ColumnInfo& info : recorded.columns)
      if (info.name == column) return numbers_of(info.type, reader_->bytes(column, date));
  return {};
}

LayerValues Replay::values(const MapLayer& layer, twin::Date date) const {
  return layer_values(layer, [&](const std::string& column) { return numbers(column, date); });
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
