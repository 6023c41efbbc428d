#include "twin/io/protocol.h"

#include <gtest/gtest.h>

#include "twin/run/declare.h"
#include "twin/run/simulation.h"

namespace twin {
namespace {

constexpr TableKey kFarms{"farm", "farming", "who keeps cows"};
constexpr Key<std::int32_t> kCows{"farm.cows", "farming", "cows", "dairy | beef"};
struct Sell {};
constexpr EventKey<Sell> kSell{"farming.sell", "farm", "the target sells a cow"};
constexpr Stream kCalves{"farming.calves"};

class Farming final : public Model {
 public:
  std::string_view name() const override { return "farming"; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    d.owns(kFarms);
    d.writes(kCows);
    d.receives(kSell);
    d.stream(kCalves);
    d.series({.name = "cows", .table = "farm", .unit = "cows", .label = {"kor", "cows in all"}});
    for (const auto& [name, source] : {std::pair{"milk", "SCB: 9,000 kg"},
                                       {"calves", "assumption: 0.8 to 1"},
                                       {"feed", "feed.csv holds the rates"},
                                       {"aid", "a lever; none today"}})
      d.param({.name = name, .unit = "1", .fallback = 1, .most = 2, .label = {}, .source = source});
  }
};

class Dairy final : public Model {
 public:
  std::string_view name() const override { return "dairy"; }
  void declare(Declare& d) override {
    d.every(Period::kMonth);
    d.reads_last(kCows);
    d.sends(kSell);
  }
};

Simulation village() {
  std::vector<std::unique_ptr<Model>> models;
  models.push_back(std::make_unique<Farming>());
  models.push_back(std::make_unique<Dairy>());
  return Simulation(std::move(models));
}

bool has(const std::string& text, std::string_view line) {
  return text.find(line) != std::string::npos;
}

TEST(Protocol, ColumnsAreToldWithOwnerUnitMeaningAndReaders) {
  const Simulation simulation = village();
  const std::string text = protocol_of_tables(simulation.world(), simulation.plan());
  EXPECT_TRUE(has(text, "**`farm`** (farming): who keeps cows.")) << text;
  EXPECT_TRUE(has(text, "| `cows` | i32 | cows | farming | dairy \\| beef | dairy |")) << text;
}

TEST(Protocol, TheScheduleHasTheOrderOfAStepAndNotOfTheListOfModels) {
  const Simulation simulation = village();
  const std::string text = protocol_of_schedule(simulation.plan());
  EXPECT_TRUE(has(text, "1. **dairy**, every month\n   - reads as it was before this step: `farm.cows`")) << text;
  EXPECT_TRUE(has(text, "2. **farming**, every month")) << text;
}

TEST(Protocol, EventsHaveSenderReceiverAndMeaning) {
  const Simulation simulation = village();
  EXPECT_TRUE(has(protocol_of_events(simulation.plan()),
                  "| `farming.sell` | farm | the target sells a cow | dairy | farming |"));
}

TEST(Protocol, StreamsAndSeriesAreTold) {
  const Simulation simulation = village();
  EXPECT_TRUE(has(protocol_of_streams(simulation.plan()), "| dairy | none |\n| farming | `farming.calves` |"));
  EXPECT_TRUE(has(protocol_of_series(simulation.plan()), "| `farming.cows` | farm | cows | cows in all |"));
}

TEST(Protocol, ParametersAreCountedByWhatTheyRestOn) {
  const Simulation simulation = village();
  const std::string text = protocol_of_parameters(simulation.plan());
  EXPECT_TRUE(has(text, "| farming | 4 | 1 | 1 | 1 | 1 |")) << text;
  EXPECT_TRUE(has(text, "| **all** | 4 | 1 | 1 | 1 | 1 |")) << text;
}

TEST(Protocol, AnAssumptionThatOnlyPartOfASourceAdmitsIsAnAssumption) {
  EXPECT_EQ(basis_of({.name = {}, .unit = {}, .label = {}, .source = "S34; pay is an assumption"}),
            Basis::kAssumption);
  EXPECT_EQ(basis_of({.name = {}, .unit = {}, .label = {}, .source = "Minerallag 7:7; more is a lever"}),
            Basis::kPublished);
}

}  // namespace
}  // namespace twin
