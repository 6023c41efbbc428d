#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/io/provenance.h"
#include "twin/run/layer.h"
#include "twin/run/motion.h"
#include "twin/run/story.h"
#include "twin/world/key.h"
#include "viz/core/flow_book.h"
#include "viz/core/layer_view.h"
#include "viz/core/map_data.h"

namespace viz {

/// The table whose rows have stories.
inline constexpr const char* kToldTable = "place";

/// Something that can be looked at date by date: a recording, or a run that is under way. For one thread.
class Film {
 public:
  virtual ~Film() = default;
  virtual const twin::Text& title() const = 0;
  virtual const MapData& map() const = 0;
  virtual const twin::Provenance& provenance() const = 0;
  virtual const std::vector<twin::MapLayer>& layers() const = 0;
  /// Dates of the frames, ascending; of a run they grow.
  virtual std::vector<twin::Date> dates() const = 0;
  /// Values of a layer in the last frame at or before a date.
  virtual LayerValues values(const twin::MapLayer& layer, twin::Date date) const = 0;
  /// Names of the rows of a layer's table; empty if they have none.
  virtual const std::vector<std::string>& labels(const twin::MapLayer& layer) const = 0;
  /// Dates of the frames with which a day of all movement was filmed.
  virtual std::vector<twin::Date> filmed() const = 0;
  /// The day filmed last at or before a date; nothing if there is none.
  virtual std::optional<twin::MotionDay> motion(twin::Date date) const = 0;
  /// What was told last, at or before a date, of a row of the table that is told of; nothing if there is nothing.
  virtual std::optional<twin::Story> story(std::size_t, twin::Date) const { return std::nullopt; }
  /// How what its ledger holds is shown as flows on the map; without kinds where there is nothing to show.
  virtual const FlowPlan& flow_plan() const;
  /// The flows of a kind in the year of a date, or in the last whole year before it; nothing before the first.
  virtual std::optional<YearFlows> flows(std::size_t, twin::Date) const { return std::nullopt; }
};

/// The last date with a filmed day at or before a date; nothing if there is none.
std::optional<twin::Date> last_filmed(const Film& film, twin::Date date);

/// "place" of "place.residents".
std::string table_of(const std::string& column);

/// The layers whose rows are points when a layer is shown: itself, or those that stand on the area that it covers.
std::vector<const twin::MapLayer*> points_on(const Film& film, const twin::MapLayer& shown);

/// A value of a row in words: "12 minuter", "ingen väg", "öppen"; "–" where there is no such row.
std::string value_words(const Film& film, const twin::MapLayer& layer, std::size_t row, twin::Date date,
                        twin::Language language);

/// The values of a column of any type.
std::vector<double> numbers_of(twin::Type type, std::span<const std::byte> bytes);

/// A layer put together from its columns: `numbers` tells the values of a column, none if it is not there.
LayerValues layer_values(const twin::MapLayer& layer,
                         const std::function<std::vector<double>(const std::string& column)>& numbers);

}  // namespace viz
