#include "tools/batch/agenda.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace tools {
namespace {

/// Of the 90 % interval of a mean. Requires: count > 1
double interval_width(std::size_t count, double squares) {
  const auto n = static_cast<double>(count);
  const double t = boost::math::quantile(boost::math::students_t(n - 1), 0.95);
  return 2 * t * std::sqrt(squares / (n - 1) / n);
}

}  // namespace

Agenda::Agenda(std::size_t points, std::size_t replicates, std::optional<Rule> rule) : rule_(rule), points_(points) {
  for (std::size_t p = 0; p != points; ++p) {
    Point& point = points_[p];
    point.states.resize(replicates, State::kOpen);
    if (rule_) point.figures.resize(replicates, std::numeric_limits<double>::quiet_NaN());
    point.enough = replicates;
    open_.insert(*place_of(p));
  }
  left_ = points * replicates;
}

std::optional<RunPlace> Agenda::next() {
  if (open_.empty()) return std::nullopt;
  const auto [needless, replicate, point] = *open_.begin();
  const auto before = place_of(point);
  points_[point].states[replicate] = State::kHandedOut;
  update(point, before);
  return RunPlace{point, replicate};
}

void Agenda::hand_back(RunPlace run) {
  const auto before = place_of(run.point);
  State& state = points_[run.point].states[run.replicate];
  if (state == State::kHandedOut) state = State::kOpen;
  update(run.point, before);
}

void Agenda::lived(RunPlace run, std::optional<double> figure) {
  settle(run, State::kLived, figure);
}

void Agenda::failed(RunPlace run) {
  settle(run, State::kFailed, std::nullopt);
}

void Agenda::settle(RunPlace run, State state, std::optional<double> figure) {
  Point& point = points_[run.point];
  if (point.states[run.replicate] == State::kLived) return;  // a worker that was thought lost has lived it, too
  const auto before = place_of(run.point);
  const std::size_t left = left_at(point);
  point.states[run.replicate] = state;
  if (rule_ && figure) point.figures[run.replicate] = *figure;
  examine(point);
  left_ = left_ - left + left_at(point);
  update(run.point, before);
}

void Agenda::examine(Point& point) {
  if (!rule_) return;
  while (!point.decided && point.examined != point.states.size()) {
    const State state = point.states[point.examined];
    if (state != State::kLived && state != State::kFailed) return;
    if (const double figure = point.figures[point.examined]; !std::isnan(figure)) {
      const double step = figure - point.mean;
      point.mean += step / static_cast<double>(++point.count);
      point.squares += step * (figure - point.mean);
    }
    ++point.examined;
    if (point.examined < rule_->at_least || point.count < 2) continue;
    if (interval_width(point.count, point.squares) > rule_->interval_width) continue;
    point.decided = true;
    point.enough = point.examined;
  }
}

std::optional<Agenda::Place> Agenda::place_of(std::size_t p) const {
  const Point& point = points_[p];
  const auto end = point.states.begin() + static_cast<std::ptrdiff_t>(point.enough);
  const auto open = std::find(point.states.begin() + static_cast<std::ptrdiff_t>(point.examined), end, State::kOpen);
  if (open == end) return std::nullopt;
  const auto replicate = static_cast<std::size_t>(open - point.states.begin());
  const bool may_be_needless = rule_ && replicate >= rule_->at_least && replicate > point.examined;
  return Place{may_be_needless, replicate, p};
}

void Agenda::update(std::size_t point, const std::optional<Place>& before) {
  if (before) open_.erase(*before);
  if (const auto place = place_of(point)) open_.insert(*place);
}

std::size_t Agenda::left_at(const Point& point) const {
  return static_cast<std::size_t>(
      std::count_if(point.states.begin(), point.states.begin() + static_cast<std::ptrdiff_t>(point.enough),
                    [](State state) { return state == State::kOpen || state == State::kHandedOut; }));
}

bool Agenda::is_wanted(RunPlace run) const {
  return run.replicate < points_[run.point].enough;
}

std::size_t Agenda::settled() const {
  std::size_t wanted = 0;
  for (const Point& point : points_) wanted += point.enough;
  return wanted - left_;
}

}  // namespace tools
