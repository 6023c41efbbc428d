#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "models/coverage/drive_evaluation.h"
#include "models/coverage/drive_test.h"
#include "models/coverage/reconstruction.h"
#include "tools/commands.h"
#include "twin/io/file.h"

namespace tools {
namespace {

using namespace rurban::coverage;

constexpr const char* kMethodNames[kMethods][2] = {{"trend", "trend"},
                                                   {"närmaste", "nearest"},
                                                   {"inverterat avstånd", "inverse distance"},
                                                   {"rekonstruktion", "reconstruction"}};

std::string method_name(const Options& options, std::size_t method) {
  return options.tr(kMethodNames[method][0], kMethodNames[method][1]);
}

std::string number(const Options& options, double value, int digits) {
  std::string text = fmt::format("{:.{}f}", value, digits);
  if (options.language != twin::Language::kEnglish) std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

/// One way to hold readings out, and what came of it.
struct Split {
  const char *name, *sv, *en;
  Comparison scores;
};

std::vector<Split> all_splits(const std::vector<Reading>& readings, std::size_t days) {
  std::vector<Split> splits;
  if (days > 1) splits.push_back({"day", "en dag utelämnad", "one day left out", leave_one_day_out(readings)});
  splits.push_back(
      {"block_500m", "rutor om 500 m utelämnade", "blocks of 500 m left out", leave_blocks_out(readings, 500)});
  splits.push_back(
      {"block_1km", "rutor om 1 km utelämnade", "blocks of 1 km left out", leave_blocks_out(readings, 1'000)});
  return splits;
}

void print_scores(const Options& options, const Split& split) {
  fmt::print("\n{}\n", options.tr(split.sv, split.en));
  const auto cell = [&](const Score& score) {
    return score.readings == 0 ? std::string("-") : number(options, score.rmse_db, 2);
  };
  fmt::print("  {:<20}{:>10}{:>10}{:>10}\n", options.tr("medelfel (RMSE), dB", "RMSE, dB"), options.tr("alla", "all"),
             options.tr("sedda", "seen"), options.tr("osedda", "unseen"));
  for (std::size_t method = 0; method != kMethods; ++method) {
    const Scores& scores = split.scores[method];
    fmt::print("  {:<20}{:>10}{:>10}{:>10}\n", method_name(options, method), cell(scores.all), cell(scores.seen),
               cell(scores.unseen));
  }
  const Scores& ours = split.scores[static_cast<std::size_t>(Method::kReconstruction)];
  const auto share = [&](const Score& score) {
    return score.readings == 0 ? std::string("-") : number(options, 100 * score.within_90, 1);
  };
  fmt::print("  {:<20}{:>10}{:>10}{:>10}\n", options.tr("inom 90 %, procent", "within 90 %, percent"),
             share(ours.all), share(ours.seen), share(ours.unseen));
  fmt::print("  {:<20}{:>10}{:>10}{:>10}\n", options.tr("antal", "count"), ours.all.readings, ours.seen.readings,
             ours.unseen.readings);
}

nlohmann::json scores_as_json(const Split& split) {
  nlohmann::json result;
  const auto as_json = [](const Score& score) {
    return nlohmann::json{{"readings", score.readings}, {"rmse_db", score.rmse_db}};
  };
  for (std::size_t method = 0; method != kMethods; ++method) {
    const Scores& scores = split.scores[method];
    nlohmann::json each{
        {"all", as_json(scores.all)}, {"seen", as_json(scores.seen)}, {"unseen", as_json(scores.unseen)}};
    if (method == static_cast<std::size_t>(Method::kReconstruction)) {
      each["all"]["within_90"] = scores.all.within_90;
      each["seen"]["within_90"] = scores.seen.within_90;
      each["unseen"]["within_90"] = scores.unseen.within_90;
    }
    result[kMethodNames[method][1]] = each;
  }
  return {{"event", "foretold"}, {"held_out", split.name}, {"scores", result}};
}

void write_map(const Options& options, const DriveTest& drive, const std::vector<Reading>& readings,
               const Kernel& kernel, const DriveTestWanted& wanted) {
  const auto [west, east] = std::ranges::minmax_element(drive.east_m);
  const auto [south, north] = std::ranges::minmax_element(drive.north_m);
  const double step = wanted.map_square_m;
  const auto columns = static_cast<std::size_t>((*east - *west) / step) + 1;
  const auto rows = static_cast<std::size_t>((*north - *south) / step) + 1;
  constexpr std::size_t kMostSquares = 20'000'000;
  if (columns > kMostSquares / rows)
    throw twin::InputError({{{"--grid"},
                             {fmt::format("kartan får {} gånger {} rutor", columns, rows),
                              fmt::format("the map would have {} by {} squares", columns, rows)},
                             "",
                             {"högst 20 miljoner: större rutor", "at most 20 million: larger squares"}}});
  const Reconstruction map(readings, kernel);
  twin::write_atomically(wanted.map, [&](twin::OutputFile& file) {
    file.write("latitude,longitude,east_m,north_m,mean_dbm,sd_db\n");
    std::vector<Target> places(columns);
    std::vector<Estimate> estimates(columns);
    for (std::size_t row = 0; row != rows; ++row) {
      for (std::size_t column = 0; column != columns; ++column)
        places[column] = {*west + (static_cast<double>(column) + 0.5) * step,
                          *south + (static_cast<double>(row) + 0.5) * step, 0};
      map.predict(places, estimates);
      std::string lines;
      for (std::size_t column = 0; column != columns; ++column) {
        const auto [latitude, longitude] = degrees_of(drive, places[column].east_m, places[column].north_m);
        lines +=
            fmt::format("{:.6f},{:.6f},{:.1f},{:.1f},{:.2f},{:.2f}\n", latitude, longitude, places[column].east_m,
                        places[column].north_m, estimates[column].mean_dbm, estimates[column].sd_db);
      }
      file.write(lines);
    }
  });
  if (!options.json) fmt::print("\n{}: {}\n", options.tr("Karta", "Map"), wanted.map.string());
}

void print_drive(const Options& options, const DriveTest& drive, const std::vector<Reading>& readings) {
  const Repeatability repeat = repeatability(readings);
  const auto line = [&](const char* sv, const char* en, const std::string& value) {
    fmt::print("{:<34}{}\n", options.tr(sv, en), value);
  };
  const DriveColumns& columns = drive.columns;
  const auto named = [](const std::string& name) { return name.empty() ? "-" : name; };
  line("kolumner: läge, värde, dag", "columns: position, value, day",
       fmt::format("{} {}, {}, {}", columns.latitude, columns.longitude, columns.value, named(columns.day)));
  line("kolumner: cell, mätare", "columns: cell, device",
       fmt::format("{}, {}", named(columns.cell), named(columns.device)));
  line("mätvärden", "readings", fmt::format("{}", drive.size()));
  line("rader utan läge eller värde", "rows without position or value", fmt::format("{}", drive.skipped));
  line("dagar", "days", fmt::format("{}", drive.days.size()));
  line("celler, mätare", "cells, devices", fmt::format("{}, {}", drive.cells.size(), drive.devices.size()));
  line("rutor om 50 m och dag", "bins of 50 m and day", fmt::format("{}", readings.size()));
  line("därav utan täckning", "of these without service",
       fmt::format("{}", std::ranges::count_if(readings, &Reading::censored)));
  line("samma ruta en annan dag (RMS)", "same bin on another day (RMS)",
       repeat.pairs == 0 ? std::string("-")
                         : fmt::format("{} dB, {} {}; {} dB {}", number(options, repeat.rms_db, 2), repeat.pairs,
                                       options.tr("par", "pairs"), number(options, repeat.rms_db / std::sqrt(2.), 2),
                                       options.tr("per besök", "a visit")));
}

void print_kernel(const Options& options, const Kernel& kernel) {
  const auto part = [&](const char* sv, const char* en, float variance, float length_m) {
    fmt::print("  {:<32}{:>6} dB {:>6.0f} m\n", options.tr(sv, en), number(options, std::sqrt(variance), 1),
               length_m);
  };
  fmt::print("\n{}\n", options.tr("så varierar nivån (standardavvikelse, längd)",
                                  "how the level varies (standard deviation, length)"));
  part("på nära håll", "at short range", kernel.short_variance, kernel.short_length_m);
  part("på långt håll", "at long range", kernel.long_variance, kernel.long_length_m);
  part("mellan besök", "between visits", kernel.visit_variance, kernel.visit_length_m);
  fmt::print("  {:<32}{:>6} dB\n", options.tr("mätbrus", "noise of a reading"),
             number(options, std::sqrt(kernel.nugget), 1));
  fmt::print("  {:<32}{:>6} dB\n", options.tr("mellan dagar", "between days"),
             number(options, std::sqrt(kernel.day_variance), 1));
}

nlohmann::json drive_as_json(const DriveTest& drive, const std::vector<Reading>& readings, const Kernel& kernel) {
  const Repeatability repeat = repeatability(readings);
  return {{"event", "drive_test"},
          {"readings", drive.size()},
          {"skipped", drive.skipped},
          {"days", drive.days.size()},
          {"bins", readings.size()},
          {"repeat_pairs", repeat.pairs},
          {"repeat_rms_db", repeat.rms_db},
          {"kernel",
           {{"short_sd_db", std::sqrt(kernel.short_variance)},
            {"short_length_m", kernel.short_length_m},
            {"long_sd_db", std::sqrt(kernel.long_variance)},
            {"long_length_m", kernel.long_length_m},
            {"visit_sd_db", std::sqrt(kernel.visit_variance)},
            {"visit_length_m", kernel.visit_length_m},
            {"noise_sd_db", std::sqrt(kernel.nugget)},
            {"day_sd_db", std::sqrt(kernel.day_variance)}}}};
}

}  // namespace

int drive_test(const Options& options, const DriveTestWanted& wanted) {
  const DriveTest all = read_drive_tests(wanted.files, wanted.columns);
  const DriveTest drive = wanted.only_cell.empty() ? all : readings_of_cell(all, wanted.only_cell);
  const std::vector<Reading> readings = bin_readings(drive, kPlaceM, wanted.sensitivity_dbm);
  const Kernel kernel = fit(readings);
  const std::vector<Split> splits = all_splits(readings, drive.days.size());
  if (options.json) {
    fmt::print("{}\n", drive_as_json(drive, readings, kernel).dump());
    for (const Split& split : splits) fmt::print("{}\n", scores_as_json(split).dump());
  } else {
    print_drive(options, drive, readings);
    if (!options.quiet) print_kernel(options, kernel);
    for (const Split& split : splits) print_scores(options, split);
  }
  if (!wanted.map.empty()) write_map(options, drive, readings, kernel, wanted);
  return kOk;
}

}  // namespace tools
