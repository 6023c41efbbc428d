#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "twin/io/recording.h"
#include "twin/run/layer.h"
#include "twin/run/motion.h"
#include "viz/core/film.h"

namespace viz {

/// What a window needs besides columns, put into a recording when it begins.
void record_map(twin::RecordingWriter& film, twin::Date date, std::span<const twin::MapLayer> layers,
                const MapData& map, const twin::Text& title);
/// What a window needs to show the ledger of a run on the map, put into a recording when it ends.
void record_ledger(twin::RecordingWriter& film, twin::Date from, twin::Date to, const twin::Ledger& ledger,
                   const FlowPlan& plan);

/// A recording as a window looks at it. Not for several threads at once. Throws twin::IoError for a file that is no
/// recording, or was made before recordings held a map.
class Replay final : public Film {
 public:
  explicit Replay(const std::filesystem::path& path);

  const twin::Text& title() const override { return title_; }
  const MapData& map() const override { return map_; }
  const twin::Provenance& provenance() const override { return reader_->provenance(); }
  const std::vector<twin::MapLayer>& layers() const override { return layers_; }
  std::vector<twin::Date> dates() const override { return reader_->times(); }
  /// The recording was not closed: later dates may be missing.
  bool truncated() const { return reader_->truncated(); }

  LayerValues values(const twin::MapLayer& layer, twin::Date date) const override;
  const std::vector<std::string>& labels(const twin::MapLayer& layer) const override;
  std::vector<twin::Date> filmed() const override;
  std::optional<twin::MotionDay> motion(twin::Date date) const override;

  std::optional<twin::Story> story(std::size_t row, twin::Date date) const override;
  const FlowPlan& flow_plan() const override { return flow_plan_; }
  std::optional<YearFlows> flows(std::size_t kind, twin::Date date) const override;

  twin::RecordingReader& reader() const { return *reader_; }

 private:
  void read_map(const std::filesystem::path& path, std::span<const std::byte> bytes);
  void read_flow_plan();
  FlowBook read_ledger() const;
  std::optional<twin::ChunkInfo> last_chunk(const char* layer, twin::Date date) const;
  std::vector<double> numbers(const std::string& column, twin::Date date) const;

  std::unique_ptr<twin::RecordingReader> reader_;
  twin::Text title_;
  MapData map_;
  std::vector<twin::MapLayer> layers_;
  FlowPlan flow_plan_;
  mutable std::optional<FlowBook> flow_book_;  ///< once it was asked for
  mutable twin::Date told_date_ = twin::Date::min();
  mutable twin::Stories told_;  ///< of that date
};

}  // namespace viz
