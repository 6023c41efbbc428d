#include "models/county_import/sources.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "models/county/tables.h"
#include "models/county_import/source_file.h"
#include "models/transport/gtfs.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace rurban {
namespace {

namespace fs = std::filesystem;
using Header = std::vector<std::string>;

constexpr std::size_t kBeginning = 65'536;  // bytes in which a header stands

bool ends_with(const fs::path& path, std::initializer_list<std::string_view> endings) {
  std::string name = path.filename().string();
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view end) { return name.ends_with(end); });
}

Header header_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string beginning(kBeginning, '\0');
  in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(in.gcount()));
  return header_of({path.string(), as_utf8(std::move(beginning))});
}

bool has_all(const Header& header, std::initializer_list<std::string_view> names) {
  return std::all_of(names.begin(), names.end(), [&](std::string_view name) { return has_column(header, name); });
}
bool has_any(const Header& header, std::initializer_list<std::string_view> names) {
  return !first_column(header, names).empty();
}
bool has_position(const Header& header) {
  return (has_any(header, {"lat", "latitude"}) && has_any(header, {"lon", "longitude"})) ||
         has_all(header, {"east_m", "north_m"});
}

/// The package's table that a CSV file is by its name and its columns.
bool is_table(const fs::path& path, const Header& header) {
  const std::string name = path.stem().string();
  if (name == kMastsTable) return has_all(header, {"height_m", "kind", "telia", "since_year"});
  for (const twin::TableSpec& spec : table_specs())
    if (spec.name == name)
      return std::all_of(spec.columns.begin(), spec.columns.end(), [&](const twin::ColumnSpec& column) {
        return column.may_be_absent || has_column(header, column.name);
      });
  return false;
}

std::optional<SourceKind> kind_by_header(const Header& header) {
  const bool coded = has_any(header, {"code", "municipality", "kommun", "kommunkod"});
  if (has_all(header, {"x_laea", "y_laea", "total", "women", "employed"}) ||
      (has_any(header, {"GRD_ID", "GRID_ID", "grd_id"}) && has_all(header, {"T", "EMP"})))
    return SourceKind::kCensusGrid;
  if (coded && has_all(header, {"name", "land_km2"})) return SourceKind::kMunicipalList;
  if (coded && has_all(header, {"age_0_15", "age_65_plus"})) return SourceKind::kAgeGroups;
  if (coded && has_column(header, "persons_per_household")) return SourceKind::kHouseholdSizes;
  if (has_all(header, {"radio", "mcc"}) || has_all(header, {"operator", "bands"})) return SourceKind::kMastList;
  if (coded && has_any(header, {"year", "år"}) &&
      has_any(header, {"population", "population_31dec", "residents", "folkmängd"}) && !has_column(header, "births"))
    return SourceKind::kSeries;
  if (has_any(header, {"region", "Region"})) return SourceKind::kSeries;
  if (has_any(header, {"kind", "kind_guess"}) && has_position(header)) return SourceKind::kPoints;
  if (has_all(header, {"name", "municipality"}) && has_position(header) && !has_column(header, "year"))
    return SourceKind::kLocalities;
  return std::nullopt;
}

/// Words that the name of a file of that kind is likely to have.
std::string_view usual_word(SourceKind kind) {
  switch (kind) {
    case SourceKind::kMunicipalList:
      return "municipal";
    case SourceKind::kCensusGrid:
      return "census";
    case SourceKind::kLocalities:
      return "localit";
    case SourceKind::kSeries:
      return "population";
    case SourceKind::kAgeGroups:
      return "age";
    case SourceKind::kHouseholdSizes:
      return "household";
    case SourceKind::kPoints:
      return "service";
    case SourceKind::kMastList:
      return "mast";
    case SourceKind::kOpenStreetMap:
      return "osm";
    case SourceKind::kTimetable:
      return "gtfs";
    case SourceKind::kElevation:
      return "elevation";
  }
  return "";
}

