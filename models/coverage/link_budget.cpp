#include "models/coverage/link_budget.h"

#include <algorithm>

#include "models/radio/p2109.h"
#include "twin/base/math.h"

namespace rurban::coverage {
namespace {

constexpr double kLn10Over10 = 0.23025850929940457;

// Bandwidth: what one of the three operators typically holds; assumption from the Swedish auctions of 2005 to 2021,
// +-5 MHz below 1 GHz, half to double above. 3500 MHz is a channel of 80 MHz of which three quarters of the time goes
// down. EPRE: 46 dBm per port over the carrier's subcarriers, as in 10 MHz: 46 - 10 lg 600 = 18.2 dBm; 3500 MHz: 53
// dBm over 2,604 (43 to 53 are common, assumption). Antenna: 15 to 15.5 dBi below 1 GHz, 17 to 18 above (assumption,
// +-1); 3500 MHz: an array's beam, 23 dBi (20 to 25). Feeder 2.5 dB from the ground (2 to 3), 0.5 where the radio
// hangs on top.
constexpr std::array<Carrier, kBands> kCarriers{{{.mhz = 700,
                                                  .bandwidth_mhz = 10,
                                                  .subcarrier_khz = 15,
                                                  .element_dbm = 18.2,
                                                  .antenna_dbi = 15,
                                                  .feeder_db = 0.5},
                                                 {800, 10, 15, 18.2, 15.5, 2.5},
                                                 {900, 5, 15, 18.2, 15.5, 2.5},
                                                 {1800, 20, 15, 15.2, 17.5, 2.5},
                                                 {2100, 15, 15, 16.5, 17.5, 2.5},
                                                 {2600, 20, 15, 15.2, 18, 0.5},
                                                 {3500, 60, 30, 18.8, 23, 0.5}}};

// TR 36.814 Table A.2.1.1-2: a sector loses 12 (phi / 70 deg)^2 dB; its mean over +-60 degrees is 12 x 1200 / 4900.
constexpr double kPatternDb = 2.9;
constexpr double kTallPowerDb = 3;       // 49 dBm instead of 46; assumption: 0 to 3
constexpr double kTallAntennaDb = 2.25;  // 17 to 18 dBi below 1 GHz instead of 15.5; assumption
constexpr double kTallFeederDb = 0.5;

constexpr double kPhoneDbi = -3;         // assumption: -5 to 0
constexpr double kBodyDb = 3;            // at the ear or in a pocket; assumption: 3 to 8
constexpr double kCarDb = 9;             // TR 38.901 section 7.4.3.2: mean 9 dB, sd 5
constexpr double kFixedDbi = 11;         // assumption: 10 to 12
constexpr double kFixedHeightDb = 3;     // 5 to 8 m instead of 1.5 m above ground; assumption: 0 to 6
constexpr double kPhoneNoiseDb = 8;      // noise figure; assumption: 7 to 9
constexpr double kSiteNoiseDb = 2;       // assumption: 2 to 3
constexpr double kPhoneDbm = 23;         // TS 36.101, power class 3
constexpr double kThermalDbmHz = -174;   // at 290 K
constexpr double kUplinkHz = 2 * 180e3;  // 2 resource blocks
constexpr double kUplinkSinrDb = -6;     // assumption: -8 to -5
// Calls on 900 MHz go by GSM, which is narrower and stronger than LTE on both ways.
constexpr double kGsmPhoneDbm = 33;      // TS 45.005 power class 4: 2 W
constexpr double kGsmSiteDbm = -111;     // what a site hears; TS 45.005 asks for -104, assumption: -108 to -114
constexpr double kGsmPowerDbm = 43;      // of a transmitter at the site; assumption: 40 to 46
constexpr double kGsmHearingDbm = -104;  // what a phone hears; TS 45.005 asks for -102, assumption: -102 to -106

/// Median loss into an ordinary house. A thermally efficient one takes 28 dB at 800 MHz instead of 12.
double entry_db(double mhz) {
  return radio::building_entry_db(mhz / 1000, 50, radio::Building::kTraditional, 0);
}

struct QualityStep {
  double sinr_db, efficiency;
};
// Efficiency: TS 36.213 Table 7.2.3-1. Ratio for each step: pysim5g, tests/link_budget_validation.
constexpr std::array<QualityStep, 15> kQuality{{{-6.7, 0.1523},
                                                {-4.7, 0.2344},
                                                {-2.3, 0.3770},
                                                {0.2, 0.6016},
                                                {2.4, 0.8770},
                                                {4.3, 1.1758},
                                                {5.9, 1.4766},
                                                {8.1, 1.9141},
                                                {10.3, 2.4063},
                                                {11.7, 2.7305},
                                                {14.1, 3.3223},
                                                {16.3, 3.9023},
                                                {18.7, 4.5234},
                                                {21.0, 5.1152},
                                                {22.7, 5.5547}}};
constexpr double kTwoStreamsDb = 12;  // rank 2 from here on; assumption: 10 to 14. Each stream has half the power.
constexpr double kOverhead = 0.25;    // of the carrier, for control and reference signals; assumption: 0.2 to 0.3

std::array<double, 15> quality_ratios() {
  std::array<double, 15> ratios{};
  for (std::size_t step = 0; step != ratios.size(); ++step) ratios[step] = from_db(kQuality[step].sinr_db);
  return ratios;
}

double one_stream(double sinr) {
  static const std::array<double, 15> ratios = quality_ratios();
  const auto above = std::upper_bound(ratios.begin(), ratios.end(), sinr);
  return above == ratios.begin() ? 0 : kQuality[static_cast<std::size_t>(above - ratios.begin()) - 1].efficiency;
}

double antenna_db(const Carrier& c, SiteKind kind) {
  return kind == SiteKind::kTall ? c.antenna_dbi + kTallAntennaDb - kTallFeederDb - kPatternDb
                                 : c.antenna_dbi - c.feeder_db - kPatternDb;
}

}  // namespace

double from_db(double db) {
  return twin::exp(db * kLn10Over10);
}

double to_db(double number) {
  return twin::log(number) / kLn10Over10;
}

double least_mbps(MobileService service) {
  constexpr std::array<double, kMobileServices> kLeast{0, 10, 30};
  return kLeast[static_cast<std::size_t>(service)];
}

const Carrier& carrier(Band band) {
  return kCarriers[static_cast<std::size_t>(band)];
}

int carriers_together(int year) {
  return year <= 2014 ? 1 : year <= 2016 ? 2 : year <= 2020 ? 3 : 4;
}

double radiated_dbm(Band band, SiteKind kind) {
  const Carrier& c = carrier(band);
  return c.element_dbm + (kind == SiteKind::kTall ? kTallPowerDb : 0) + antenna_db(c, kind);
}

double receiver_db(Band band, Receiver receiver) {
  constexpr double kPhoneDb = kPhoneDbi - kBodyDb;
  switch (receiver) {
    case Receiver::kPhoneOutdoors:
      return kPhoneDb;
    case Receiver::kPhoneInCar:
      return kPhoneDb - kCarDb;
    case Receiver::kPhoneIndoors:
      return kPhoneDb - entry_db(carrier(band).mhz);
    case Receiver::kFixedAntenna:
      return kFixedDbi + kFixedHeightDb;
  }
  return 0;
}

double noise_dbm(Band band) {
  return kThermalDbmHz + to_db(carrier(band).subcarrier_khz * 1000) + kPhoneNoiseDb;
}

double uplink_most_loss_db(Band band, SiteKind kind, Receiver receiver) {
  const double weakest_dbm = kThermalDbmHz + to_db(kUplinkHz) + kSiteNoiseDb + kUplinkSinrDb;
  return kPhoneDbm + receiver_db(band, receiver) + antenna_db(carrier(band), kind) - weakest_dbm;
}

double call_dbm(Band band, SiteKind kind, Receiver receiver) {
  const double receiver_gain = receiver_db(band, receiver), antenna = antenna_db(carrier(band), kind);
  const double at_zero_loss = radiated_dbm(band, kind) + receiver_gain;
  if (band == Band::k900)
    return at_zero_loss - receiver_gain - antenna -
           std::min(kGsmPhoneDbm - kGsmSiteDbm, kGsmPowerDbm - kGsmHearingDbm);
  return std::max(kEdgeDbm, at_zero_loss - uplink_most_loss_db(band, kind, receiver));
}

double spectral_efficiency(double sinr) {
  static const double two_streams = from_db(kTwoStreamsDb);
  return sinr < two_streams ? one_stream(sinr) : 2 * one_stream(sinr / 2);
}

double carrier_mbps(Band band, double sinr) {
  return carrier(band).bandwidth_mhz * (1 - kOverhead) * spectral_efficiency(sinr);
}

}  // namespace rurban::coverage
