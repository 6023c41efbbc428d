#pragma once
#include <cstdint>
#include <functional>
#include <vector>

namespace rurban {

/// What a shared ride costs and who pays. Assumptions with their range unless a source is named.
struct PriceRules {
  double joint_most = 0.2;   ///< 0 to 0.5: of the marginal cost, the most that is added for what all share
  double full_fleet = 0.25;  ///< 0 to 0.5: so much more where every vehicle is busy
  double day_before = 0.15;  ///< 0 to 0.3: so much less where it is booked twelve hours before or sooner
  double fare_cap = 1.5;     ///< 1 to 2: the most, of a bus's fare for the same way; the region bears the rest
  double reduced = 0.7;      ///< 0.5 to 0.8: of the price, for those aged 75 and over and the lowest fifth of incomes
  double least_bus_share = 0.5;  ///< 0.3 to 1: the least, of a bus's fare
};

/// What is known when a price is asked for.
struct PriceCase {
  std::int64_t marginal_ore = 0;  ///< what the ride adds to the cost of the plan
  std::int64_t joint_ore = 0;     ///< its part of what no single ride causes
  double busy = 0;                ///< share of vehicles that have something to do, 0 to 1
  double lead_h = 0;              ///< hours from booking to pick-up
  std::int64_t bus_ore = 0;       ///< what a bus costs that far
  bool reduced = false;           ///< the social tariff holds
};

/// Who bears what; traveller + region == operators + joint.
struct Price {
  std::int64_t traveller = 0;  ///< öre
  std::int64_t region = 0;     ///< what the market's owner adds; below zero: keeps
  std::int64_t operators = 0;  ///< what it adds to their costs: they neither gain nor lose by one ride more
  std::int64_t joint = 0;      ///< towards what all share
};

/// Marginal cost, plus a capped share of the joint cost, times how full the fleet is and how late it is booked;
/// reduced for those whom the social tariff is for; never above the cap, which depends on the way alone and so is the
/// same in every place. A fuller fleet, a later booking or a longer detour never make it cheaper.
Price price_of(const PriceRules& rules, const PriceCase& ride);

/// What who cancels pays: of the price he gets back no more than what the plan saves without him, `saved_ore`; and
/// from two hours before on (assumption: 1 to 4) a tenth of the price is kept at least (0.05 to 0.3), up to the whole
/// at the pick-up. Who does not come pays in full. So a booking that only lures a vehicle near does not pay: booked
/// for m1, with the true ride m2 on top of it, and cancelled, it costs m1 - (m1 + m2 - h) where h is what the true
/// ride takes as it is left, so that both together cost h, which is no less than its price would have been alone.
std::int64_t cancellation_fee(std::int64_t price_ore, std::int64_t saved_ore, double hours_before);

/// Payments after Vickrey, Clarke and Groves: everyone pays what his being served costs all others, in their own
/// values and in the plan's cost. Nobody gains by telling a value that is not his. What operators get is the plan's
/// cost; payments seldom cover it.
struct VcgPayments {
  std::vector<bool> served;            ///< who is, in the plan that all together value most
  std::vector<std::int64_t> paid;      ///< öre, by traveller
  std::int64_t cost = 0, deficit = 0;  ///< of that plan; what payments fall short of it
};
/// `values`: what each would pay at most, öre; `cost`: öre of the best plan for a set, bit i of its argument being
/// traveller i. Asks for all sets. Requires: at most 16 travellers
VcgPayments vcg_payments(const std::vector<std::int64_t>& values,
                         const std::function<std::int64_t(std::uint32_t)>& cost);

}  // namespace rurban
