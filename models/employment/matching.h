#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/employment/commuting.h"
#include "twin/base/draw.h"

namespace rurban {

/// How much sooner than in normal times people find work, or later: vacancies beside what they would be if as many as
/// now found work and each vacancy stood open for `vacancy_months`. 0.5 to 1.5; 1 when nobody looks for work.
/// `finders`: those who would find work in a month in normal times.
double tightness(std::int64_t vacancies, double finders, double vacancy_months);

/// The positions that nobody holds, as those who look for work see them: first remote or not, then a place, a sector,
/// and a firm.
class Vacancies {
 public:
  /// `vacant` by firm; the positions' jobs are not looked at. Keeps a reference to `deterrence`.
  Vacancies(const Positions& firms, std::span<const std::int32_t> vacant, const Deterrence& deterrence,
            const CommutingRules& rules);

  /// One workplace: a remote one as often as vacancies of the county that fit the worker are remote, where each of
  /// them counts `remote_weight` times; then with chances in proportion to the vacancies, to what distance leaves,
  /// and to how well the worker fits the sector. No firm if none is within reach.
  Workplace choose(std::uint32_t home, std::size_t kind, double remote_weight, const twin::Draw& draw) const;

 private:
  struct AtPlace {
    std::uint32_t place = 0;
    std::array<std::int32_t, kSectors> by_sector{};
    std::uint32_t first_firm = 0, last_firm = 0;  ///< of firms_
  };
  struct Firm {
    std::uint32_t row = 0;
    Sector sector = Sector::kFarming;
    std::int32_t vacant = 0;
  };
  /// Vacancies times fit, for one kind of worker and either way to work.
  struct Wanted {
    std::array<double, kSectors> position{};  ///< of one vacancy, by sector
    std::vector<double> by_place;             ///< as places_
    double all = 0;
  };

  const Deterrence& deterrence_;
  std::vector<AtPlace> places_;  ///< with vacancies
  std::vector<Firm> firms_;      ///< place by place
  std::array<std::array<Wanted, 2>, kWorkerKinds> wanted_;
};

/// Someone who asks a firm for work; firms take lower `order` first, of equals the lower `person`.
struct Proposal {
  std::uint32_t firm = kNoFirm;
  std::uint32_t order = 0;
  std::uint64_t person = 0;
};

/// Whether each is taken; each firm takes as many as it has vacancies. Lowers `vacant`. No firm: not taken.
std::vector<bool> taken_on(std::span<const Proposal> proposals, std::span<std::int32_t> vacant);

}  // namespace rurban
