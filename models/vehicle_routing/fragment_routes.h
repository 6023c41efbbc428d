#pragma once
// Routes as fragments one after the other: the cheapest, and all that are cheap enough, under prices that somebody
// pays for each request served. Requirements and names of fragments.h.
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "models/vehicle_routing/fragments.h"
#include "models/vehicle_routing/set_partition.h"

namespace rurban::vrp {

using TrioSet = BitSet<2>;

struct FragmentRoute {
  Cost cost = 0;
  Cost loss = 0;  ///< cost with the prices on top, less what is paid
  RequestSet requests;
  std::vector<std::uint32_t> fragments;  ///< in driving order
};

class FragmentRoutes {
 public:
  /// `fragments` have to outlive this.
  FragmentRoutes(const Problem& problem, std::span<const Fragment> fragments);

  /// One more trio, by which prices are counted. Requires: fewer than TrioSet::kMost until now
  void add(const Trio& trio);

  /// Reckons the cheapest ways to come to each first stop, at any time: labels that are set in order of time
  /// (Gschwind and Irnich, Transportation Science 49(2), 2015, for whole routes). False if `go_on` says no.
  bool set_prices(const Prices& prices, const std::function<bool()>& go_on);

  /// Comparisons of labels so far: what the time for set_prices() goes into, the same on every machine.
  std::uint64_t comparisons() const { return comparisons_; }

  /// Routes that lose less than `below`: for each last stop of a route the best few, no two with the same requests.
  /// Some route with the least loss of all is among them. Requires: set_prices() returned true
  std::vector<FragmentRoute> best(Cost below, std::size_t for_each_end) const;

  /// All routes that lose at most `loss`; of those with the same requests the cheapest alone. Nothing if there are
  /// more than `most`, if that takes more than so many steps, or if `go_on` says no. Requires: set_prices() returned
  /// true
  std::optional<std::vector<FragmentRoute>> all(Cost loss, std::size_t most, std::uint64_t steps,
                                                const std::function<bool()>& go_on) const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// A vehicle on its way: come to the first stop of fragments to choose from, or ready to leave the last of one.
  struct Label {
    Ticks time = 0;          ///< at the soonest
    Ticks latest_leave = 0;  ///< from home
    Ticks least = 0;         ///< since leaving home, without waiting
    bool in_time = false;    ///< however it goes on, the vehicle's duration is kept
    bool dead = false;       ///< another is as good
    Cost loss = 0;
    RequestSet seen;  ///< requests that could come once more, if they were not served already
    TrioSet odd;      ///< trios with one request served or all, and others that could come
    std::uint32_t before = kNone;
    std::uint32_t fragment = kNone;  ///< just driven; none: about to drive one that begins with the request `first`
    std::uint32_t first = kNone;
  };
  class Enumeration;

  bool as_good(const Label& a, const Label& b) const;
  Cost price(const TrioSet& trios) const;
  void forget_the_past(Label& label) const;
  bool add(std::vector<std::uint32_t>& at, Label&& label);
  void arrive(std::uint32_t first, Label&& label);
  void drive(const Label& at, std::uint32_t index);
  void leave(std::uint32_t index, std::uint32_t last);
  std::optional<Cost> loss_at_home(const Label& label, std::uint32_t last) const;
  std::optional<FragmentRoute> route(std::vector<std::uint32_t> fragments) const;

  const Problem& problem_;
  const Vehicle& vehicle_;
  std::span<const Fragment> fragments_;
  std::vector<Task> pickups_;                          ///< by request, with windows as narrow as its ride makes them
  std::vector<std::vector<std::uint32_t>> beginning_;  ///< fragments by first request, that can begin longest first
  std::vector<std::vector<std::uint32_t>> ending_;     ///< by last request
  struct Possible {
    Ticks until = 0;
    RequestSet requests;
    TrioSet trios;
  };
  std::vector<Possible> possible_;  ///< who can still be picked up at a moment and after, ascending
  Ticks latest_home_ = 0;

  std::vector<Trio> trios_;
  std::vector<TrioSet> odd_, twice_;  ///< by fragment: trios of which it serves one or three, and two or three
  Prices prices_;
  std::vector<Cost> losses_;  ///< by fragment
  std::uint64_t comparisons_ = 0;
  std::vector<Label> labels_;
  std::vector<std::vector<std::uint32_t>> come_, ready_;  ///< labels by first, and by last request
  std::vector<std::pair<Ticks, std::uint32_t>> queue_;    ///< a heap of labels by time
};

}  // namespace rurban::vrp
