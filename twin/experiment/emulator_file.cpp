#include "twin/experiment/emulator_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "twin/io/file.h"
#include "twin/io/header.h"

// {"format": "rurban emulators", "version": 1, "provenance": {…},
//  "factors": [{"key": "migration.arrivals", "low": 5000, "high": 9000}, …],
//  "outputs": [{"key": "residents", "lengths": [a length per factor], "variance": …, "noise": …,
//               "points": [[a number per factor, 0 to 1], …], "values": [an output per point]}, …]}
// Coefficients and inverses follow from these and are computed anew.

namespace twin::experiment {
namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "rurban emulators";
constexpr int kVersion = 1;

json numbers(const Eigen::VectorXd& values) {
  return std::vector<double>(values.data(), values.data() + values.size());
}

json to_json(const NamedEmulator& named) {
  const Emulator& emulator = named.emulator;
  json points = json::array();
  for (Eigen::Index row = 0; row != emulator.points().rows(); ++row)
    points.push_back(numbers(emulator.points().row(row)));
  const Hyperparameters& hyperparameters = emulator.hyperparameters();
  return {{"key", named.output},
          {"lengths", numbers(hyperparameters.lengths)},
          {"variance", hyperparameters.variance},
          {"noise", hyperparameters.noise},
          {"points", std::move(points)},
          {"values", numbers(emulator.outputs())}};
}

Eigen::VectorXd vector_from(const json& numbers) {
  const auto values = numbers.get<std::vector<double>>();
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// An emulator takes only what keeps its promises: here is where strangers' numbers are checked.
NamedEmulator emulator_from(const json& described, std::size_t factors, const std::filesystem::path& path) {
  const auto key = described.at("key").get<std::string>();
  const auto check = [&](bool holds, const char* entry, const Text& allowed) {
    if (!holds)
      throw damage(path, {fmt::format("{}, {}: {}", key, entry, allowed.sv),
                          fmt::format("{}, {}: {}", key, entry, allowed.en)});
  };
  const auto columns = static_cast<Eigen::Index>(factors);
  Hyperparameters hyperparameters{vector_from(described.at("lengths")), described.at("variance"),
                                  described.at("noise")};
  check(hyperparameters.lengths.size() == columns, "lengths",
        {"det ska vara ett tal per faktor", "there must be a number per factor"});
  check((hyperparameters.lengths.array() > 0).all(), "lengths", {"tillåtet är > 0", "allowed is > 0"});
  check(hyperparameters.variance >= 0, "variance", {"tillåtet är 0 eller mer", "allowed is 0 or more"});
  check(hyperparameters.noise >= 0, "noise", {"tillåtet är 0 eller mer", "allowed is 0 or more"});
  const json& rows = described.at("points");
  Points points(static_cast<Eigen::Index>(rows.size()), columns);
  for (std::size_t row = 0; row != rows.size(); ++row) {
    const Eigen::VectorXd point = vector_from(rows.at(row));
    check(point.size() == columns, "points",
          {"det ska vara ett tal per faktor", "there must be a number per factor"});
    points.row(static_cast<Eigen::Index>(row)) = point;
  }
  Eigen::VectorXd values = vector_from(described.at("values"));
  check(values.size() == points.rows(), "values",
        {"det ska vara ett tal per punkt", "there must be a number per point"});
  check(points.rows() > columns + 1, "points",
        {"det ska vara minst två fler än faktorerna", "there must be at least two more than factors"});
  return {key, Emulator(std::move(points), std::move(values), std::move(hyperparameters))};
}

EmulatorFile file_from(const json& root, const std::filesystem::path& path) {
  EmulatorFile file{provenance_from(root.at("provenance")), {}, {}};
  for (const json& factor : root.at("factors"))
    file.factors.push_back({factor.at("key"), factor.at("low"), factor.at("high")});
  for (const json& output : root.at("outputs"))
    file.outputs.push_back(emulator_from(output, file.factors.size(), path));
  return file;
}

}  // namespace

void write_emulators(const std::filesystem::path& path, const EmulatorFile& file) {
  json root{{"format", kFormat}, {"version", kVersion}, {"provenance", twin::to_json(file.provenance)}};
  json& factors = root["factors"] = json::array();
  for (const Factor& factor : file.factors)
    factors.push_back({{"key", factor.key}, {"low", factor.low}, {"high", factor.high}});
  json& outputs = root["outputs"] = json::array();
  for (const NamedEmulator& named : file.outputs) outputs.push_back(to_json(named));
  write_text(path, root.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
}

EmulatorFile read_emulators(const std::filesystem::path& path) {
  const std::string text = read_text(path);
  try {
    const json root = json::parse(text);
    if (!root.is_object() || root.value("format", "") != kFormat)
      throw refusal(path, {"det är ingen fil med emulatorer", "it is no file of emulators"});
    if (const int version = root.at("version"); version != kVersion)
      throw refusal(path, {fmt::format("filformat {}, men det här programmet kan format {}", version, kVersion),
                           fmt::format("file format {}, but this program knows format {}", version, kVersion)});
    return file_from(root, path);
  } catch (const json::exception& error) {  // says where in the text, or which entry
    throw damage(path, {error.what(), error.what()});
  }
}

}  // namespace twin::experiment
