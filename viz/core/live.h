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
/// looks waits for it. Each January, and where it begins to differ from others, it leaves a snapshot in `snapshots`,
/// from which another run may go on.
class LiveFilm final : public Film {
 public:
  struct Start {
    std::unique_ptr<twin::Simulation> simulation;  ///< parameters and changes set, not founded
    twin::Date from, to;
    MapData map;
    FlowPlan flows = {};  ///< without kinds: the ledger is not shown
    twin::Text title;
    twin::Provenance provenance;
    int filmed_years = 5;             ///< a day is filmed and told of each so many years
    std::filesystem::path snapshots;  ///< a folder; it must be there
    /// Runs that were the same until `since`, the better the later in the list: it shares the frames of one of them
    /// and goes on from its last snapshot until then. Needed only while this begins.
    std::vector<const LiveFilm*> before = {};
    twin::Date since = twin::Date::min();
  };
  /// The rows of a table by what stays the same of them.
  struct TableRows {
    std::vector<twin::StableId> ids;
    std::vector<std::string> labels;  ///< empty, or one for each row
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
  std::optional<twin::Story> story(std::size_t row, twin::Date date) const override;
  const FlowPlan& flow_plan() const override { return flow_plan_; }
  std::optional<YearFlows> flows(std::size_t kind, twin::Date date) const override;

  const twin::Provenance& provenance() const override { return provenance_; }

  /// Of the tables whose rows people can point at, as of the last frame; nothing for others or before the first
  /// frame.
  std::shared_ptr<const TableRows> rows_of(const std::string& table) const;
  /// What a row is called; its number where it has no name.
  std::string name_of(const std::string& table, twin::StableId id) const;
  /// Whether the map shows where its rows are.
  bool has_positions(const std::string& table) const;
  twin::Date to() const { return to_; }
  bool done() const { return done_; }
  /// Ends the run after the month it is at; what it has lived stays.
  void stop() { stopping_ = true; }
  /// Why the run ended before its time; empty if it did not.
  twin::Text error() const;
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
    std::shared_ptr<const twin::Stories> stories;
  };

  void begin_from(const Start& start);
  void live(const std::filesystem::path& from_snapshot);
  void publish();
  bool shows_area(const std::string& table) const;
  static std::filesystem::path snapshot_of(const std::filesystem::path& folder, twin::Date date);

  std::unique_ptr<twin::Simulation> simulation_;  // belongs to the thread
  twin::Date from_, to_, since_;
  int filmed_years_;
  MapData map_;
  FlowPlan flow_plan_;
  twin::Text title_;
  twin::Provenance provenance_;
  std::filesystem::path snapshots_;
  std::vector<twin::MapLayer> layers_;
  std::vector<std::string> column_names_;
  std::vector<std::string> pointed_at_;  ///< tables of the arguments of acts
  std::filesystem::path from_snapshot_;

  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::shared_ptr<const Frame>> frames_;
  std::vector<Filmed> filmed_;
  FlowBook flow_book_;
  std::vector<std::pair<std::string, std::vector<std::string>>> labels_;  ///< by table, once the first frame is there
  std::vector<std::pair<std::string, std::shared_ptr<const TableRows>>> rows_;  ///< of pointed_at_
  twin::Text error_;
  std::string state_hash_;

  std::atomic<bool> done_{false}, stopping_{false};
  std::thread thread_;
};

}  // namespace viz
