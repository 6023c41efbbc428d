#include "models/broadband/published.h"

#include <optional>

#include "models/broadband/state_2021.h"

namespace rurban::broadband {
namespace {

using Use = PublishedShare::Use;

std::optional<std::uint32_t> municipality(const County& county, int code) {
  for (std::uint32_t m = 0; m != county.municipalities.size(); ++m)
    if (county.municipalities[m].code == code) return m;
  return std::nullopt;
}

double share(std::int32_t part, std::int32_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / whole;
}

}  // namespace

std::vector<PublishedShare> published_shares(const County& county, std::span<const Premises> clusters) {
  const auto lulea = municipality(county, 2580), jokkmokk = municipality(county, 2510),
             overtornea = municipality(county, 2518), gallivare = municipality(county, 2523);
  if (!lulea || !jokkmokk || !overtornea || !gallivare) return {};
  const auto all = [&](std::uint32_t m) { return premises_of_municipality(county, clusters, m); };
  const auto in = [&](std::uint32_t m) {
    return premises_of_municipality(county, clusters, m, Settlement::kLocality);
  };
  const auto out = [&](std::uint32_t m) {
    return premises_of_municipality(county, clusters, m, Settlement::kScattered);
  };
  const auto fast = [](const Premises& p) { return share(p.fast(), p.homes); };
  const auto passed = [](const Premises& p) { return share(p.passed, p.homes); };
  const Premises total = premises_of_county(clusters);
  constexpr std::string_view kRegion = "Region Norrbotten citing PTS",
                             kLulea = "Luleå municipality citing Kolada/PTS",
                             kGallivare = "Gällivare municipality citing PTS", kDunder = "dunderNET citing PTS";
  return {
      {"county, 100 Mbit/s, January 2021", kCountyFast, fast(total), Use::kProjected, kRegion},
      {"county, passed, January 2021", kCountyPassed, passed(total), Use::kProjected, kRegion},
      {"Luleå, passed inside localities, 2021", 0.99, passed(in(*lulea)), Use::kFitted, kLulea},
      {"Luleå, passed outside localities, 2021", 0.53, passed(out(*lulea)), Use::kFitted, kLulea},
      {"Luleå, 100 Mbit/s, 2021", 0.892, fast(all(*lulea)), Use::kHeldBack, kLulea},
      {"Jokkmokk, passed, 2017", 0.95, passed(all(*jokkmokk)), Use::kFitted, kRegion},
      {"Övertorneå, passed, 2017", 0.95, passed(all(*overtornea)), Use::kFitted, kRegion},
      {"Gällivare, 100 Mbit/s without fibre, 2020", 0.0745, share(all(*gallivare).cable, all(*gallivare).homes),
       Use::kFitted, kGallivare},
      {"Gällivare, fibre, 2020", 0.7559, share(all(*gallivare).connected, all(*gallivare).homes), Use::kHeldBack,
       kGallivare},
      {"Gällivare, 100 Mbit/s, 2020", 0.8304, fast(all(*gallivare)), Use::kHeldBack, kGallivare},
      {"Gällivare, 100 Mbit/s inside localities, 2020", 0.88, fast(in(*gallivare)), Use::kHeldBack, kDunder},
      {"Gällivare, 100 Mbit/s outside localities, 2020", 0.44, fast(out(*gallivare)), Use::kHeldBack, kDunder},
  };
}

}  // namespace rurban::broadband
