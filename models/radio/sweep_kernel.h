#pragma once
#include <cstdint>

/// Radials of the sweep, compiled for several widths of vectors. Included only by sweep*.cpp; calls nothing from
/// outside, for the reason given in twin/base/philox_kernel.h. Equations are those of ITU-R P.1812-6.
///
/// All widths give the same bits: each sample is worked on by itself in a fixed order of operations, with square
/// roots and divisions that every processor rounds alike, and greatest values do not depend on the order they are
/// sought in.
namespace rurban::radio {

/// Arrays of a radial are worked on, and padded, in groups of this many samples.
inline constexpr std::int32_t kGroup = 16;

/// What all radials of a sweep share. Index i of a table is i steps from the transmitter, 0 to samples; kilometres
/// and metres as in the Recommendation. Tables go on for kGroup more entries.
struct SweepTables {
  std::int32_t samples = 0;
  float step_km = 0;
  float antenna_m = 0, receiver_m = 0;
  float free_space_db = 0;                     ///< at 1 km
  float bulge = 0;                             ///< 500 / effective Earth radius: metres per square kilometre
  float earth_km = 0;                          ///< effective Earth radius
  float fresnel = 0;                           ///< 0.002 / wavelength in metres
  float admittance = 0;                        ///< K of eq. (29b) times the cube root of the Earth radius
  float log_admittance = 0;                    ///< binary
  float distance_scale = 0, height_scale = 0;  ///< of X and Y, eq. (31) and (32), without beta and Earth radius

