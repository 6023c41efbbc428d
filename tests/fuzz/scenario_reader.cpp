#include <stdlib.h>

#include <cstdlib>
#include <fstream>

#include "tests/fuzz/readers.h"
#include "twin/io/file.h"
#include "twin/io/scenario.h"

namespace fuzz {
namespace {

namespace fs = std::filesystem;

/// A folder in memory with a county package `lillby` and a scenario `base.yaml` to build on; goes with the process.
class Folder {
 public:
  Folder() {
    std::string name = (fs::exists("/dev/shm") ? "/dev/shm" : fs::temp_directory_path().string()) + "/twin-XXXXXX";
    path_ = mkdtemp(name.data());
    fs::create_directory(path_ / "lillby");
    std::ofstream(path_ / "lillby/county.yaml") << "name: Lillby\n";
    std::ofstream(path_ / "base.yaml") << "county: lillby\nfrom: 2021-01-01\nto: 2022-01-01\n";
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

const twin::Schema& schema() {
  using Kind = twin::ActInfo::Argument::Kind;
  static const twin::Schema kSchema{
      {{"life.fertility", "1", 1, 0, 2, false, {"barnafödande", "fertility"}, "a test"},
       {"life.moves", "persons/year", 100, 0, 1000, false, {"flyttar", "moves"}, "a test"},
       {"shops.staff", "persons", 3, 1, 9, true, {"personal", "staff"}, "a test"}},
      {{"shops.open",
        {"öppna", "open"},
        {{.name = "at", .kind = Kind::kPosition},
         {.name = "sells",
          .kind = Kind::kChoice,
          .words = {"food", "fuel"},
          .choices = {{"mat", "food"}, {"bränsle", "fuel"}}},
         {.name = "staff", .fallback = 2, .least = 1, .most = 9, .whole = true}}},
       {"shops.close", {"stäng", "close"}, {{.name = "shop", .kind = Kind::kRow, .table = "shop"}}}}};
  return kSchema;
}

bool alike(const twin::Scenario& a, const twin::Scenario& b) {
  const auto same_settings = [](const std::vector<twin::Setting>& x, const std::vector<twin::Setting>& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const auto& one, const auto& other) {
      return one.name == other.name && one.value == other.value;
    });
  };
  return a.title.sv == b.title.sv && a.title.en == b.title.en && a.question.sv == b.question.sv &&
         a.question.en == b.question.en && a.county == b.county && a.from == b.from && a.to == b.to &&
         a.seed == b.seed && a.parameters == b.parameters &&
         std::equal(a.changes.begin(), a.changes.end(), b.changes.begin(), b.changes.end(),
                    [&](const twin::Change& one, const twin::Change& other) {
                      return one.date == other.date && same_settings(one.settings, other.settings) &&
                             one.acts == other.acts;
                    });
}

}  // namespace

std::string read_scenario(std::span<const std::byte> bytes) {
  static const Folder folder;
  const fs::path file = folder / "scenario.yaml", again = folder / "again.yaml";
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
  std::optional<twin::Scenario> scenario;
  try {
    scenario = twin::load_scenario(file, schema(), {});
  } catch (const twin::InputError& error) {
    if (twin::to_string(error.faults(), twin::Language::kSwedish).empty()) std::abort();
    return twin::to_string(error.faults(), twin::Language::kEnglish);
  } catch (const twin::IoError& error) {
    return error.text().en;
  }
  const std::string text = twin::to_yaml(*scenario, schema());
  std::ofstream(again, std::ios::binary) << text;
  if (!alike(twin::load_scenario(again, schema(), {}), *scenario)) std::abort();
  return "";
}

}  // namespace fuzz
