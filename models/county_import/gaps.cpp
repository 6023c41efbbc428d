#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "models/county_import/package.h"

namespace rurban {
namespace {

struct Purpose {
  std::string_view table;
  const char *sv, *en, *without_sv, *without_en;
};

constexpr const char* kNeededSv = "paketet går inte att köra utan den";
constexpr const char* kNeededEn = "the package can't be run without it";
constexpr const char* kRatesSv = "livets takter efter ålder och kön";
constexpr const char* kRatesEn = "rates of life by age and sex";

constexpr std::array<Purpose, 23> kPurposes{{
    {"municipalities", "kommunerna: ytor, invånare", "the municipalities: areas, residents", kNeededSv, kNeededEn},
    {"places", "orterna och deras folk", "the places and their people", kNeededSv, kNeededEn},
    {"road_nodes", "vägnätets korsningar och hållplatser", "junctions and stops of the road network", kNeededSv,
     kNeededEn},
    {"road_links", "vägarna mellan dem: alla restider", "the roads between them: all travel times", kNeededSv,
     kNeededEn},
    {"bus_patterns", "tidtabellen", "the timetable", "det går inga bussar", "no buses run"},
    {"bus_stop_times", "tidtabellen", "the timetable", "det går inga bussar", "no buses run"},
    {"bus_trips", "tidtabellen", "the timetable", "det går inga bussar", "no buses run"},
    {"service_points", "butiker, skolor, vård", "shops, schools, care", "alla slag av service sätts ut efter regler",
     "all kinds of service are set by rule"},
    {"freight_routes", "timmer och malm på väg och järnväg", "timber and ore by road and rail",
     "ingen tung godstrafik syns", "no heavy goods traffic is seen"},
    {"freight_stops", "timmer och malm på väg och järnväg", "timber and ore by road and rail",
     "ingen tung godstrafik syns", "no heavy goods traffic is seen"},
    {"elevation_mean_m", "höjder: radiovågor och kartan", "elevations: radio waves and the map",
     "mobiltäckning räknas inte", "mobile coverage is not computed"},
    {"elevation_max_m", "höjder: radiovågor och kartan", "elevations: radio waves and the map",
     "mobiltäckning räknas inte", "mobile coverage is not computed"},
    {"land_cover", "skog, vatten, fjäll", "forest, water, mountain", "mobiltäckning räknas inte",
     "mobile coverage is not computed"},
    {"inland_water_percent", "sjöar och älvar", "lakes and rivers", "mobiltäckning räknas inte",
     "mobile coverage is not computed"},
    {"municipality", "vilken kommun varje ruta hör till", "which municipality each cell belongs to",
     "mobiltäckning räknas inte", "mobile coverage is not computed"},
    {"masts", "mobilmaster", "mobile masts", "master sätts ut efter regler, om det finns raster",
     "masts are set by rule, if there are rasters"},
    {"age_groups", "kommunernas ålderssammansättning", "the municipalities' ages", kNeededSv, kNeededEn},
    {"households", "hushållens storlek", "the size of households", kNeededSv, kNeededEn},
    {"sectors", "näringsgrenar: jobb, löner, ägare", "sectors: jobs, pay, owners", kNeededSv, kNeededEn},
    {"input_coefficients", "vad näringsgrenar köper av varandra", "what sectors buy of each other", kNeededSv,
     kNeededEn},
    {"workplaces", "stora arbetsställen med adress", "large workplaces with an address",
     "alla jobb fördelas efter regler; inget säljs till världspris",
     "all jobs are spread by rule; nothing is sold at a world price"},
    {"municipal_economy", "skatt, inkomster, kostnader per kommun", "tax, incomes, costs by municipality", kNeededSv,
     kNeededEn},
    {"exogenous", "priser och volymer utifrån", "prices and volumes from outside", kNeededSv, kNeededEn},
}};

std::string bar_free(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

std::string section(const ImportReport& report, twin::Language language) {
  const auto tr = [&](const char* sv, const char* en) {
    return std::string(language == twin::Language::kEnglish ? en : sv);
  };
  std::string text = fmt::format("| {} | {} | {} | {} |\n|---|---|---|---|\n", tr("tabell", "table"),
                                 tr("läge", "state"), tr("varifrån", "from"), tr("vad den är till för", "what for"));
  for (const TableReport& table : report.tables) {
    const TablePurpose purpose = purpose_of(table.table);
    std::string what = purpose.purpose.in(language);
    if (table.state == TableState::kMissing)
      what += "; " + tr("utan den: ", "without it: ") + purpose.without.in(language);
    text += fmt::format("| {} | {}{} | {} | {} |\n", table.table, word_of(table.state).in(language),
                        table.state == TableState::kMissing && table.required ? tr(" (behövs)", " (needed)") : "",
                        bar_free(table.from.in(language)), what);
  }
  const bool doubts =
      std::any_of(report.tables.begin(), report.tables.end(), [](const TableReport& t) { return !t.doubts.empty(); });
  if (doubts) {
    text += fmt::format("\n{}\n\n", tr("Utelämnat och antaget:", "Left out and assumed:"));
    for (const TableReport& table : report.tables)
      for (const twin::Text& doubt : table.doubts) text += fmt::format("- {}: {}\n", table.table, doubt.in(language));
  }
  if (!report.notes.empty()) {
    text += fmt::format("\n{}\n\n", tr("Övrigt:", "Besides:"));
    for (const twin::Text& note : report.notes) text += fmt::format("- {}\n", note.in(language));
  }
  return text;
}

}  // namespace

TablePurpose purpose_of(const std::string& table) {
  for (const Purpose& known : kPurposes)
    if (known.table == table) return {{known.sv, known.en}, {known.without_sv, known.without_en}};
  return {{kRatesSv, kRatesEn}, {kNeededSv, kNeededEn}};
}

twin::Text word_of(TableState state) {
  switch (state) {
    case TableState::kMade:
      return {"gjord", "made"};
    case TableState::kGiven:
      return {"given", "given"};
    case TableState::kDefault:
      return {"lånad", "borrowed"};
    case TableState::kMissing:
      return {"saknas", "missing"};
  }
  return {};
}

bool ImportReport::complete() const {
  return std::none_of(tables.begin(), tables.end(),
                      [](const TableReport& table) { return table.required && table.state == TableState::kMissing; });
}

std::string to_markdown(const ImportReport& report, const std::string& county) {
  return fmt::format(
      "# {}: luckor / gaps\n\n## Svenska\n\n{}\n\n{}\n## English\n\n{}\n\n{}", county,
      report.complete() ? "Paketet har allt som behövs för att köras. «Lånad»: ett annat läns tabell, som inte "
                          "beskriver det här länet; byt ut den när det går."
                        : "Paketet kan inte köras än: det som behövs och saknas står nedan.",
      section(report, twin::Language::kSwedish),
      report.complete()
          ? "The package has all that it needs to be run. \"Borrowed\": another county's table, which does "
            "not describe this one; replace it when you can."
          : "The package can't be run yet: what is needed and missing stands below.",
      section(report, twin::Language::kEnglish));
}

}  // namespace rurban
