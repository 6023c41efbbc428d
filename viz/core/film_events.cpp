#include "viz/core/film_events.h"

namespace viz {

bool FilmEvents::work() {
  const std::vector<twin::Date> dates = film_.dates();
  if (frames_ >= dates.size()) return false;
  const twin::Date date = dates[frames_];
  last_.resize(film_.layers().size());
  for (std::size_t layer = 0; layer != film_.layers().size(); ++layer) {
    if (!film_.layers()[layer].marks_events) continue;
    std::vector<double> now = film_.values(film_.layers()[layer], date).values;
    for (std::size_t row = 0; frames_ != 0 && row != now.size(); ++row) {
      const double before = row < last_[layer].size() ? last_[layer][row] : 0;
      if (before != now[row])
        events_.push_back({date, layer, row, static_cast<std::size_t>(before), static_cast<std::size_t>(now[row])});
    }
    last_[layer] = std::move(now);
  }
  ++frames_;
  return true;
}

std::string FilmEvents::words(const FilmEvent& event, twin::Language language) const {
  const twin::MapLayer& layer = film_.layers()[event.layer];
  const auto& labels = film_.labels(layer);
  std::string words = event.row < labels.size() ? labels[event.row] : layer.label.in(language);
  if (event.after < layer.categories.size())
    words += ": " + layer.categories[event.after].in(language);
  else if (static_cast<double>(event.after) == layer.missing)
    words += ": " + layer.missing_label.in(language);
  return words;
}

}  // namespace viz
