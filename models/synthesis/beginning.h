#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <typeindex>

#include "models/county/county.h"
#include "models/synthesis/synthesis.h"
#include "models/transport/bus_days.h"
#include "models/transport/roads.h"

namespace rurban {

/// What a run starts from: the county package, its roads and buses, and the people drawn from it, each made when
/// first asked for. Runs of one process may share it: the days of the buses alone take longer than a year of the
/// county's life. For any thread.
class Beginning {
 public:
  explicit Beginning(County county) : county_(std::move(county)) {}

  const County& county() const { return county_; }
  const CountyRoads& roads() const { return made(roads_); }
  const BusDays& buses() const { return made(buses_); }
  /// Those of the seed asked for last are kept.
  std::shared_ptr<const SyntheticPopulation> people(std::uint64_t seed) const {
    const std::lock_guard lock(mutex_);
    if (!people_ || seed_ != seed)
      people_ = std::make_shared<const SyntheticPopulation>(synthesise(county_, reconcile(county_), seed));
    seed_ = seed;
    return people_;
  }
  /// What a model makes of the county once for all runs: `make(county)`, a std::unique_ptr, the first time that this
  /// type is asked for with this number, and the same as long as no other number is.
  template <class Made, class Make>
  std::shared_ptr<const Made> kept(std::uint64_t number, const Make& make) const {
    const std::lock_guard lock(kept_mutex_);
    Kept& kept = kept_[std::type_index(typeid(Made))];
    if (!kept.made || kept.number != number) kept = {number, std::shared_ptr<const Made>(make(county_))};
    return std::static_pointer_cast<const Made>(kept.made);
  }

 private:
  struct Kept {
    std::uint64_t number = 0;
    std::shared_ptr<const void> made;
  };

  template <class Made>
  const Made& made(std::optional<Made>& kept) const {
    const std::lock_guard lock(mutex_);
    if (!kept) kept.emplace(county_);
    return *kept;
  }

  County county_;
  mutable std::mutex mutex_;  // guards what follows until it is made
  mutable std::optional<CountyRoads> roads_;
  mutable std::optional<BusDays> buses_;
  mutable std::shared_ptr<const SyntheticPopulation> people_;
  mutable std::uint64_t seed_ = 0;
  mutable std::mutex kept_mutex_;  // guards kept_; its own, since what is made may ask for roads
  mutable std::map<std::type_index, Kept> kept_;
};

using BeginningPtr = std::shared_ptr<const Beginning>;

}  // namespace rurban
