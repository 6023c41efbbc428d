#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/coverage/cells.h"
#include "models/coverage/link_budget.h"
#include "models/coverage/network.h"
#include "models/radio/sweep.h"

namespace rurban::coverage {

struct FieldRules {
  double low_mhz = 800, high_mhz = 2100;  ///< losses are swept at these; other bands differ as free space does
  double low_radius_m = 40'000;           ///< a mast's reach at low_mhz; four fifths of what free space would allow
  double high_radius_m = 16'000;
  double tall_radius_m = 80'000;  ///< of SiteKind::kTall at low_mhz
  double step_m = 250;            ///< between samples of the sweep
  double rim_m = 1'000;           ///< between its radials at the rim
  double most_loss_db = 160;      ///< weaker pairs are left out: 10 dB and more below the noise of every receiver
  /// Added to every loss: what a coarse surface leaves out. See bias_of().
  double bias_db = 0;
  /// Not null: the package's rasters that a coarse surface was made of, and losses get what it hides, path by path
  /// (hidden_loss.h), instead of one bias for all. Outlives the field.
  const Terrain* hidden = nullptr;
  double shadow_sd_db = kShadowSdDb;
  int carriers_together = 3;  ///< that one phone uses side by side
};

/// How much more ground as it is takes than the same ground averaged over cells of this size, in dB. Measured between
/// the county's 1 km surface and its 100 m truth (terrain.h, any seed), 77 masts of 48 to 72 m, 800 MHz: with trees
/// on both 0.5 in the mean where signals are -122 dBm or better, at a standard deviation of 7 dB. (Bare ground: 2.4
/// where signals are good to 4.7 where they are weak. Trees in the profile take much of what hills too low would
/// give.)
double bias_of(std::int32_t cell_m);

/// How busy each operator's carriers are: share of the time, 0 to 0.95. A user gets the rest of the carrier, as in a
/// queue that serves all at once (1 - load; processor sharing), and hears other sites for that share of the time.
///
/// Measured median rates in Cork's LTE lie 5 to 8 times below what a user alone would get, which is a load of 0.80 to
/// 0.88 in a town's net by day. Rural carriers are emptier. Fitted: at 0.48 the
/// base network of 2016 has 30 Mbit/s on the published 4.4 % of land. That share is steep in the load: 0.6 % at 0.55,
/// 8.4 % at 0.44. So this is the load that published maps stand for.
struct FixedLoad {
  std::array<double, kOperators> share{0.48, 0.48, 0.48};
};

/// The air over the county: what a phone receives from whom in each cell, and what it is good for.
///
///   Field field(cells, surface, rules);
///   field.put(network.sites);
///   field.set_load(FixedLoad{});
///   field.share(MobileService::kVoice, Receiver::kPhoneOutdoors, cells.land);
///
/// Everything is a median over the spots of a cell; served() keeps the margin that 95 per cent of them need. Results
/// are the same bytes at any number of threads and whatever sites came and went before.
class Field {
 public:
  /// Keeps references: `cells` and `surface` outlive the field.
  Field(const CountyCells& cells, const radio::Surface& surface, FieldRules rules);

  /// Adds sites, or changes those whose id is known: only their own losses are swept.
  void put(std::span<const Site> sites);
  void put(const Site& site) { put(std::span(&site, 1)); }
  /// Requires: the site is there
  void remove(std::uint32_t id);
  /// The site of an id, or null.
  const Site* site(std::uint32_t id) const;

  /// Every carrier of an operator as busy as said, from now on; sites that come later too. Without a call as
  /// FixedLoad has it.
  void set_load(const FixedLoad& load);

  /// Strongest signal of the band outdoors at the receiver, in dBm per resource element; nothing where none arrives.
  std::optional<double> rsrp_dbm(std::uint32_t cell, Operator op, Band band, Receiver receiver) const;
  /// S / (N + sum of load x I) in dB, median.
  std::optional<double> sinr_db(std::uint32_t cell, Operator op, Band band, Receiver receiver) const;
  /// Mbit/s of a user under load where the signal is `fade_db` below its median; 0 without signal. Interference then
  /// is half as many dB below its own: shadows of two sites correlate by 0.5, so that is what to expect of the
  /// others.
  double rate_mbps(std::uint32_t cell, Operator op, Receiver receiver, double fade_db = 0) const;

