#include "tools/batch/outcome.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "tools/judgement.h"

// outcome := size:u64 of the CBOR, zstd frame of it
// CBOR    := [state_hash, [[name, unit, value] …], [[name, unit, table, [label …], [date …], [value …]] …]]

namespace tools {

namespace fs = std::filesystem;

Outcome outcome_of(const twin::RunResult& run, const KeptOutputs& kept) {
  Outcome outcome;
  outcome.state_hash = run.info.state_hash;
  for (const auto& [name, figure] : figures_of(run))
    if (is_kept(name, kept.figures)) outcome.figures.push_back({name, figure.unit, figure.value});
  for (const twin::SeriesResult& result : run.series) {
    const auto& [info, width, dates, values] = result.series;
    const bool of_county = info.table.empty() || info.table == "municipality";
    if (!is_kept(info.name, kept.series) || !(of_county || kept.by_place)) continue;
    KeptSeries& series =
        outcome.series.emplace_back(KeptSeries{info.name, info.unit, info.table, result.row_labels, {}, values});
    series.labels.resize(width);
    for (const twin::Date date : dates) series.dates.push_back(twin::to_string(date));
  }
  std::ranges::sort(outcome.series, {}, &KeptSeries::name);
  return outcome;
}

std::optional<double> figure_in(const Outcome& outcome, std::string_view name) {
  const auto found = std::ranges::find(outcome.figures, name, &KeptFigure::name);
  return found == outcome.figures.end() ? std::nullopt : std::optional(found->value);
}

twin::Bytes pack(const Outcome& outcome) {
  nlohmann::json figures = nlohmann::json::array(), series = nlohmann::json::array();
  for (const KeptFigure& f : outcome.figures) figures.push_back({f.name, f.unit, f.value});
  for (const KeptSeries& s : outcome.series) series.push_back({s.name, s.unit, s.table, s.labels, s.dates, s.values});
  const auto cbor = nlohmann::json::to_cbor({outcome.state_hash, figures, series});
  const std::uint64_t size = cbor.size();
  const twin::Bytes frame = twin::compress(std::as_bytes(std::span(cbor)));
  twin::Bytes bytes(sizeof size + frame.size());
  std::memcpy(bytes.data(), &size, sizeof size);
  std::ranges::copy(frame, bytes.begin() + sizeof size);
  return bytes;
}

Outcome unpack(const fs::path& path, std::span<const std::byte> bytes) {
  std::uint64_t size = 0;
  if (bytes.size() < sizeof size) throw twin::damage(path, {"ett utfall är avhugget", "an outcome is cut short"});
  std::memcpy(&size, bytes.data(), sizeof size);
  const twin::Bytes cbor = twin::decompress(path, bytes.subspan(sizeof size), size);
  try {
    const auto* first = reinterpret_cast<const std::uint8_t*>(cbor.data());
    const nlohmann::json json = nlohmann::json::from_cbor(first, first + cbor.size());
    Outcome outcome;
    outcome.state_hash = json.at(0).get<std::string>();
    for (const auto& f : json.at(1))
      outcome.figures.push_back({f.at(0).get<std::string>(), f.at(1).get<std::string>(), f.at(2).get<double>()});
    for (const auto& s : json.at(2))
      outcome.series.push_back({s.at(0).get<std::string>(), s.at(1).get<std::string>(), s.at(2).get<std::string>(),
                                s.at(3).get<std::vector<std::string>>(), s.at(4).get<std::vector<std::string>>(),
                                s.at(5).get<std::vector<double>>()});
    return outcome;
  } catch (const nlohmann::json::exception&) {
    throw twin::damage(path, {"ett utfall går inte att tyda", "an outcome can't be made out"});
  }
}

}  // namespace tools
