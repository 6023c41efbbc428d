#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/broadband/fibre_graph.h"
#include "models/county/county.h"

namespace rurban::broadband {

/// Homes by what reaches them. Passed: connected, or fibre is so near that a connection can be ordered at a usual
/// price (PTS: "fibre in the immediate vicinity"). At least 100 Mbit/s: connected, cable or radio (PTS: "access").
struct Premises {
  std::int32_t homes = 0;
  std::int32_t passed = 0;     ///< of homes
  std::int32_t connected = 0;  ///< of passed: fibre goes into the house
  std::int32_t cable = 0;      ///< of homes without fibre: cable television carries 100 Mbit/s
  std::int32_t radio = 0;      ///< of homes not passed: radio link and fixed wireless last hop

  std::int32_t fast() const { return connected + cable + radio; }  ///< at least 100 Mbit/s
  std::int32_t slow() const { return homes - fast(); }             ///< telephone line or mobile only
  Premises& operator+=(const Premises& other);
};

/// Clusters of a municipality (index) in one kind of settlement.
std::vector<std::uint32_t> clusters_of(const County& county, std::uint32_t municipality, Settlement settlement);

/// All homes of a place, of a municipality (index), of the county; in one kind of settlement or in both.
Premises premises_of_place(std::span<const Premises> clusters, std::uint32_t place);
Premises premises_of_municipality(const County& county, std::span<const Premises> clusters,
                                  std::uint32_t municipality, Settlement settlement);
Premises premises_of_municipality(const County& county, std::span<const Premises> clusters,
                                  std::uint32_t municipality);
Premises premises_of_county(std::span<const Premises> clusters);

}  // namespace rurban::broadband
