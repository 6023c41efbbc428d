#include "models/vehicle_routing/dispatcher.h"

#include <algorithm>

#include "models/vehicle_routing/schedule.h"

namespace rurban::vrp {
namespace {

/// What is promised once a quote is taken.
Request promised(const Quote& quote, const DispatchRules& rules) {
  Request request = quote.request;
  request.pickup.earliest = std::max(request.pickup.earliest, quote.pickup - rules.sooner);
  request.pickup.latest = std::min(request.pickup.latest, quote.pickup + rules.later);
  request.delivery.latest = std::min(request.delivery.latest, quote.delivery + rules.later);
  return request;
}

/// An offer as a quote. Requires: the request is the fleet's last, and in no route
Quote quoted(const Fleet& fleet, std::uint32_t index, const Offer& offer, const Request& asked) {
  Quote quote;
  quote.request = asked;
  quote.offer = offer;
  Route route = fleet.route(offer.vehicle);
  route.insert(fleet.problem(), index, offer.at);
  const auto times = schedule(fleet.problem(), offer.vehicle, route.stops());
  quote.pickup = times->begins[offer.at.pickup];
  quote.delivery = times->begins[offer.at.delivery + 1];
  return quote;
}

}  // namespace

Dispatcher::Dispatcher(Hops hops, std::vector<Vehicle> vehicles, DispatchRules rules)
    : rules_(rules),
      fleet_(with_no_roads(hops, rules.no_road), std::move(vehicles), rules.horizon, rules.no_show_wait) {
  for (const Vehicle& vehicle : fleet_.problem().vehicles) timetables_.push_back(vehicle.duties);
  causes_.resize(timetables_.size());
}

void Dispatcher::advance(Ticks now) {
  ++state_;
  // What follows a vain wait has to be mended before it is driven.
  while (const std::optional<Ticks> vain = first_vain_wait(now)) {
    fleet_.advance(*vain);
    follow_log();
  }
  fleet_.advance(now);
  follow_log();
}

/// When the first vehicle comes to a pick-up where nobody is, until `now`.
std::optional<Ticks> Dispatcher::first_vain_wait(Ticks now) const {
  std::optional<Ticks> first;
  for (const std::uint32_t booking : fleet_.nobody()) {
    const std::uint32_t v = fleet_.problem().requests[booking].vehicle;
    const Route& route = fleet_.route(v);
    for (std::size_t s = 0; s != route.size() && fleet_.begin(v, s) <= first.value_or(now); ++s)
      if (route.stops()[s].visit == Visit{Visit::Kind::kPickup, booking}) first = fleet_.begin(v, s);
  }
  return first;
}

Quote Dispatcher::quote(const Request& request) {
  return quotes(request, 1).front();
}

std::vector<Quote> Dispatcher::quotes(const Request& request, std::size_t most) {
  const std::uint32_t index = fleet_.add(request);
  std::vector<Quote> result;
  for (const Offer& offer : best_offers(fleet_, index, most)) result.push_back(quoted(fleet_, index, offer, request));
  if (result.empty()) {
    result.emplace_back().request = request;
    result.front().refusal = refusal_of(fleet_, index);
  }
  for (Quote& quote : result) quote.state = state_;
  fleet_.drop_last();
  return result;
}

std::vector<Alternative> Dispatcher::alternatives(const Request& request) {
  return alternatives_to(fleet_, request);
}

std::optional<std::uint32_t> Dispatcher::book(const Quote& quote) {
  const Request promise = promised(quote, rules_);
  Offer offer = quote.offer;
  const std::uint32_t index = fleet_.add(promise);
  if (quote.state != state_) {
    const std::vector<Offer> now = best_offers(fleet_, index);
    if (now.empty()) {
      fleet_.drop_last();
      return std::nullopt;
    }
    offer = now.front();
  }
  fleet_.insert(offer.vehicle, index, offer.at);
  Booking& booking = bookings_.emplace_back();
  booking.asked = quote.request;
  booking.pickup = promise.pickup;
  booking.delivery = promise.delivery;
  booking.cost = offer.at.cost;
  ++state_;
  return index;
}

void Dispatcher::follow_log() {
  for (; followed_ != fleet_.log().size(); ++followed_) reckon(fleet_.log()[followed_]);
}

void Dispatcher::be_late(Visit visit, std::uint32_t vehicle, Ticks by, Cause cause) {
  if (by > 0) late_.push_back({visit, vehicle, by, cause});
}

void Dispatcher::reckon(const Done& done) {
  switch (done.kind) {
    case Done::Kind::kDuty:
      be_late({Visit::Kind::kDuty, done.index}, done.vehicle,
              done.begin - timetables_[done.vehicle][done.index].task.latest, causes_[done.vehicle]);
      break;
    case Done::Kind::kPickup: {
      Booking& booking = bookings_[done.index];
      if (booking.state != Booking::State::kCancelled) booking.state = Booking::State::kAboard;
      if (booking.picked_up) break;  // by another vehicle before
      booking.picked_up = done.begin;
      be_late({Visit::Kind::kPickup, done.index}, done.vehicle, done.begin - booking.pickup.latest, booking.cause);
      break;
    }
    case Done::Kind::kDelivery: {
      Booking& booking = bookings_[done.index];
      booking.delivered = done.begin;
      if (booking.state == Booking::State::kCancelled) break;
      booking.state = Booking::State::kDelivered;
      const Ticks off = *booking.picked_up + booking.pickup.service;
      const Ticks due = std::min(booking.delivery.latest, off + booking.asked.most_ride);
      be_late({Visit::Kind::kDelivery, done.index}, done.vehicle, done.begin - due, booking.cause);
      break;
    }
    case Done::Kind::kNoShow:
      bookings_[done.index].state = Booking::State::kNoShow;
      fleet_.expect_somebody(done.index);
      repair(done.vehicle, Cause::kNoShow);
      break;
    case Done::Kind::kHome:
    case Done::Kind::kInVain:
    case Done::Kind::kSetDown:
      break;
  }
}

}  // namespace rurban::vrp
