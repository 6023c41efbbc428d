// P.1812 against the validation data of ITU-R Study Group 3 and against two peer implementations.
#include <gtest/gtest.h>

#include <array>
#include <map>

#include "models/radio/p1812.h"
#include "models/radio/validation.h"

namespace rurban::radio {
namespace {

using namespace validation;
using Values = std::map<std::string, double>;

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

/// One result file: values by name, and by name and equation where a name stands twice.
Values read_values(const std::filesystem::path& file) {
  Values values;
  for (const auto& row : rows(file)) {
    if (row.size() < 4 || row[0].empty() || row[0][0] == '#') continue;
    const std::string name = trimmed(row[0]);
    values[values.contains(name) ? name + " " + row[1] : name] = std::stod(row[3]);
  }
  return values;
}

/// The profile of a Study Group 3 file.
PathProfile read_profile(const std::filesystem::path& file) {
  PathProfile profile;
  bool inside = false;
  for (const auto& row : rows(file)) {
    if (row[0].starts_with("{Begin of Profile"))
      inside = true;
    else if (row[0].starts_with("{End of Profile") || row[0].starts_with("{Begin of M"))
      inside = false;
    else if (inside && row.size() >= 5 && !row[0].starts_with("Number")) {
      profile.distance_km.push_back(std::stod(row[0]));
      profile.ground_m.push_back(std::stod(row[1]));
      profile.clutter_m.push_back(std::stod(row[3]));
      profile.zone.push_back(static_cast<Zone>(std::stoi(row[4])));
    }
  }
  return profile;
}

P1812Input input_of(const Values& v) {
  return {.frequency_ghz = v.at("f (GHz)"),
          .time_percent = v.at("p (%)"),
          .location_percent = v.at("pL (%)"),
          .location_sd_db = v.at("sigmaL (dB)"),
          .above_ground = {v.at("htg (m)"), v.at("hrg (m)")},
          .polarisation = static_cast<Polarisation>(static_cast<int>(v.at("pol"))),
          .latitude_deg = centre_latitude_deg({v.at("phi_t (deg)"), v.at("lam_t (deg)")},
                                              {v.at("phi_r (deg)"), v.at("lam_r (deg)")}, v.at("d (km)")),
          .coast = {v.at("dct (km)"), v.at("dcr (km)")},
          .delta_n = v.at("DN"),
          .surface_refractivity = v.at("N0")};
}

/// Every value of ours that a result file names.
Values values_of(const P1812Input& input, const P1812Result& r) {
  const PathGeometry& path = r.path;
  return {{"d (km)", path.length_km},
          {"dlt (km)", path.transmitter_horizon_km},
          {"dlr (km)", path.receiver_horizon_km},
          {"th_t (mrad)", path.transmitter_horizon_mrad},
          {"th_r (mrad)", path.receiver_horizon_mrad},
          {"th (mrad)", path.path_angle_mrad},
          {"hts (m)", path.transmitter_m},
          {"hrs (m)", path.receiver_m},
          {"htc (m)", path.transmitter_m},
          {"hrc (m)", path.receiver_m},
          {"w", path.sea_share},
          {"dtm (km)", path.longest_land_km},
          {"dlm (km)", path.longest_inland_km},
          {"phi (deg)", input.latitude_deg},
          {"b0 (%)", r.air.anomalous_percent},
          {"ae (km)", r.air.effective_radius_km},
          {"hst (m)", path.fit_transmitter_m},
          {"hsr (m)", path.fit_receiver_m},
          {"hst (m) Eq (90a)", path.ducting_transmitter_m},
          {"hsr (m) Eq (90b)", path.ducting_receiver_m},
          {"hstd (m)", path.smooth_transmitter_m},
          {"hsrd (m)", path.smooth_receiver_m},
          {"htc' (m)", path.transmitter_m - path.smooth_transmitter_m},
          {"hrc' (m)", path.receiver_m - path.smooth_receiver_m},
          {"hte (m)", path.effective_transmitter_m},
          {"hre (m)", path.effective_receiver_m},
          {"hm (m)", path.roughness_m},
          {"Fi", r.time_weight},
          {"Fj", r.angle_weight},
          {"Fk", r.distance_weight},
          {"Lbfs", r.free_space_db},
          {"Lb0p", r.line_of_sight_db},
          {"Lb0b", r.line_of_sight_beta_db},
          {"Lbulla (dB)", r.median_diffraction.bullington_actual_db},
          {"Lbulls (dB)", r.median_diffraction.bullington_smooth_db},
          {"Ldsph (dB)", r.median_diffraction.spherical_db},
          {"Ld50 (dB)", r.median_diffraction.total_db},
          {"Ldb (dB)", r.beta_diffraction_db},
          {"Ldp (dB)", r.diffraction_db},
          {"Lbd50 (dB)", r.median_diffracted_db},
          {"Lbd (dB)", r.diffracted_db},
          {"Lminb0p (dB)", r.least_sight_or_sea_db},
          {"Lba (dB)", r.ducting_db},
          {"Lminbap (dB)", r.least_sight_or_duct_db},
          {"Lbda (dB)", r.diffracted_or_enhanced_db},
          {"Lbam (dB)", r.without_scatter_db},
          {"Lbs (dB)", r.troposcatter_db},
          {"Lbc (dB)", r.median_place_db},
          {"Lb (dB)", r.loss_db},
          {"Ep (dBuV/m)", r.field_dbuv_per_m}};
}

/// The profile that a result file belongs to: its name without the number of the case.
std::filesystem::path profile_of(const std::filesystem::path& result) {
  const std::string name = result.stem().string();
  return folder("itu_p1812") / "profiles" / (name.substr(0, name.rfind('_')) + ".csv");
}

TEST(P1812Published, EveryIntermediateValueOfStudyGroup3IsMet) {
  if (!std::filesystem::exists(folder("itu_p1812"))) GTEST_SKIP() << "the validation data are not beside the project";
  for (const auto& file : files(folder("itu_p1812") / "results")) {
    const Values published = read_values(file);
    const P1812Input input = input_of(published);
    for (const auto& [name, value] : values_of(input, p1812(input, read_profile(profile_of(file)))))
      EXPECT_NEAR(value, published.at(name), 1e-6) << name << " of " << file.filename();
  }
}

/// What a Study Group 3 file says about its path before the profile, by the start of the line.
double stated(const std::vector<std::vector<std::string>>& lines, std::string_view start) {
  for (const auto& row : lines)
    if (row[0].starts_with(start)) return std::stod(row.at(1));
  throw std::out_of_range("the profile has no " + std::string(start));
}

std::vector<std::vector<std::string>> measurements(const std::vector<std::vector<std::string>>& lines) {
  const auto begins = [](std::string_view start) {
    return [start](const std::vector<std::string>& row) { return row[0].starts_with(start); };
  };
  const auto begin = std::find_if(lines.begin(), lines.end(), begins("{Begin of Measurements"));
  return {begin + 1, std::find_if(begin, lines.end(), begins("{End of Measurements"))};
}

TEST(P1812Published, TheLossesThatStandWithTheProfilesAreMet) {
  if (!std::filesystem::exists(folder("itu_p1812"))) GTEST_SKIP() << "the validation data are not beside the project";
  for (const auto& file : files(folder("itu_p1812") / "profiles")) {
    const auto lines = rows(file);
    const PathProfile profile = read_profile(file);
    const Place from{stated(lines, "Tx LAT"), stated(lines, "Tx LON")};
    const Place towards{stated(lines, "Rx LAT"), stated(lines, "Rx LON")};
    for (const auto& row : measurements(lines)) {
      const auto number = [&](std::size_t column) { return std::stod(row.at(column - 1)); };
      const P1812Input input{.frequency_ghz = number(1) / 1000,
                             .time_percent = number(15),
                             .above_ground = {number(2), number(4)},
                             .polarisation = static_cast<Polarisation>(std::stoi(row[4])),
                             .latitude_deg = centre_latitude_deg(from, towards, profile.distance_km.back()),
                             .delta_n = stated(lines, "Average annual values dN"),
                             .surface_refractivity = stated(lines, "Average annual sea-level")};
      EXPECT_NEAR(p1812(input, profile).loss_db, number(18), 1e-6) << file.filename();
    }
  }
}

using Row = std::map<std::string, std::string>;

Row named(const std::vector<std::string>& names, const std::vector<std::string>& values) {
  Row row;
  for (std::size_t column = 0; column != values.size(); ++column) row[names.at(column)] = values[column];
  return row;
}

/// Rows by the names of the header.
std::vector<Row> table(const std::filesystem::path& file) {
  const auto lines = rows(file);
  std::vector<Row> found;
  for (std::size_t i = 1; i < lines.size(); ++i) found.push_back(named(lines[0], lines[i]));
  return found;
}

/// The rows of all files in a folder that list cases, as the others hold profiles.
std::vector<Row> cases(const std::filesystem::path& in) {
  std::vector<Row> found;
  for (const auto& file : files(in)) {
    if (!file.filename().string().starts_with("cases")) continue;
    for (Row& row : table(file)) found.push_back(std::move(row));
  }
  return found;
}

PathProfile read_plain_profile(const std::filesystem::path& file) {
  PathProfile profile;
  for (auto& row : table(file)) {
    profile.distance_km.push_back(std::stod(row.at("d_km")));
    profile.ground_m.push_back(std::stod(row.at("h_masl")));
    profile.clutter_m.push_back(row.contains("zone") ? std::stod(row.at("clutter_height_m")) : 0);
    profile.zone.push_back(row.contains("zone") ? static_cast<Zone>(std::stoi(row.at("zone"))) : Zone::kInland);
  }
  return profile;
}

TEST(P1812Published, TwoPeersAgreeOnProfilesLikeNorrbotten) {
  if (!std::filesystem::exists(folder("p1812_peer_oracle")))
    GTEST_SKIP() << "the validation data are not beside the project";
  for (const auto& row : cases(folder("p1812_peer_oracle"))) {
    const auto number = [&](const char* name) { return std::stod(row.at(name)); };
    const PathProfile profile = read_plain_profile(folder("p1812_peer_oracle") / "profiles" / row.at("profile"));
    P1812Input input{
        .frequency_ghz = number("f_GHz"),
        .time_percent = number("p_percent"),
        .above_ground = {number("htg_m"), number("hrg_m")},
        .polarisation = static_cast<Polarisation>(std::stoi(row.at("pol"))),
        .latitude_deg = centre_latitude_deg({number("phi_t"), number("lam_t")}, {number("phi_r"), number("lam_r")},
                                            profile.distance_km.back()),
        .delta_n = number("DN"),
        .surface_refractivity = number("N0")};
    const P1812Result result = p1812(input, profile);
    EXPECT_NEAR(result.free_space_db, number("Lbfs_dB"), 1e-6) << row.at("profile");
    EXPECT_NEAR(result.median_diffraction.total_db, number("Ld50_dB"), 1e-6) << row.at("profile");
    EXPECT_NEAR(result.loss_db, number("Lb_dB_covlib"), 1e-6) << row.at("profile");
    EXPECT_NEAR(result.loss_db, number("Lb_dB_Py1812"), 1e-6) << row.at("profile");
    EXPECT_NEAR(median_loss_db(input, profile), number("Lbfs_dB") + number("Ld50_dB"), 1e-6) << row.at("profile");
  }
}

/// The geometry of P.526 section 4.5.2 is that of P.1812; the examples give the radius, not the lapse rate.
TEST(P526Published, DeltaBullingtonMeetsTheExamplesOfWorkingParty3K) {
  constexpr double kRadiusKm = 8500;
  const auto at = folder("itu_p526_delta_bullington");
  if (!std::filesystem::exists(at)) GTEST_SKIP() << "the validation data are not beside the project";
  for (const auto& row : cases(at)) {
    const auto number = [&](const char* name) { return std::stod(row.at(name)); };
    const PathProfile profile = read_plain_profile(at / ("path" + row.at("path") + ".csv"));
    const double frequency_ghz = number("f_GHz");
    const PathGeometry path = path_geometry(profile, {number("htg_m"), number("hrg_m")}, frequency_ghz, kRadiusKm);
    const Diffraction loss = delta_bullington({.distance_km = profile.distance_km,
                                               .surface_m = profile.ground_m,
                                               .transmitter_m = path.transmitter_m,
                                               .receiver_m = path.receiver_m,
                                               .smooth_transmitter_m = path.smooth_transmitter_m,
                                               .smooth_receiver_m = path.smooth_receiver_m,
                                               .frequency_ghz = frequency_ghz,
                                               .polarisation = static_cast<Polarisation>(std::stoi(row.at("pol"))),
                                               .light_m_ghz = 0.3},
                                              kRadiusKm);
    EXPECT_NEAR(loss.bullington_actual_db, number("Lbull_actual_dB"), 0.005) << row.at("path");
    EXPECT_NEAR(loss.bullington_smooth_db, number("Lbull_smooth_dB"), 0.005) << row.at("path");
    EXPECT_NEAR(loss.spherical_db, number("Lsph_dB"), 0.005) << row.at("path");
    EXPECT_NEAR(loss.total_db, number("Ld_dB"), 0.005) << row.at("path");
  }
}

/// Zones as P.452 numbers them: 1 coastal land, 2 inland, 3 sea.
PathProfile read_p452_profile(const std::filesystem::path& file) {
  constexpr std::array kZones{Zone::kCoastalLand, Zone::kInland, Zone::kSea};
  PathProfile profile;
  const auto lines = rows(file);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto number = [&](std::size_t column) { return std::stod(lines[i].at(column)); };
    profile.distance_km.push_back(number(0));
    profile.ground_m.push_back(number(1));
    profile.clutter_m.push_back(number(2));
    profile.zone.push_back(kZones.at(std::stoul(lines[i].at(4)) - 1));
  }
  return profile;
}

/// P.452 treats what stands within 50 m of a terminal by itself, P.1812 does not.
bool stands_free(const PathProfile& profile) {
  for (std::size_t i = 0; i != profile.distance_km.size(); ++i) {
    const double km = profile.distance_km[i], rest_km = profile.distance_km.back() - km;
    if (profile.clutter_m[i] > 0 && std::min(km, rest_km) <= 0.05) return false;
  }
  return true;
}

/// P.452-18 has the path geometry and the diffraction of P.1812; its examples reach to tens of gigahertz.
TEST(P452Published, GeometryAndDiffractionAreTheSame) {
  const auto at = folder("itu_p452_18");
  if (!std::filesystem::exists(at)) GTEST_SKIP() << "the validation data are not beside the project";
  for (const auto& file : files(at / "results")) {
    const PathProfile profile = read_p452_profile(at / "profiles" / file.filename());
    for (const Row& row : table(file)) {
      const auto number = [&](const char* name) { return std::stod(row.at(name)); };
      const P1812Input input{.frequency_ghz = number("f (GHz)"),
                             .above_ground = {number("htg (m)"), number("hrg (m)")},
                             .polarisation = static_cast<Polarisation>(std::stoi(row.at("pol (1-h/2-v)"))),
                             .latitude_deg = centre_latitude_deg({number("phit_n (deg)"), number("phit_e (deg)")},
                                                                 {number("phir_n (deg)"), number("phir_e (deg)")},
                                                                 profile.distance_km.back()),
                             .delta_n = number("DN"),
                             .surface_refractivity = number("N0")};
      const P1812Result result = p1812(input, profile);
      EXPECT_NEAR(result.air.effective_radius_km, number("ae"), 1e-3) << file.filename();
      EXPECT_NEAR(result.path.smooth_transmitter_m, number("hstd"), 1e-5) << file.filename();
      EXPECT_NEAR(result.path.smooth_receiver_m, number("hsrd"), 1e-5) << file.filename();
      EXPECT_NEAR(result.path.transmitter_horizon_km, number("dlt"), 1e-5) << file.filename();
      EXPECT_NEAR(result.path.sea_share, number("omega"), 1e-5) << file.filename();
      EXPECT_NEAR(result.median_diffraction.spherical_db, number("Ldsph"), 1e-5) << file.filename();
      if (stands_free(profile)) {
        EXPECT_NEAR(result.median_diffraction.total_db, number("Ld50"), 1e-5) << file.filename();
      }
    }
  }
}

}  // namespace
}  // namespace rurban::radio
