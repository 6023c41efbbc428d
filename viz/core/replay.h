#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "twin/io/recording.h"
#include "twin/run/layer.h"
#include "twin/run/motion.h"
#include "viz/core/layer_view.h"
#include "viz/core/map_data.h"

namespace viz {

/// What a window needs besides columns, put into a recording when it begins.
void record_map(twin::RecordingWriter& film, twin::Date date, std::span<const twin::MapLayer> layers,
                const MapData& map, const twin::Text& title);

/// A recording as a window looks at it. Not for several threads at once. Throws twin::IoError for a file that is no
/// recording, or was made before recordings held a map.
class Replay {
 public:
  explicit Replay(const std::filesystem::path& path);

  const twin::Text& title() const { return title_; }
  const MapData& map() const { return map_; }
  const std::vector<twin::MapLayer>& layers() const { return layers_; }
  /// Dates of the frames, ascending.
  const std::vector<twin::Date>& dates() const { return reader_->times(); }
  /// The recording was not closed: later dates may be missing.
  bool truncated() const { return reader_->truncated(); }

  LayerValues values(const twin::MapLayer& layer, twin::Date date) const;
  /// Names of the rows of a layer's table; empty if they have none.
  const std::vector<std::string>& labels(const twin::MapLayer& layer) const;

  /// Days of which all movement is known: the dates of frames with which they were filmed.
  std::vector<twin::Date> filmed() const;
  /// The day filmed last at or before a date; nothing if there is none.
  std::optional<twin::MotionDay> motion(twin::Date date) const;

  twin::RecordingReader& reader() const { return *reader_; }

 private:
  std::vector<double> numbers(const std::string& column, twin::Date date) const;

  std::unique_ptr<twin::RecordingReader> reader_;
  twin::Text title_;
  MapData map_;
  std::vector<twin::MapLayer> layers_;
};

}  // namespace viz
