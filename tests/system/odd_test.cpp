// The ODD+D protocol: it names whatever the twin declares, and what stands in docs/odd.md is what would be printed.
#include "tools/odd.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "tests/support/temp_dir.h"
#include "tests/system/worlds.h"
#include "twin/base/error.h"
#include "twin/io/file.h"

namespace {

namespace fs = std::filesystem;

const fs::path kRoot(RURBAN_ROOT);
const fs::path kFragments = kRoot / "docs/odd";

/// Declared, with its county, and not founded.
const tools::Session& today() {
  static const tools::Session kSession = tools::open_session(worlds::scenario("today"), {});
  return kSession;
}

const std::string& protocol() {
  static const std::string kText = tools::odd_protocol(today(), kFragments);
  return kText;
}

/// Every fault of the protocol when its prose comes from `fragments`.
std::vector<twin::Fault> faults_with(const fs::path& fragments) {
  try {
    tools::odd_protocol(today(), fragments);
  } catch (const twin::InputError& error) {
    return error.faults();
  }
  return {};
}

class Fragments : public testing::Test {
 protected:
  void SetUp() override { fs::copy(kFragments, folder_.path() / "odd", fs::copy_options::recursive); }
  fs::path odd() const { return folder_.path() / "odd"; }

 private:
  twin::TempDir folder_;
};

TEST(OddProtocol, ThePageInTheDocumentsIsTheCurrentOne) {
  EXPECT_EQ(twin::read_text(kRoot / "docs/odd.md"), protocol())
      << "write it anew: rurban describe --odd > docs/odd.md";
}

TEST(OddProtocol, NamesEveryColumnStreamSeriesEventActAndTable) {
  const twin::Simulation& simulation = *today().simulation;
  const auto expect_told = [](const std::string& name) {
    EXPECT_NE(protocol().find("`" + name + "`"), std::string::npos) << name;
  };
  for (const twin::Table& table : simulation.world().tables()) {
    expect_told(table.name());
    for (const twin::Column& column : table.columns())
      expect_told(column.info().name.substr(column.info().name.find('.') + 1));
  }
  std::size_t streams = 0;
  for (const twin::PlanEntry& entry : simulation.plan().entries()) {
    for (const std::string& stream : entry.streams) expect_told(stream);
    streams += entry.streams.size();
  }
  EXPECT_GT(streams, 30U);
  for (const twin::Series& series : simulation.plan().series()) expect_told(series.info.name);
  for (const auto& box : simulation.plan().mailboxes()) expect_told(box->name());
  for (const twin::ActInfo& act : simulation.plan().acts()) expect_told(act.name);
  for (const twin::FlowInfo& flow : simulation.ledger().flows()) expect_told(flow.name);
}

TEST(OddProtocol, NoFragmentTellsOfAModelThatIsGone) {
  for (const auto& file : fs::directory_iterator(kFragments / "models"))
    EXPECT_TRUE(fs::is_directory(kRoot / "models" / file.path().stem())) << file.path() << " tells of no model";
}

TEST_F(Fragments, AModelWithoutAFragmentIsAFaultThatNamesTheFile) {
  fs::remove(odd() / "models/migration.md");
  const auto faults = faults_with(odd());
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].where.file, (odd() / "models/migration.md").string());
}

TEST_F(Fragments, AllThatIsMissingEmptyOrUnknownIsToldAtOnce) {
  fs::remove(odd() / "purpose.md");
  std::ofstream(odd() / "learning.md") << "\n\n";
  std::ofstream(odd() / "weather.md") << "Rain.\n";
  std::set<std::string> files;
  for (const twin::Fault& fault : faults_with(odd())) files.insert(fs::path(fault.where.file).filename().string());
  EXPECT_EQ(files, (std::set<std::string>{"purpose.md", "learning.md", "weather.md"}));
}

TEST_F(Fragments, AFolderThatIsNotThereIsNoCrash) {
  EXPECT_GT(faults_with(odd() / "nowhere").size(), 30U);
}

}  // namespace