class Search {
 public:
  explicit Search(fs::path leave_out) : leave_out_(std::move(leave_out)) {}

  Sources look(const fs::path& folder) {
    look_through(folder);
    for (auto& [kind, paths] : found_.files) {
      const auto unusual = [kind = kind](const fs::path& path) {
        return path.filename().string().find(usual_word(kind)) == std::string::npos;
      };
      std::sort(paths.begin(), paths.end(), [&](const fs::path& a, const fs::path& b) {
        return std::pair{unusual(a), a} < std::pair{unusual(b), b};
      });
    }
    std::sort(found_.unknown.begin(), found_.unknown.end());
    return std::move(found_);
  }

 private:
  void look_through(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) entries.push_back(entry.path());
    if (error) throw twin::read_error(folder, error.value());
    std::sort(entries.begin(), entries.end());
    if (fs::exists(folder / "stops.txt") && fs::exists(folder / "stop_times.txt")) {
      found_.files[SourceKind::kTimetable].push_back(folder);
      std::erase_if(entries, [](const fs::path& path) { return ends_with(path, {".txt"}); });
    }
    for (const fs::path& entry : entries) {
      if (entry.filename().string().starts_with('.')) continue;
      if (!leave_out_.empty() && fs::weakly_canonical(entry) == fs::weakly_canonical(leave_out_)) continue;
      if (fs::is_directory(entry))
        look_through(entry);
      else if (fs::is_regular_file(entry))
        look_at(entry);
    }
  }

  void look_at(const fs::path& path) {
    if (ends_with(path, {".md"})) return;
    if (ends_with(path, {".csv"})) {
      const Header header = header_of_file(path);
      if (is_table(path, header))
        found_.tables.emplace(path.stem().string(), path);
      else
        add(kind_by_header(header), path);
    } else if (ends_with(path, {".asc"}) && is_grid(path)) {
      found_.tables.emplace(path.stem().string(), path);
    } else {
      add(kind_by_ending(path), path);
    }
  }

  static bool is_grid(const fs::path& path) {
    return std::any_of(kGridTables.begin(), kGridTables.end(),
                       [&](const GridTable& table) { return table.name == path.stem().string(); });
  }

  static std::optional<SourceKind> kind_by_ending(const fs::path& path) {
    if (ends_with(path, {".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz"})) return SourceKind::kOpenStreetMap;
    if (ends_with(path, {".tif", ".tiff"})) return SourceKind::kElevation;
    if (ends_with(path, {".gpkg"})) return SourceKind::kCensusGrid;
    if (ends_with(path, {".geojson"}))
      return path.filename().string().find("point") != std::string::npos ||
                     path.filename().string().find("service") != std::string::npos
                 ? std::optional(SourceKind::kPoints)
                 : std::nullopt;
    if (ends_with(path, {".zip"})) {
      try {
        const auto files = open_gtfs(path);
        if (std::any_of(files.begin(), files.end(), [](const twin::TextFile& file) {
              return fs::path(file.name()).filename() == "stop_times.txt";
            }))
          return SourceKind::kTimetable;
      } catch (const twin::IoError&) {
        // A zip file of something else is nothing that a package could use, and is told as such.
      }
    }
    return std::nullopt;
  }

  void add(std::optional<SourceKind> kind, const fs::path& path) {
    if (kind)
      found_.files[*kind].push_back(path);
    else
      found_.unknown.push_back(path);
  }

  fs::path leave_out_;
  Sources found_;
};

}  // namespace

fs::path Sources::first(SourceKind kind) const {
  const auto found = files.find(kind);
  return found == files.end() ? fs::path() : found->second.front();
}

Sources find_sources(const fs::path& folder, const fs::path& leave_out) {
  if (!fs::is_directory(folder)) throw twin::read_error(folder, fs::exists(folder) ? ENOTDIR : ENOENT);
  return Search(leave_out).look(folder);
}

}  // namespace rurban