  /// How many dB below its median the signal may lie for the service still to be there; negative where the median is
  /// too weak. From -60 to 60; -60 also where there is no signal at all.
  double fade_margin_db(std::uint32_t cell, Operator op, MobileService service, Receiver receiver) const;
  /// True where 95 per cent of the cell's spots have it.
  bool served(std::uint32_t cell, Operator op, MobileService service, Receiver receiver) const;
  /// By at least one of the operators.
  bool served_by_any(std::uint32_t cell, MobileService service, Receiver receiver) const;
  /// A call to 112 goes over any net.
  bool emergency(std::uint32_t cell, Receiver receiver) const {
    return served_by_any(cell, MobileService::kVoice, receiver);
  }

  /// Weighted share of cells served, for example by land or persons. Requires: weights by cell, their sum above 0
  double share(MobileService service, Receiver receiver, std::span<const double> weights) const;
  double share(Operator op, MobileService service, Receiver receiver, std::span<const double> weights) const;

  /// Of all that a phone could receive, for comparing two fields.
  std::uint64_t hash() const;
  /// Cells that the last put(), remove() or set_load() computed anew, ascending.
  std::span<const std::uint32_t> touched() const { return touched_; }

  /// What one site would give alone: the median signal of a band outdoors, in dBm, of each cell within its reach,
  /// ascending. Nothing is changed.
  std::vector<std::pair<std::uint32_t, double>> signal_of(const Site& site, Band band) const;

 private:
  static constexpr std::uint32_t kNoSite = 0xFFFFFFFF;
  static constexpr std::size_t kCarriers = static_cast<std::size_t>(kOperators) * kBands;

  /// A site within reach of a cell: gain (1 / loss) at the two swept frequencies, 0 out of reach.
  struct Reach {
    std::uint32_t site;
    float low, high;
  };
  struct Hit {
    std::uint32_t cell;
    float low, high;
  };
  /// Of one operator and band in one cell, at an isotropic antenna outdoors: milliwatts of the best site, and of all
  /// others for the share of the time that they send.
  struct Received {
    float signal = 0, interference = 0;
    std::uint32_t server = kNoSite;
  };
  struct Mast {
    std::optional<Site> site;
    std::vector<std::uint32_t> cells;  ///< within reach
  };
  /// Figures of bands and receivers as plain ratios.
  struct Budget {
    std::array<std::array<float, kBands>, kSiteKinds> radiated{};  ///< mW, with the band's offset to the swept one
    std::array<std::array<double, kBands>, kReceivers> receiver{};
    std::array<double, kBands> noise{};  ///< mW
    /// A signal (mW, outdoors) times this is its strength in units of what just holds a call.
    std::array<std::array<std::array<double, kBands>, kReceivers>, kSiteKinds> call{};
  };

  std::vector<Hit> sweep_site(const Site& site) const;
  void sweep_band(const Site& site, double mhz, double radius_m,
                  std::vector<std::pair<std::uint32_t, float>>& gains) const;
  bool reaches_alike(const Site& site) const;
  void drop(Mast& mast);
  void insert(const Site& site, const std::vector<Hit>& hits);
  void refresh(std::span<const std::uint32_t> cells);
  void refresh_cell(std::uint32_t cell);
  const Received& received(std::uint32_t cell, std::size_t op, std::size_t band) const {
    return received_[cell * kCarriers + op * kBands + band];
  }
  double call_margin_db(std::uint32_t cell, std::size_t op, Receiver receiver) const;

  const CountyCells& cells_;
  const radio::Surface& surface_;
  FieldRules rules_;
  Budget budget_;
  std::array<float, kOperators> load_;
  std::vector<Mast> masts_;                ///< by id
  std::vector<std::vector<Reach>> reach_;  ///< by cell; ids ascend
  std::vector<Received> received_;         ///< by cell, operator and band
  std::vector<std::uint32_t> everywhere_;  ///< all cells
  std::vector<std::uint32_t> touched_;
};

}  // namespace rurban::coverage