  const float* distance_km = nullptr;
  const float* inverse_km = nullptr;              ///< 1 / distance; 0 at 0
  const float* inverse_root = nullptr;            ///< 1 / sqrt(distance); 1 at 0
  const float* inverse_root_backwards = nullptr;  ///< at [samples - i]; 1 from there on
};

/// A raster, and where the transmitter stands in it.
struct SweepRaster {
  const std::int16_t* ground_m = nullptr;
  const std::uint8_t* clutter_m = nullptr;  ///< null: none
  std::int32_t columns = 0, rows = 0;
  std::int32_t column = 0, row = 0;  ///< of the cell centre left above the transmitter
  float x = 0, y = 0;                ///< from there to the transmitter, in cells
};

/// A radial while it is worked on: arrays of samples + 1 + kGroup entries. Index i is i steps from the transmitter.
struct SweepRadial {
  float* ground_m = nullptr;       ///< above sea level
  float* clutter_m = nullptr;      ///< above ground
  float* shown_m = nullptr;        ///< what stands in the way, as far as it has been passed
  float* diffraction = nullptr;    ///< of the Bullington path, see look_back()
  float* smooth_sent_m = nullptr;  ///< smooth Earth below the terminals, eq. (88)
  float* smooth_received_m = nullptr;
  float *share_x = nullptr, *share_y = nullptr;  ///< place of a sample between four cell centres, 0 to 1
  std::int32_t *at = nullptr, *high = nullptr, *low = nullptr;  ///< their index in the raster, and heights in pairs
  double *sum1 = nullptr, *sum2 = nullptr;                      ///< v1 and v2, eq. (83) and (84)
  std::int32_t* hull_at = nullptr;  ///< twice as long: for the way over the bulge, and for the bare ground
  float* hull_m = nullptr;
  float* loss_db = nullptr;  ///< the result
};

/// Reads ground and clutter along the direction that goes (dx, dy) cells in a step, dy southwards.
using ReadKernel = void (*)(const SweepRaster& raster, float dx, float dy, std::int32_t samples,
                            const SweepRadial& radial);
/// Losses along the radial from its ground and clutter.
using LossKernel = void (*)(const SweepTables& tables, const SweepRadial& radial);
struct SweepKernels {
  ReadKernel read;
  LossKernel losses;
};
extern const SweepKernels kSweepAvx2, kSweepAvx512;

namespace {

#define RURBAN_INLINE inline __attribute__((always_inline))

constexpr float kHidden = -1e9F;            // lower than any ground
constexpr float kNoDiffraction = -0.78F;    // J(nu) is 0 from here down, eq. (12)
constexpr float kDbPerOctave = 6.0205999F;  // 20 log10(2)

RURBAN_INLINE float greater(float a, float b) {
  return a > b ? a : b;
}

RURBAN_INLINE float lesser(float a, float b) {
  return a < b ? a : b;
}

/// Binary logarithm of a positive normal number; absolute error below 2e-7 + 6e-8 |result|.
RURBAN_INLINE float log2_of(float x) {
  const auto bits = __builtin_bit_cast(std::int32_t, x);
  const std::int32_t exponent = (bits - 0x3f3504f3) >> 23;  // so that sqrt(1/2) <= m < sqrt(2)
  const auto m = __builtin_bit_cast(float, bits - exponent * (1 << 23));
  const float s = (m - 1) / (m + 1), s2 = s * s;  // log m = 2 atanh(s), |s| < 0.172
  return static_cast<float>(exponent) + s * (2.8853901F + s2 * (0.9617967F + s2 * (0.5770780F + s2 * 0.4121986F)));
}

/// 2^x for |x| < 126, clamped beyond; relative error below 3e-7.
RURBAN_INLINE float exp2_of(float x) {
  const float clamped = lesser(greater(x, -126), 126);
  constexpr float kShift = 0x1.8p23F;  // leaves no bits behind the point
  const float shifted = clamped + kShift;
  const float r = (clamped - (shifted - kShift)) * 0.69314718F;
  const float sum = 1 + r * (1 + r * (1.F / 2 + r * (1.F / 6 + r * (1.F / 24 + r * (1.F / 120 + r * (1.F / 720))))));
  return sum * __builtin_bit_cast(float, (__builtin_bit_cast(std::uint32_t, shifted) + 127) << 23);
}

/// sin(asin(z) / 3) for |z| <= 1, error below 1e-5: an interpolation at Chebyshev's points in sqrt((1 - |z|) / 2), in
/// which it is smooth to both ends.
RURBAN_INLINE float sine_of_third(float z) {
  const float size = lesser(z < 0 ? -z : z, 1);
  const float q = __builtin_sqrtf((1 - size) * 0.5F);
  const float sine =
      0.49999750F +
      q * (-0.57700546F +
           q * (-0.11866241F + q * (0.00659120F + q * (-0.24989218F + q * (0.34707492F + q * -0.27093733F)))));
  return z < 0 ? -sine : sine;
}

/// J(nu), eq. (12), in dB.
RURBAN_INLINE float knife_edge(float nu) {
  const float a = nu - 0.1F;
  const float loss = 6.9F + kDbPerOctave * log2_of(__builtin_sqrtf(a * a + 1) + a);
  return nu > kNoDiffraction ? loss : 0;
}

/// Eq. (21).
RURBAN_INLINE float bullington(float knife_db, float d) {
  return knife_db + (1 - exp2_of(knife_db * -0.24044917F)) * (10 + 0.02F * d);  // log2(e) / 6
}

/// The Bullington loss over a smooth Earth between antennas sent and received metres above it, with obstacles at
/// whole steps as in a profile; `nearest` is where, as a part of the way, the ray is closest to the ground in terms
/// of its Fresnel zone. (The cubic behind eq. (24) for the least clearance is also that for the greatest nu.)
RURBAN_INLINE float smooth_bullington(const SweepTables& t, float d, float inverse_d, float steps, float sent,
                                      float received, float nearest) {
  const float last = steps - 1;
  const auto at = [&](float position) {
    const float whole = static_cast<float>(static_cast<std::int32_t>(position));
    return lesser(greater(whole, 1), last);
  };
  const auto slope = [&](float antenna) {  // the greatest of 500 Ce (d - x) - antenna / x over all steps
    const float best = __builtin_sqrtf(antenna / t.bulge) / t.step_km;
    const float before = at(best), after = lesser(before + 1, last);
    const float x0 = before * t.step_km, x1 = after * t.step_km;
    return greater(t.bulge * (d - x0) - antenna / x0, t.bulge * (d - x1) - antenna / x1);
  };
  const auto nu = [&](float position) {
    const float x = position * t.step_km, y = d - x;
    const float above = t.bulge * (x * y) - (sent * y + received * x) * inverse_d;
    return above * __builtin_sqrtf(t.fresnel * d / (x * y));
  };
  const float up = slope(sent), down = slope(received), direct = (received - sent) * inverse_d;
  const float before = at(nearest * steps);
  const float seen = greater(nu(before), nu(lesser(before + 1, last)));
  const float hidden = __builtin_sqrtf(t.fresnel * d * (greater(up - direct, 0) * greater(down + direct, 0)));
  const float knife = knife_edge(up < direct ? seen : hidden);
  return steps > 1.5F ? bullington(knife, d) : 0;  // else there is nothing between the ends
}

/// G(Y), eq. (34) and (35), B = beta Y.
RURBAN_INLINE float height_gain(float b, float least) {
  const bool high = b > 2;
  const float b1 = greater(b - 1.1F, 0.5F);
  const float log = log2_of(high ? b1 : b + 0.1F * (b * b * b));
  const float gain = high ? 17.6F * __builtin_sqrtf(b1) - 0.25F * kDbPerOctave * log - 8 : kDbPerOctave * log;
  return greater(gain, least);
}

/// First term of the spherical-Earth diffraction loss over land, vertical polarisation, eq. (28) to (36).
RURBAN_INLINE float first_term(const SweepTables& t, float d, float sent, float received, float log_earth) {
  const float inverse_cube = exp2_of(log_earth * (-1.F / 3));  // Earth radius to the power -1/3
  const float k = t.admittance * inverse_cube, k2 = k * k, k4 = k2 * k2;
  const float beta = (1 + 1.6F * k2 + 0.67F * k4) / (1 + 4.5F * k2 + 1.53F * k4);
  const float x = beta * t.distance_scale * (inverse_cube * inverse_cube) * d;
  const float y = beta * beta * t.height_scale * inverse_cube;
  const float log_x = log2_of(x);
  const float near = -kDbPerOctave * log_x - 5.6488F * exp2_of(1.425F * log_x);
  const float far = 11 + 0.5F * kDbPerOctave * log_x - 17.6F * x;
  const float least = 2 + kDbPerOctave * (t.log_admittance - log_earth * (1.F / 3));
  return -(x < 1.6F ? near : far) - height_gain(y * sent, least) - height_gain(y * received, least);
}

/// Everything that can be said of a sample by itself once the profile has been passed: free space, eq. (8), and
/// delta-Bullington, eq. (37) to (39).
RURBAN_INLINE float loss_of(const SweepTables& t, float d, float inverse_d, float steps, float diffraction,
                            float sender_ground, float ground, float smooth_sent, float smooth_received) {
  const float rise = ground + t.receiver_m - sender_ground - t.antenna_m;
  const float nu = diffraction < 0 ? diffraction : __builtin_sqrtf(t.fresnel * d * diffraction);
  const float actual = bullington(knife_edge(nu), d);

  const float sent = sender_ground + t.antenna_m - lesser(smooth_sent, sender_ground);
  const float received = ground + t.receiver_m - lesser(smooth_received, ground);
  // Eq. (24): the point of least clearance.
  const float sum = sent + received, c = (sent - received) / sum;
  const float m = 0.5F * t.bulge * d * d / sum, m1 = m + 1;
  const float b =
      2 * __builtin_sqrtf(m1 / (3 * m)) * sine_of_third(1.5F * c * __builtin_sqrtf(3 * m / (m1 * m1 * m1)));
  const float part = lesser(greater(0.5F * (1 + b), 0), 1);
  const float d1 = d * part, d2 = d - d1;
  const float smooth = smooth_bullington(t, d, inverse_d, steps, sent, received, part);

  const float clearance = (sent * d2 + received * d1) * inverse_d - t.bulge * (d1 * d2);
  const float needed = 17.456F * __builtin_sqrtf(d1 * d2 * inverse_d * (0.002F / t.fresnel));
  const float root = __builtin_sqrtf(sent) + __builtin_sqrtf(received);
  const float horizon = __builtin_sqrtf(0.002F * t.earth_km) * root;
  const bool beyond = d >= horizon;
  const float grazing_earth = 500 * (d / root) * (d / root);  // eq. (26)
  const float term = first_term(t, d, sent, received, log2_of(beyond ? t.earth_km : grazing_earth));
  const float within = clearance > needed ? 0 : (1 - clearance / needed) * greater(term, 0);
  const float spherical = beyond ? term : within;

  const float rise_km = rise * 0.001F;
  const float free_space = t.free_space_db + 0.5F * kDbPerOctave * log2_of(d * d + rise_km * rise_km);
  return free_space + actual + greater(spherical - smooth, 0);
}

/// The upper hull of the points passed so far, from left to right: whoever looks over the profile from anywhere sees
/// its highest point among them.
struct Hull {
  std::int32_t* at;
  float* height_m;
  std::int32_t size = 0;

