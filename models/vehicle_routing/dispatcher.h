#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/vehicle_routing/fleet.h"
#include "models/vehicle_routing/improve.h"
#include "models/vehicle_routing/offers.h"

namespace rurban::vrp {

struct DispatchRules {
  Ticks horizon = 0;  ///< stops where service begins within that many ticks from now keep their places
  /// A pick-up may be moved so much from the moment promised, and a delivery so much later; within what was asked.
  Ticks sooner = kNoLimit, later = kNoLimit;
  Ticks no_show_wait = 0;  ///< at a pick-up where nobody is
  Ticks no_road = kNoWay;  ///< ways of that many ticks and more are none
};

/// What serving a request takes, or why nobody does.
struct Quote {
  Request request;  ///< as asked
  Refusal refusal;
  Offer offer;
  Ticks pickup = 0, delivery = 0;  ///< begin of service there, as planned now
  std::uint64_t state = 0;         ///< of the dispatcher that gave it

  bool possible() const { return refusal.reason == Reason::kNone; }
  /// What it adds to Dispatcher::cost().
  Cost cost() const { return offer.at.cost; }
};

/// What a promise was broken by.
enum class Cause : std::uint8_t { kNone, kDelay, kBreakdown, kRoad, kNoShow, kCancellation };

/// A request that was accepted. `pickup` and `delivery` are what is promised: service begins within those windows.
struct Booking {
  enum class State : std::uint8_t { kPlanned, kAboard, kDelivered, kCancelled, kNoShow, kUnserved };
  Request asked;
  Task pickup, delivery;
  State state = State::kPlanned;
  Cost cost = 0;                              ///< as quoted
  std::optional<Ticks> picked_up, delivered;  ///< begin of service, once done
  Cause cause = Cause::kNone;                 ///< why the promise may be, or is, broken
  Refusal refusal;                            ///< of kUnserved
};

/// A promise that was not kept, or a stop of a timetable that was not reached in time.
struct Late {
  Visit visit;
  std::uint32_t vehicle = 0;
  Ticks by = 0;  ///< kNoLimit: not at all
  Cause cause = Cause::kNone;
};

/// A fleet's day, in which requests are answered as they come. What was promised is kept, whatever is planned later;
/// when something happens that breaks a promise nevertheless, who is late says by how much and why.
/// Not for several threads at once. Example:
///   Dispatcher dispatcher(hops, vehicles);
///   dispatcher.advance(now);
///   const Quote quote = dispatcher.quote(request);
///   if (quote.possible()) dispatcher.book(quote);
class Dispatcher {
 public:
  explicit Dispatcher(Hops hops, std::vector<Vehicle> vehicles, DispatchRules rules = {});

  /// Lets the time go on; what begins until then, that included, is done. Requires: now is not in the past
  void advance(Ticks now);

  /// The cheapest way to serve a request.
  Quote quote(const Request& request);
  /// The cheapest ways, at most one of each vehicle, cheapest first; if there is none, one quote that says why.
  std::vector<Quote> quotes(const Request& request, std::size_t most);
  /// What could be asked instead of a request that is refused, see alternatives_to().
  std::vector<Alternative> alternatives(const Request& request);
  /// Makes a quote a promise, and returns the booking's index. If others were booked since, another vehicle may
  /// come, at another price, but within the moments promised; nothing if that is no longer possible.
  /// Requires: quote.possible()
  std::optional<std::uint32_t> book(const Quote& quote);

  /// Looks for cheaper plans that keep all promises.
  Improvement improve(const ImproveRules& rules) {
    ++state_;
    return vrp::improve(fleet_, rules);
  }

  /// The booking is wanted no more. One who is aboard already is taken to the delivery still, but no promise holds.
  /// Returns false if it was too late, or done already.
  bool cancel(std::uint32_t booking);
  /// Nobody will be at the pick-up: the vehicle comes, waits and goes on. Returns false if it was picked up already.
  bool no_show(std::uint32_t booking);
  /// The vehicle stands until `until`. Others take what it has to do, late if need be; duties before `until` are
  /// left out.
  void break_down(std::uint32_t vehicle, Ticks until);
  /// The vehicle is so much later than planned.
  void delay(std::uint32_t vehicle, Ticks ticks);
  /// Ways take another time from now on, or are closed; legs under way are driven to their end.
  void set_hops(Hops hops);

  const Fleet& fleet() const { return fleet_; }
  std::span<const Booking> bookings() const { return bookings_; }
  /// In the order in which it came out.
  std::span<const Late> late() const { return late_; }
  /// Of all that was done and is planned.
  Cost cost() const { return fleet_.cost(); }

 private:
  std::optional<Ticks> first_vain_wait(Ticks now) const;
  void follow_log();
  void reckon(const Done& done);
  void be_late(Visit visit, std::uint32_t vehicle, Ticks by, Cause cause);
  void repair(std::uint32_t vehicle, Cause cause);
  bool hand_over_late(std::uint32_t vehicle, std::vector<std::uint32_t>& tried);
  void widen(std::uint32_t vehicle, Cause cause);
  void lengthen_rides(std::uint32_t vehicle, Cause cause);
  void place(std::uint32_t booking, Cause cause);
  void give_up(std::uint32_t booking, Cause cause);
  void skip_duty(std::uint32_t vehicle, std::uint32_t duty, Cause cause);
  void leave_closed_roads(std::uint32_t vehicle, const Hops& hops, std::vector<std::uint32_t>& homeless);

  DispatchRules rules_;
  Fleet fleet_;
  std::vector<Booking> bookings_;
  std::vector<Late> late_;
  std::vector<std::vector<Duty>> timetables_;  ///< by vehicle, as they should be
  std::vector<Cause> causes_;                  ///< by vehicle, why its duties may be late
  std::size_t followed_ = 0;                   ///< entries of the log
  std::uint64_t state_ = 0;
};

}  // namespace rurban::vrp
