#pragma once
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "twin/io/provenance.h"
#include "twin/run/simulation.h"
#include "viz/core/film.h"

namespace viz {

/// A run that is under way in a thread of its own. Each month it publishes what the map's layers show; nobody who
/// looks waits for it. Each January it leaves a snapshot in `snapshots`, from which another run may go on.
class LiveFilm final : public Film {
 public:
  struct Start {
    std::unique_ptr<twin::Simulation> simulation;  ///< parameters and changes set, not founded
    twin::Date from, to;
    MapData map;
    twin::Text title;
    twin::Provenance provenance;
    std::filesystem::path snapshots;   ///< a folder; it must be there
    const LiveFilm* before = nullptr;  ///< shares its frames and goes on from its snapshot, at the latest at `since`
    twin::Date since = twin::Date::min();
  };
  explicit LiveFilm(Start start);
  ~LiveFilm() override;

  const twin::Text& title() const override { return title_; }
  const MapData& map() const override { return map_; }
  const std::vector<twin::MapLayer>& layers() const override { return layers_; }
  std::vector<twin::Date> dates() const override;
  LayerValues values(const twin::MapLayer& layer, twin::Date date) const override;
  const std::vector<std::string>& labels(const twin::MapLayer& layer) const override;
  std::vector<twin::Date> filmed() const override;
  std::optional<twin::MotionDay> motion(twin::Date date) const override;

  twin::Date to() const { return to_; }
  bool done() const { return done_; }
  /// Why the run ended before its time; empty if it did not.
  std::string error() const;
  /// After it is done: the hash of its final state.
  std::string state_hash() const;

 private:
  using Column = std::shared_ptr<const std::vector<float>>;
  struct Frame {
    twin::Date date;
    std::vector<Column> columns;  ///< in the order of column_names_; unchanged ones are shared with the frame before
  };
  struct Filmed {
    twin::Date date;
    std::shared_ptr<const twin::MotionDay> day;
  };

  void live(const std::filesystem::path& from_snapshot);
  void publish();
  static std::filesystem::path snapshot_of(const std::filesystem::path& folder, twin::Date date);

  std::unique_ptr<twin::Simulation> simulation_;  // belongs to the thread
  twin::Date from_, to_;
  MapData map_;
  twin::Text title_;
  twin::Provenance provenance_;
  std::filesystem::path snapshots_;
  std::vector<twin::MapLayer> layers_;
  std::vector<std::string> column_names_;

  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::shared_ptr<const Frame>> frames_;
  std::vector<Filmed> filmed_;
  std::vector<std::pair<std::string, std::vector<std::string>>> labels_;  ///< by table, once the first frame is there
  std::string error_, state_hash_;

  std::atomic<bool> done_{false}, stopping_{false};
  std::thread thread_;
};

}  // namespace viz
