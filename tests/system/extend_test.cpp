// The walk in models/README.md, taken: a model is added with its noun, its arithmetic, its declarations and one line
// in a list, and nothing else is touched.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "models/registry.h"
#include "tests/system/worlds.h"
#include "twin/io/scenario_reference.h"
#include "twin/run/step.h"

namespace {

// 1. The noun.
inline constexpr twin::Key<std::int32_t> kLonely{"municipality.living_alone", "loneliness", "persons",
                                                 "people who live alone"};

// 2. The arithmetic.
bool lives_alone(rurban::PersonRef first_member, std::span<const rurban::PersonRef> next_member) {
  return first_member.valid() && !next_member[first_member.row].valid();
}

// 3. The model.
class LonelinessModel final : public twin::Model {
 public:
  std::string_view name() const override { return "loneliness"; }
  void declare(twin::Declare& d) override {
    d.every(twin::Period::kQuarter);
    first_member_ = d.reads(rurban::kFirstMember);
    next_member_ = d.reads(rurban::kNextMember);
    place_ = d.reads(rurban::kPlace);
    municipality_ = d.reads(rurban::kPlaceMunicipality);
    lonely_ = d.writes(kLonely);
    weight_ = d.param({.name = "weight",
                       .unit = "1",
                       .fallback = 1,
                       .least = 0,
                       .most = 2,
                       .whole = false,
                       .label = {"vikt", "weight"},
                       .source = "assumption: a test"});
    series_ = d.series(
        {.name = "alone", .table = "municipality", .unit = "persons", .label = {"bor ensamma", "live alone"}});
  }
  void step(twin::Step& s) override {
    std::fill(s[lonely_].begin(), s[lonely_].end(), 0);
    for (std::size_t household = 0; household != s[place_].size(); ++household)
      if (lives_alone(s[first_member_][household], s[next_member_]))
        ++s[lonely_][s[municipality_][s[place_][household].row].row];
    const std::vector<std::int64_t> alone(s[lonely_].begin(), s[lonely_].end());
    s.record(series_, alone);
  }

 private:
  twin::In<rurban::PersonRef> first_member_, next_member_;
  twin::In<rurban::PlaceRef> place_;
  twin::In<rurban::MunicipalityRef> municipality_;
  twin::Out<std::int32_t> lonely_;
  twin::Param weight_;
  twin::SeriesHandle series_;
};

TEST(Extending, AModelAddedInFiveStepsRunsAndLeavesAllOthersAsTheyWere) {
  const auto scenario = twin::load_scenario(worlds::scenario("tiny"), tools::schema(), {});
  const auto beginning = std::make_shared<rurban::Beginning>(rurban::load_county(scenario.county));
  const auto live = [&](bool extended) {
    auto models = rurban::make_models(beginning);
    if (extended) models.push_back(std::make_unique<LonelinessModel>());  // 4. One line.
    auto simulation = std::make_unique<twin::Simulation>(std::move(models));
    simulation->set_seed(1);
    simulation->found(scenario.from);
    worlds::live_until(*simulation, twin::date(2022, 1, 1));
    return simulation;
  };
  const auto plain = live(false), extended = live(true);
  auto columns = extended->hash().columns;
  columns.erase("municipality.living_alone");
  EXPECT_EQ(columns, plain->hash().columns);
  // 5. A law that would catch it: nobody is alone twice, and some are in every village.
  const std::int32_t alone = extended->world().column(kLonely)[0];
  EXPECT_GT(alone, 10);
  EXPECT_LE(alone, static_cast<std::int32_t>(extended->world().table("household").rows()));
  EXPECT_EQ(extended->plan().parameter("loneliness.weight"), 1);
}

TEST(Extending, TheWalkQuotesTheRealModel) {
  const auto text = [](const std::string& file) {
    std::ifstream in(std::string(RURBAN_ROOT) + "/models/" + file);
    std::stringstream content;
    content << in.rdbuf();
    return content.str();
  };
  const std::string walk = text("README.md");
  for (const auto& [file, quote] :
       {std::pair{"vocabulary.h",
                  "inline constexpr Key<Role> kRole{\"person.role\", \"population\", \"\", \"0 single, 1 "
                  "partner, 2 child in the household\"};"},
        std::pair{
            "households/matching.h",
            "std::vector<std::pair<std::uint32_t, std::uint32_t>> match(std::vector<Seeker> seekers, AgeGap gap);"},
        std::pair{"households/households_model.cpp", "role_ = d.reads_last(kRole);"},
        std::pair{"households/households_model.cpp", "unite_ = d.sends(kUnite);"},
        std::pair{"households/households_model.cpp", "seeks_ = d.stream(kSeeks);"}}) {
    EXPECT_NE(walk.find(quote), std::string::npos) << "models/README.md no longer quotes " << quote;
    EXPECT_NE(text(file).find(quote), std::string::npos) << file << " no longer has " << quote;
  }
}

TEST(Documentation, TheTableOfParametersIsTheCurrentOne) {
  std::ifstream in(std::string(RURBAN_ROOT) + "/scenarios/README.md");
  std::stringstream content;
  content << in.rdbuf();
  const std::string table = twin::describe_parameters(tools::schema().parameters, twin::Language::kEnglish);
  EXPECT_NE(content.str().find(table), std::string::npos)
      << "replace the table in scenarios/README.md by what `rurban describe --parameters --lang en` prints";
}

}  // namespace
