#include "viz/core/replay.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <tuple>

#include "twin/base/bytes.h"
#include "twin/base/error.h"
#include "twin/io/text_file.h"

namespace viz {
namespace {

using twin::MapLayer;

constexpr const char *kMapLayer = "map and layers", *kLedgerLayer = "ledger", *kPlanLayer = "ledger names";

void put(twin::ByteWriter& out, const MapLayer& layer) {
  out.text(layer.column);
  out.value(layer.kind);
  out.text(layer.label);
  out.text(layer.unit);
  out.list(std::span(layer.breaks));
  out.value(layer.missing.value_or(std::numeric_limits<double>::quiet_NaN()));
  out.text(layer.missing_label);
  out.value(static_cast<std::uint32_t>(layer.categories.size()));
  for (const twin::Text& name : layer.categories) out.text(name);
  out.text(layer.sized_by);
  for (const bool flag : {layer.high_is_bad, layer.headline, layer.marks_events})
    out.value(static_cast<std::uint8_t>(flag));
  out.value(layer.cell_m);
  out.text(layer.together);
}

/// A layer and whether it can be shown: one of a kind that this program does not know can't.
std::pair<MapLayer, bool> take_layer(twin::ByteReader& in) {
  MapLayer layer;
  layer.column = in.text();
  const auto kind = in.value<std::int32_t>();
  const bool known = kind >= 0 && kind <= static_cast<std::int32_t>(MapLayer::Kind::kDensity);
  if (known) layer.kind = static_cast<MapLayer::Kind>(kind);
  layer.label = in.bilingual();
  layer.unit = in.bilingual();
  layer.breaks = in.list<double>();
  if (const auto missing = in.value<double>(); missing == missing) layer.missing = missing;
  layer.missing_label = in.bilingual();
  const auto categories = in.value<std::uint32_t>();
  for (std::uint32_t name = 0; in.good() && name < categories; ++name) layer.categories.push_back(in.bilingual());
  layer.sized_by = in.text();
  for (bool* flag : {&layer.high_is_bad, &layer.headline, &layer.marks_events}) *flag = in.value<std::uint8_t>() != 0;
  layer.cell_m = in.value<double>();
  layer.together = in.text();
  return {std::move(layer), known};
}

bool is_sound(const MapLayer& layer) {
  const auto finite = [](double number) { return std::isfinite(number); };
  constexpr std::size_t kMostClasses = 100;  // a legend of them can't be read, let alone drawn
  return twin::is_utf8(layer.column) && twin::is_utf8(layer.sized_by) && twin::is_utf8(layer.together) &&
         std::isfinite(layer.cell_m) && layer.cell_m >= 0 && twin::is_utf8(layer.label) &&
         twin::is_utf8(layer.unit) && layer.breaks.size() < kMostClasses &&
         std::all_of(layer.breaks.begin(), layer.breaks.end(), finite) &&
         std::is_sorted(layer.breaks.begin(), layer.breaks.end()) && layer.categories.size() < kMostClasses &&
         std::all_of(layer.categories.begin(), layer.categories.end(),
                     [](const twin::Text& name) { return twin::is_utf8(name); });
}

/// One row for each year, flow and pair of accounts, dated December: a replay shows years, and the months that the
/// ledger still has of the last two would be half of the piece.
std::vector<twin::LedgerRow> by_year(std::span<const twin::LedgerRow> history) {
  std::vector<twin::LedgerRow> rows(history.begin(), history.end());
  for (twin::LedgerRow& row : rows) row.month = static_cast<twin::MonthNumber>(row.month / 12 * 12 + 11);
  std::sort(rows.begin(), rows.end());
  std::vector<twin::LedgerRow> years;
  for (const twin::LedgerRow& row : rows) {
    const bool same = !years.empty() && std::tie(years.back().month, years.back().flow, years.back().from,
                                                 years.back().to) == std::tie(row.month, row.flow, row.from, row.to);
    if (same)
      years.back().amount += row.amount;
    else
      years.push_back(row);
  }
  return years;
}

}  // namespace

void record_map(twin::RecordingWriter& film, twin::Date date, std::span<const MapLayer> layers, const MapData& map,
                const twin::Text& title) {
  std::vector<std::byte> bytes;
  twin::ByteWriter out(bytes);
  out.text(title);
  out.value(static_cast<std::uint32_t>(layers.size()));
  for (const MapLayer& layer : layers) put(out, layer);
  const std::vector<std::byte> land = map.pack();
  out.list(std::span(land));
  film.add(kMapLayer, date, date, bytes);
}

void record_ledger(twin::RecordingWriter& film, twin::Date from, twin::Date to, const twin::Ledger& ledger,
                   const FlowPlan& plan) {
  const std::vector<twin::LedgerRow> years = by_year(ledger.history());
  film.add(kLedgerLayer, from, to, std::as_bytes(std::span(years)));
  film.add(kPlanLayer, from, to, plan.pack());
}

Replay::Replay(const std::filesystem::path& path) : reader_(std::make_unique<twin::RecordingReader>(path)) {
  const auto chunks = reader_->chunks(kMapLayer);
  if (truncated() && (chunks.empty() || dates().empty()))
    throw twin::damage(path, {"den slutar före sin första bild", "it ends before its first picture"});
  if (chunks.empty() || dates().empty())
    throw twin::IoError({path.string() + ": inspelningen har ingen karta eller inga bilder; gör om körningen",
                         path.string() + ": the recording holds no map or no pictures; run the scenario again"});
  read_map(path, reader_->read(chunks.front()));
  read_flow_plan();
  // A layer whose column is not there (a recording of another version) is not offered. One that is damaged is: who
  // asks for it is told where, and the others stay.
  std::erase_if(layers_, [&](const MapLayer& layer) {
    try {
      return numbers(table_of(layer.column) + ".east", dates().front()).empty();
    } catch (const twin::IoError&) {
      return false;
    }
  });
  if (layers_.empty())
    throw twin::refusal(
        path, {"inget av dess lager kan visas av det här programmet", "this program can show none of its layers"});
}

void Replay::read_map(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  twin::ByteReader in(bytes);
  title_ = in.bilingual();
  bool sound = twin::is_utf8(title_);
  const auto count = in.value<std::uint32_t>();
  for (std::uint32_t index = 0; in.good() && index < count; ++index) {
    auto [layer, known] = take_layer(in);
    sound = sound && is_sound(layer);
    if (known) layers_.push_back(std::move(layer));
  }
  const auto land = in.list<std::byte>();
  auto map = MapData::unpack(land);
  if (!in.done() || !sound || !map)
    throw twin::damage(path, {"kartan har ogiltigt innehåll", "the map has invalid content"});
  map_ = std::move(*map);
}

/// One that is damaged is as none: the map and its layers stay.
void Replay::read_flow_plan() {
  const auto chunks = reader_->chunks(kPlanLayer);
  if (chunks.empty()) return;
  try {
    const auto bytes = reader_->read(chunks.back());
    flow_plan_ = FlowPlan::unpack(std::as_bytes(std::span(bytes))).value_or(FlowPlan{});
  } catch (const twin::IoError&) {
    flow_plan_ = {};
  }
}

FlowBook Replay::read_ledger() const {
  FlowBook book;
  const auto chunks = reader_->chunks(kLedgerLayer);
  if (chunks.empty()) return book;
  const auto bytes = reader_->read(chunks.back());
  if (bytes.size() % sizeof(twin::LedgerRow) != 0)
    throw twin::damage(reader_->path(), {"räkenskapen har ogiltigt innehåll", "the ledger has invalid content"});
  std::vector<twin::LedgerRow> history(bytes.size() / sizeof(twin::LedgerRow));
  if (!history.empty()) std::memcpy(history.data(), bytes.data(), bytes.size());
  book.read(flow_plan_, history, dates().front(), dates().back());
  return book;
}

std::optional<YearFlows> Replay::flows(std::size_t kind, twin::Date date) const {
  if (!flow_book_) flow_book_ = read_ledger();
  return flow_book_->at(kind, date);
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
  const auto last = last_chunk("motion", date);
  if (!last) return std::nullopt;
  const auto bytes = reader_->read(*last);
  auto day = twin::MotionDay::unpack(std::as_bytes(std::span(bytes)));
  if (!day)
    throw twin::damage(reader_->path(),
                       {"den filmade dagen för " + twin::to_string(last->from) + " har ogiltigt innehåll",
                        "the day filmed on " + twin::to_string(last->from) + " has invalid content"});
  return day;
}

std::optional<twin::Story> Replay::story(std::size_t row, twin::Date date) const {
  const auto last = last_chunk("stories", date);
  if (!last) return std::nullopt;
  if (last->from != told_date_) {
    const auto bytes = reader_->read(*last);
    auto told = twin::unpack_stories(std::as_bytes(std::span(bytes)));
    if (!told)
      throw twin::damage(reader_->path(),
                         {"platsernas berättelser för " + twin::to_string(last->from) + " har ogiltigt innehåll",
                          "the places' stories of " + twin::to_string(last->from) + " have invalid content"});
    told_ = std::move(*told);
    told_date_ = last->from;
  }
  return row < told_.size() ? std::optional(told_[row]) : std::nullopt;
}

std::optional<twin::ChunkInfo> Replay::last_chunk(const char* layer, twin::Date date) const {
  std::optional<twin::ChunkInfo> last;
  for (const twin::ChunkInfo& chunk : reader_->chunks(layer))
    if (chunk.from <= date) last = chunk;
  return last;
}

}  // namespace viz
