#include "viz/core/live.h"

#include <algorithm>

#include "twin/base/error.h"
#include "twin/io/snapshot.h"
#include "twin/world/state_hash.h"

namespace viz {
namespace {

bool is_january(twin::Date date) {
  return twin::month_of(date) % 12 == 0;
}

}  // namespace

LiveFilm::LiveFilm(Start start)
    : simulation_(std::move(start.simulation)),
      from_(start.from),
      to_(start.to),
      since_(start.since),
      filmed_years_(start.filmed_years),
      map_(std::move(start.map)),
      flow_plan_(std::move(start.flows)),
      title_(std::move(start.title)),
      provenance_(std::move(start.provenance)),
      snapshots_(std::move(start.snapshots)),
      layers_(simulation_->plan().map_layers()) {
  const auto need = [&](const std::string& column) {
    if (!column.empty() && std::find(column_names_.begin(), column_names_.end(), column) == column_names_.end())
      column_names_.push_back(column);
  };
  for (const twin::MapLayer& layer : layers_) {
    need(layer.column);
    need(table_of(layer.column) + ".east");
    need(table_of(layer.column) + ".north");
    need(layer.sized_by);
  }
  for (const twin::ActInfo& act : simulation_->plan().acts())
    for (const twin::ActInfo::Argument& argument : act.arguments)
      if (!argument.table.empty() &&
          std::find(pointed_at_.begin(), pointed_at_.end(), argument.table) == pointed_at_.end())
        pointed_at_.push_back(argument.table);
  begin_from(start);
  thread_ = std::thread([this] { live(from_snapshot_); });
}

void LiveFilm::begin_from(const Start& start) {
  for (const LiveFilm* before : start.before) {
    const std::lock_guard lock(before->mutex_);
    const twin::Date best = frames_.empty() ? twin::Date::min() : frames_.back()->date;
    twin::Date last = best;
    for (const auto& frame : before->frames_) {
      const auto snapshot = snapshot_of(before->snapshots_, frame->date);
      if (frame->date > start.since || frame->date <= last || !std::filesystem::exists(snapshot)) continue;
      last = frame->date;
      from_snapshot_ = snapshot;
    }
    if (last == best) continue;
    frames_.clear();
    filmed_.clear();
    for (const auto& frame : before->frames_)
      if (frame->date <= last) frames_.push_back(frame);
    for (const Filmed& filmed : before->filmed_)
      if (filmed.date <= last) filmed_.push_back(filmed);
    flow_book_ = before->flow_book_;
    flow_book_.forget_after(last);
    labels_ = before->labels_;
    rows_ = before->rows_;
  }
}

LiveFilm::~LiveFilm() {
  stopping_ = true;
  thread_.join();
}

std::filesystem::path LiveFilm::snapshot_of(const std::filesystem::path& folder, twin::Date date) {
  return folder / (twin::to_string(date) + ".rts");
}

void LiveFilm::live(const std::filesystem::path& from_snapshot) {
  try {
    if (from_snapshot.empty()) {
      simulation_->found(from_);
      publish();
    } else {
      twin::restore_snapshot(from_snapshot, *simulation_);
    }
    while (!stopping_ && simulation_->now() < to_) {
      simulation_->advance();
      publish();
    }
    if (!stopping_) {
      const std::string hash = to_string(simulation_->hash().total);
      const std::lock_guard lock(mutex_);
      state_hash_ = hash;
    }
  } catch (const twin::Failure& error) {
    const std::lock_guard lock(mutex_);
    error_ = error.text();
  } catch (const std::exception& error) {
    const std::lock_guard lock(mutex_);
    error_ = {error.what(), error.what()};
  }
  done_ = true;
}

void LiveFilm::publish() {
  const twin::World& world = simulation_->world();
  const twin::Date now = simulation_->now();
  std::shared_ptr<const Frame> last;
  {
    const std::lock_guard lock(mutex_);
    if (!frames_.empty()) last = frames_.back();
  }
  auto frame = std::make_shared<Frame>();
  frame->date = now;
  for (std::size_t index = 0; index != column_names_.size(); ++index) {
    const std::string& name = column_names_[index];
    const twin::Table& table = world.table(table_of(name));
    // Large tables are looked at once a year: what they show from month to month nobody can see on a map. An area
    // changes seldom, and then because somebody wants to see it.
    constexpr std::size_t kLarge = 20'000;
    if (last != nullptr && table.rows() > kLarge && !is_january(now) && !shows_area(table_of(name))) {
      frame->columns.push_back(last->columns[index]);
      continue;
    }
    std::vector<float> values;
    for (const twin::Column& column : table.columns())
      if (column.info().name == name)
        for (const double value : numbers_of(column.info().type, column.bytes()))
          values.push_back(static_cast<float>(value));
    if (last != nullptr && *last->columns[index] == values)
      frame->columns.push_back(last->columns[index]);
    else
      frame->columns.push_back(std::make_shared<const std::vector<float>>(std::move(values)));
  }
  std::vector<std::pair<std::string, std::shared_ptr<const TableRows>>> rows;
  for (const std::string& name : pointed_at_) {
    const twin::Table& table = world.table(name);
    const auto ids = table.ids();
    rows.emplace_back(name, std::make_shared<const TableRows>(TableRows{{ids.begin(), ids.end()}, table.labels}));
  }
  const bool films = twin::is_filmed(from_, now, filmed_years_);
  std::shared_ptr<const twin::MotionDay> day;
  std::shared_ptr<const twin::Stories> stories;
  if (films) {
    day = std::make_shared<const twin::MotionDay>(simulation_->film(twin::film_date(now)));
    stories = std::make_shared<const twin::Stories>(simulation_->tell(kToldTable, twin::film_date(now)));
  }
  if (is_january(now) || now == since_) twin::save_snapshot(snapshot_of(snapshots_, now), *simulation_, provenance_);

  const int last_year = twin::year_of(now) - 1;
  const bool year_ends = is_january(now) && twin::date(last_year, 1, 1) >= from_ && !flow_plan_.kinds.empty();
  std::vector<std::vector<PlacedFlow>> flows;
  if (year_ends) flows = flows_of_year(flow_plan_, simulation_->ledger().history(), last_year);

  const std::lock_guard lock(mutex_);
  if (year_ends) flow_book_.set(last_year, std::move(flows));
  if (labels_.empty())
    for (const auto& name : column_names_)
      if (std::none_of(labels_.begin(), labels_.end(),
                       [&](const auto& entry) { return entry.first == table_of(name); }))
        labels_.emplace_back(table_of(name), world.table(table_of(name)).labels);
  rows_ = std::move(rows);
  frames_.push_back(std::move(frame));
  if (day) filmed_.push_back({now, std::move(day), std::move(stories)});
}

std::shared_ptr<const LiveFilm::TableRows> LiveFilm::rows_of(const std::string& table) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, rows] : rows_)
    if (name == table) return rows;
  return nullptr;
}

