#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/broadband/fibre_graph.h"
#include "models/broadband/premises.h"
#include "models/radio/profile.h"
#include "models/radio/radio_link.h"

namespace rurban::broadband {

/// Where a link may start: a mast or a roof at a node with fibre.
struct RadioSite {
  radio::Spot spot;
  double antenna_m = 40;  ///< above ground; assumption, 30 to 72
};

struct RadioRules {
  radio::LinkRules link;        ///< bands, clearance, rain
  double longest_km = 50;       ///< a link tried at most; assumption, 40 to 60
  std::size_t sites_tried = 8;  ///< the nearest ones
  double place_antenna_m = 20;  ///< pole at the place; assumption, 12 to 30
  double step_m = 250;          ///< of the profile
  double link_kr = 350'000;     ///< both ends with mounting; assumption, 200,000 to 700,000
  double pole_kr = 200'000;     ///< pole, power and base station at the place; assumption, 100,000 to 500,000
  double home_kr = 7'000;       ///< antenna and mounting at a home; assumption, 4,000 to 12,000
  double last_hop_m = 6'000;    ///< from pole to home at 100 Mbit/s; assumption, 3,000 to 10,000
  double share_one_line = 10;   ///< homes that share the rate of one in the busy hour; assumption, 5 to 20
};

/// Share of a place's homes that stand within the last hop, scattered normally around its centre.
double within_last_hop(double spread_m, const RadioRules& rules);

struct RadioOffer {
  std::uint32_t site = 0;  ///< index into sites
  double km = 0, ghz = 0;
  double mbps = 0;         ///< promised for the availability that the rules ask for
  std::int32_t homes = 0;  ///< that get 100 Mbit/s
  std::int64_t ore = 0;    ///< link, pole and these homes
};

/// The best link to a place from one of the nearest sites with fibre: the one that serves most of its homes, then the
/// nearest. None where hills stand before all of them, or where they are too far. Sites and place stand on the
/// surface.
std::optional<RadioOffer> radio_offer(const radio::Surface& surface, std::span<const RadioSite> sites,
                                      radio::Spot place, double spread_m, std::int32_t homes,
                                      const RadioRules& rules);

/// Masts at all places that fibre leads to, by rule (synthetic): of usual height. A register of masts replaces them.
std::vector<RadioSite> sites_with_fibre(const County& county, const FibreGraph& graph,
                                        std::span<const std::uint8_t> lit);

/// The offer to each place's scattered homes that are neither passed nor reached by radio, by place.
std::vector<std::optional<RadioOffer>> radio_offers(const County& county, std::span<const Premises> clusters,
                                                    const radio::Surface& surface, std::span<const RadioSite> sites,
                                                    const RadioRules& rules);

/// A home by radio costs less than one by fibre.
bool is_cheaper(const RadioOffer& radio, std::int64_t fibre_ore, std::int32_t fibre_homes);

}  // namespace rurban::broadband
