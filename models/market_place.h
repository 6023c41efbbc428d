#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/economy_params.h"
#include "models/money.h"
#include "models/places.h"
#include "models/rates.h"
#include "models/supply.h"
#include "models/synthesis/beginning.h"

namespace rurban {

/// What the models of the economy share: whose prices hold, where the seats and the county's city are, and so from
/// whom a place buys. Says nothing that changes in a run.
class MarketPlace {
 public:
  /// Of a county without places only prices may be asked for.
  explicit MarketPlace(BeginningPtr beginning) : beginning_(std::move(beginning)) {
    const County& county = beginning_->county();
    if (county.places.empty()) return;
    seats_ = seats(county);
    coast_ = largest_place(county);
    for (const Place& place : county.places) seat_of_place_.push_back(seats_[place.municipality]);
  }

  const County& county() const { return beginning_->county(); }
  std::uint32_t coast() const { return coast_; }
  std::uint32_t seat(std::size_t municipality) const { return seats_[municipality]; }
  std::uint32_t seat_of_place(std::size_t place) const { return seat_of_place_[place]; }

  double price(Economy::Driver driver, int year) const {
    return value_in(county().economy.drivers[static_cast<std::size_t>(driver)], year);
  }
  /// The year whose prices hold in a step that begins on `from`; `fixed` is the value of kPriceYear.
  static int price_year(double fixed, twin::Date from) {
    return fixed == 0 ? twin::year_of(from) : static_cast<int>(fixed);
  }
  /// Keeps a reference to `branch_jobs` and to this.
  Suppliers suppliers(std::span<const std::int32_t> branch_jobs) const {
    return {branch_jobs, seat_of_place_, coast_};
  }

 private:
  BeginningPtr beginning_;
  std::vector<std::uint32_t> seats_, seat_of_place_;
  std::uint32_t coast_ = 0;
};

}  // namespace rurban