  RURBAN_INLINE void push(std::int32_t i, float height) {
    while (size > 1 && (height_m[size - 1] - height_m[size - 2]) * static_cast<float>(i - at[size - 1]) <=
                           (height - height_m[size - 1]) * static_cast<float>(at[size - 1] - at[size - 2]))
      --size;
    at[size] = i;
    height_m[size++] = height;
  }

  /// The greatest `value(k)` over points k of the hull, a function that rises to it and falls behind it. Looks near
  /// the place of the last answer, `near`, first.
  template <class Value>
  RURBAN_INLINE float greatest(std::int32_t& near, const Value& value) const {
    std::int32_t k = near < size ? near : size - 1;
    float best = value(k);
    const std::int32_t start = k;
    for (; k + 1 < size; ++k) {
      const float next = value(k + 1);
      if (next < best) break;
      best = next;
    }
    if (k == start)
      for (; k > 0; --k) {
        const float next = value(k - 1);
        if (next < best) break;
        best = next;
      }
    near = k;
    return best;
  }
};

#if defined(__AVX512F__)
constexpr std::int32_t kWidth = 16;  // the widest vector in which comparisons are made at once
#elif defined(__AVX2__)
constexpr std::int32_t kWidth = 8;
#else
constexpr std::int32_t kWidth = 4;
#endif

/// The greatest nu over the first points of a profile that are all below the line of sight, eq. (15).
RURBAN_INLINE float nearest_below(const SweepTables& t, const float* shown_m, std::int32_t m, float slope) {
  typedef float Lanes __attribute__((vector_size(4 * kWidth), aligned(4), may_alias));
  const auto lanes = [](const float* values) { return *reinterpret_cast<const Lanes*>(values); };
  const float* backwards = t.inverse_root_backwards + (t.samples - m);
  Lanes best = kHidden - Lanes{};
  for (std::int32_t i = 0; i < m; i += kWidth) {  // from m on everything is hidden still
    const Lanes above = lanes(shown_m + i) - slope * lanes(t.distance_km + i);
    const Lanes nu = above * (lanes(t.inverse_root + i) * lanes(backwards + i));
    best = nu > best ? nu : best;
  }
  float result = best[0];
  for (std::int32_t lane = 1; lane != kWidth; ++lane) result = greater(result, best[lane]);
  return result * __builtin_sqrtf(t.fresnel * t.distance_km[m]);
}

/// The straight fit to the ground up to each sample: h_st and h_sr, eq. (83) to (86), distances in steps.
RURBAN_INLINE void fit_ground(const SweepTables& t, const SweepRadial& r) {
  double sum1 = 0, sum2 = 0;
  for (std::int32_t m = 1; m <= t.samples; ++m) {
    const double steps = m, before = r.ground_m[m - 1], here = r.ground_m[m];
    sum1 += here + before;
    sum2 += here * (3 * steps - 1) + before * (3 * steps - 2);
    r.sum1[m] = sum1;
    r.sum2[m] = sum2;
  }
#pragma omp simd
  for (std::int32_t m = 1; m <= t.samples; ++m) {
    const double steps = m, inverse = 1 / (steps * steps);
    r.smooth_sent_m[m] = static_cast<float>((2 * r.sum1[m] * steps - r.sum2[m]) * inverse);
    r.smooth_received_m[m] = static_cast<float>((r.sum2[m] - r.sum1[m] * steps) * inverse);
  }
}

/// Goes along the radial with a receiver and looks back. Writes for each sample
///   diffraction: in sight nu < 0; else (S_tim - S_tr) (S_rim + S_tr), whose root times sqrt(0.002 d / lambda) is nu
///   at the Bullington point: eq. (19) with eq. (18) put in;
///   smooth_sent_m, smooth_received_m: lowered by what stands in the way, eq. (87) and (88).
/// Heights are counted from the transmitting antenna, and the Earth's bulge is taken off them as a parabola, so that
/// slopes to one receiver are slopes to all.
RURBAN_INLINE void look_back(const SweepTables& t, const SweepRadial& r) {
  Hull over{r.hull_at, r.hull_m}, bare{r.hull_at + t.samples + 1, r.hull_m + t.samples + 1};
  const float antenna = r.ground_m[0] + t.antenna_m;
  std::int32_t near_over = 0, near_bare = 0, near_summit = 0;
  float up = kHidden, bare_up = kHidden;  // steepest slopes from the transmitter, m/km
  for (std::int32_t m = 1; m <= t.samples; ++m) {
    const float d = t.distance_km[m], inverse = t.inverse_km[m], sag = t.bulge * d * d;
    const float rise = r.ground_m[m] + t.receiver_m - antenna;
    const float end = rise - sag, slope = end * inverse, bare_slope = rise * inverse;
    const auto back_to = [&](const Hull& hull, float from) {
      return
          [&t, &hull, from, m](std::int32_t k) { return (hull.height_m[k] - from) * t.inverse_km[m - hull.at[k]]; };
    };
    if (m == 1)
      r.diffraction[m] = -1;  // nothing between the terminals
    else if (up < slope)
      r.diffraction[m] = lesser(nearest_below(t, r.shown_m, m, slope), -1e-9F);
    else
      r.diffraction[m] = (up - slope) * greater(over.greatest(near_over, back_to(over, end)) + slope, 0);
    if (bare_up > bare_slope) {
      const float obstruction = bare.greatest(
          near_summit, [&](std::int32_t k) { return bare.height_m[k] - bare_slope * t.distance_km[bare.at[k]]; });
      const float from_sender = bare_up - bare_slope;
      const float from_receiver = greater(bare.greatest(near_bare, back_to(bare, rise)) + bare_slope, 0);
      const float share = from_sender / (from_sender + from_receiver);
      r.smooth_sent_m[m] -= obstruction * share;
      r.smooth_received_m[m] -= obstruction * (1 - share);
    }
    const float ground = r.ground_m[m] - antenna, top = ground + r.clutter_m[m] - sag;
    up = greater(up, top * inverse);
    bare_up = greater(bare_up, ground * inverse);
    over.push(m, top);
    bare.push(m, ground);
    r.shown_m[m] = top;
  }
}

void losses_here(const SweepTables& t, const SweepRadial& r) {
  for (std::int32_t i = 0; i != t.samples + 1 + kGroup; ++i) r.shown_m[i] = kHidden;
  fit_ground(t, r);
  look_back(t, r);
  for (std::int32_t group = 1; group <= t.samples; group += kGroup)
#pragma omp simd
    for (std::int32_t i = group; i < group + kGroup; ++i)
      r.loss_db[i] = loss_of(t, t.distance_km[i], t.inverse_km[i], static_cast<float>(i), r.diffraction[i],
                             r.ground_m[0], r.ground_m[i], r.smooth_sent_m[i], r.smooth_received_m[i]);
}

/// The largest whole number that is not above x.
RURBAN_INLINE std::int32_t whole_below(float x) {
  const auto near = static_cast<std::int32_t>(x);
  return near - (x < static_cast<float>(near));
}

RURBAN_INLINE bool holds(const SweepRaster& raster, std::int32_t column, std::int32_t row) {
  return column >= 0 && row >= 0 && column < raster.columns && row < raster.rows;
}

/// Heights of a cell and its right neighbour, the left one in the low half; at sea level outside.
RURBAN_INLINE std::int32_t pair_at(const SweepRaster& raster, std::int32_t column, std::int32_t row) {
  const auto height = [&](std::int32_t c) -> std::int32_t {
    return holds(raster, c, row) ? raster.ground_m[std::int64_t{row} * raster.columns + c] : 0;
  };
  return (height(column) & 0xffff) | height(column + 1) * (1 << 16);
}

/// Whether all four cells around a place lie in the raster, and one more for rounding.
RURBAN_INLINE bool well_inside(const SweepRaster& raster, float x, float y) {
  const std::int32_t column = raster.column + whole_below(x), row = raster.row + whole_below(y);
  return holds(raster, column - 1, row - 1) && holds(raster, column + 2, row + 2);
}

void read_here(const SweepRaster& raster, float dx, float dy, std::int32_t samples, const SweepRadial& r) {
  const auto last = static_cast<float>(samples);
  const bool inside =
      well_inside(raster, raster.x, raster.y) && well_inside(raster, raster.x + dx * last, raster.y + dy * last);
  const auto x_of = [&](std::int32_t i) { return raster.x + dx * static_cast<float>(i); };
  const auto y_of = [&](std::int32_t i) { return raster.y + dy * static_cast<float>(i); };
  const std::int64_t origin = std::int64_t{raster.row} * raster.columns + raster.column;
#pragma omp simd
  for (std::int32_t i = 0; i <= samples; ++i) {
    const float x = x_of(i), y = y_of(i);
    const std::int32_t column = whole_below(x), row = whole_below(y);
    r.share_x[i] = x - static_cast<float>(column);
    r.share_y[i] = y - static_cast<float>(row);
    r.at[i] = row * raster.columns + column;
  }
  if (inside)
    for (std::int32_t i = 0; i <= samples; ++i) {
      const std::int16_t* ground = raster.ground_m + (origin + r.at[i]);
      __builtin_memcpy(r.high + i, ground, sizeof(std::int32_t));
      __builtin_memcpy(r.low + i, ground + raster.columns, sizeof(std::int32_t));
    }
  else
    for (std::int32_t i = 0; i <= samples; ++i) {
      const std::int32_t column = raster.column + whole_below(x_of(i)), row = raster.row + whole_below(y_of(i));
      r.high[i] = pair_at(raster, column, row);
      r.low[i] = pair_at(raster, column, row + 1);
    }
#pragma omp simd
  for (std::int32_t i = 0; i <= samples; ++i) {
    const auto left = [](std::int32_t pair) {
      return static_cast<float>(static_cast<std::int32_t>(static_cast<std::uint32_t>(pair) << 16) >> 16);
    };
    const auto right = [](std::int32_t pair) { return static_cast<float>(pair >> 16); };
    const float x = r.share_x[i];
    const float high = left(r.high[i]) + (right(r.high[i]) - left(r.high[i])) * x;
    const float low = left(r.low[i]) + (right(r.low[i]) - left(r.low[i])) * x;
    r.ground_m[i] = high + (low - high) * r.share_y[i];
  }
  if (raster.clutter_m == nullptr) return;
#pragma omp simd
  for (std::int32_t i = 0; i <= samples; ++i)
    r.at[i] = whole_below(y_of(i) + 0.5F) * raster.columns + whole_below(x_of(i) + 0.5F);
  if (inside)
    for (std::int32_t i = 0; i <= samples; ++i) r.clutter_m[i] = raster.clutter_m[origin + r.at[i]];
  else
    for (std::int32_t i = 0; i <= samples; ++i) {
      const std::int32_t column = raster.column + whole_below(x_of(i) + 0.5F);
      const std::int32_t row = raster.row + whole_below(y_of(i) + 0.5F);
      r.clutter_m[i] = holds(raster, column, row) ? raster.clutter_m[origin + r.at[i]] : 0;
    }
}

#undef RURBAN_INLINE

}  // namespace
}  // namespace rurban::radio
