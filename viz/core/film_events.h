#pragma once
#include <string>
#include <vector>

#include "viz/core/film.h"

namespace viz {

/// Something that happened: a row of a layer of categories changed from one into another.
struct FilmEvent {
  twin::Date date;
  std::size_t layer = 0, row = 0;
  std::size_t before = 0, after = 0;  ///< categories; a row that is new was category 0
};

/// What happened in a film, for marks on its time bar: changes of the layers that say that they mark events. Grows
/// with the film.
class FilmEvents {
 public:
  explicit FilmEvents(const Film& film) : film_(film) {}

  /// Looks at one more frame; false when all that there are have been looked at.
  bool work();
  const std::vector<FilmEvent>& events() const { return events_; }
  /// "Matbutik, Junosuando: stängd".
  std::string words(const FilmEvent& event, twin::Language language) const;

 private:
  const Film& film_;
  std::size_t frames_ = 0;
  std::vector<std::vector<double>> last_;  ///< by layer
  std::vector<FilmEvent> events_;
};

}  // namespace viz