std::string LiveFilm::name_of(const std::string& table, twin::StableId id) const {
  if (const auto rows = rows_of(table))
    for (std::size_t row = 0; row != rows->labels.size(); ++row)
      if (rows->ids[row] == id) return rows->labels[row];
  return std::to_string(id);
}

bool LiveFilm::shows_area(const std::string& table) const {
  return std::any_of(layers_.begin(), layers_.end(), [&](const twin::MapLayer& layer) {
    return layer.covers_area() && table_of(layer.column) == table;
  });
}

bool LiveFilm::has_positions(const std::string& table) const {
  return std::any_of(layers_.begin(), layers_.end(),
                     [&](const twin::MapLayer& layer) { return table_of(layer.column) == table; });
}

std::vector<twin::Date> LiveFilm::dates() const {
  const std::lock_guard lock(mutex_);
  std::vector<twin::Date> dates;
  for (const auto& frame : frames_) dates.push_back(frame->date);
  return dates;
}

LayerValues LiveFilm::values(const twin::MapLayer& layer, twin::Date date) const {
  std::shared_ptr<const Frame> at;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& frame : frames_)
      if (frame->date <= date) at = frame;
  }
  return layer_values(layer, [&](const std::string& column) {
    std::vector<double> values;
    const auto found = std::find(column_names_.begin(), column_names_.end(), column);
    if (at == nullptr || found == column_names_.end()) return values;
    const std::vector<float>& kept = *at->columns[static_cast<std::size_t>(found - column_names_.begin())];
    values.assign(kept.begin(), kept.end());
    return values;
  });
}

const std::vector<std::string>& LiveFilm::labels(const twin::MapLayer& layer) const {
  static const std::vector<std::string> kNone;
  const std::lock_guard lock(mutex_);
  for (const auto& [table, names] : labels_)
    if (table == table_of(layer.column)) return names;  // written once, before the first frame was seen
  return kNone;
}

std::vector<twin::Date> LiveFilm::filmed() const {
  const std::lock_guard lock(mutex_);
  std::vector<twin::Date> dates;
  for (const Filmed& filmed : filmed_) dates.push_back(filmed.date);
  return dates;
}

std::optional<twin::MotionDay> LiveFilm::motion(twin::Date date) const {
  std::shared_ptr<const twin::MotionDay> last;
  {
    const std::lock_guard lock(mutex_);
    for (const Filmed& filmed : filmed_)
      if (filmed.date <= date) last = filmed.day;
  }
  // Megabytes are copied outside the lock: the run would wait for it.
  if (last == nullptr) return std::nullopt;
  return *last;
}

std::optional<twin::Story> LiveFilm::story(std::size_t row, twin::Date date) const {
  const std::lock_guard lock(mutex_);
  const twin::Stories* last = nullptr;
  for (const Filmed& filmed : filmed_)
    if (filmed.date <= date) last = filmed.stories.get();
  return last != nullptr && row < last->size() ? std::optional((*last)[row]) : std::nullopt;
}

std::optional<YearFlows> LiveFilm::flows(std::size_t kind, twin::Date date) const {
  const std::lock_guard lock(mutex_);
  return flow_book_.at(kind, date);
}

twin::Text LiveFilm::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

std::string LiveFilm::state_hash() const {
  const std::lock_guard lock(mutex_);
  return state_hash_;
}

}  // namespace viz
