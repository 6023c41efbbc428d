#pragma once
#include <array>
#include <cstdint>

namespace rurban::coverage {

/// Frequency bands of mobile networks in Sweden.
enum class Band : std::uint8_t { k700, k800, k900, k1800, k2100, k2600, k3500 };
inline constexpr int kBands = 7;
/// A set of bands, one bit each.
using BandSet = std::uint8_t;
constexpr BandSet bit_of(Band band) {
  return static_cast<BandSet>(1U << static_cast<unsigned>(band));
}
/// Bands whose waves bend round hills much alike: 700 to 900, and 1800 to 3500 MHz.
inline constexpr BandSet kLowBands = bit_of(Band::k700) | bit_of(Band::k800) | bit_of(Band::k900);

/// What antennas hang on. Each has three sectors of 120 degrees; the budget knows one antenna that radiates alike all
/// around, with the gain that the three have on average.
enum class SiteKind : std::uint8_t {
  kMast,     ///< 40 to 90 m, the usual one
  kRooftop,  ///< 15 to 40 m, in towns
  kTall      ///< 100 to 350 m with amplifiers beside the antennas: a television mast used for long range
};
inline constexpr int kSiteKinds = 3;

enum class Receiver : std::uint8_t {
  kPhoneOutdoors,
  kPhoneInCar,
  kPhoneIndoors,  ///< behind the walls of an ordinary house
  kFixedAntenna   ///< an antenna on the roof, pointed at the mast
};
inline constexpr int kReceivers = 4;

enum class MobileService : std::uint8_t { kVoice, kData10, kData30 };  ///< a call; 10 and 30 Mbit/s downwards
inline constexpr int kMobileServices = 3;
/// Mbit/s; 0 for a call, which is limited by signal alone.
double least_mbps(MobileService service);

/// One operator's carrier in a band, and the antenna for it on a mast.
struct Carrier {
  double mhz = 0;
  double bandwidth_mhz = 0;   ///< that carries data downwards
  double subcarrier_khz = 0;  ///< width of a resource element
  double element_dbm = 0;     ///< power per resource element and port (EPRE)
  double antenna_dbi = 0;     ///< the sector antenna at its best azimuth
  double feeder_db = 0;
};
const Carrier& carrier(Band band);

/// Signal below which a phone holds neither a call nor a data session, per resource element: the edge class of
/// reference signal received power (RSRP). Good signal is -105 (reporting threshold of the UK), weak -115.
inline constexpr double kEdgeDbm = -122;
/// Standard deviation of shadowing within a cell that the sweep does not see. Assumption: 4 to 8 dB (6 to 8 is usual
/// for statistical models; ITU-R P.1812 section 4.8 has 3.7 for 1 km at 800 MHz).
inline constexpr double kShadowSdDb = 6;
/// Quantile of the normal distribution at 95 per cent. A place has a service where 95 per cent of its spots have.
inline constexpr double kCoveredQuantile = 1.6449;
/// Carriers of one operator that a phone uses side by side. Assumption after the releases of handsets: one carrier up
/// to 2016, three to 2020, then four (ranges: one less or more).
int carriers_together(int year);

/// Power of a resource element that leaves the site, averaged over azimuth: EPRE + antenna - feeder - pattern, in
/// dBm.
double radiated_dbm(Band band, SiteKind kind);
/// What the receiver makes of a signal at its spot: antenna - body - car or wall, in dB; 0 is an ideal isotropic one.
double receiver_db(Band band, Receiver receiver);
/// Thermal noise in a resource element and that of a phone.
double noise_dbm(Band band);
/// Largest loss between isotropic antennas at which the site still hears the receiver: 2 resource blocks at a ratio
/// of signal to noise of -6 dB.
double uplink_most_loss_db(Band band, SiteKind kind, Receiver receiver);
/// The least RSRP that holds a call: the edge, or what the uplink needs where that is more. On 900 MHz, where calls
/// go by GSM, the RSRP that an LTE carrier would have where GSM ends.
double call_dbm(Band band, SiteKind kind, Receiver receiver);

/// Bits per second and hertz by the 15 steps of the channel quality indicator, for a ratio of signal to interference
/// and noise as a plain number; with two streams from 12 dB on. Never falls with the ratio.
double spectral_efficiency(double sinr);
/// What a user alone on the carrier gets, in Mbit/s.
double carrier_mbps(Band band, double sinr);

double from_db(double db);    ///< 10 ^ (db / 10)
double to_db(double number);  ///< Requires: number > 0

}  // namespace rurban::coverage
