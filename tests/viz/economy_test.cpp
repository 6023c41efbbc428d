// How money is shown: what tables and bands say is what the accounts hold, and sentences say it in words.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/viz/small_economy.h"
#include "viz/core/flow_bands.h"
#include "viz/export/economy_charts.h"
#include "viz/export/economy_page.h"
#include "viz/export/economy_words.h"
#include "viz/export/figures.h"
#include "viz/export/report.h"

namespace viz {
namespace {

using twin::Language;

constexpr std::int64_t kKr = 100;

// ---- sums of accounts

TEST(Rows, NetsOfCountrysideTownsAndOutsideSumToZero) {
  const SmallEconomy world;
  const auto sums = [&](const Inside& inside) { return row_sums(world.run, world.names, 2021, inside); };
  const auto countryside = sums(places_where(world.names, [](const auto&place) { return place.countryside; })),
             towns = sums(places_where(world.names, [](const auto&place) { return !place.countryside; })),
             outside = sums(is_node);
  for (std::size_t row = 0; row != world.names.rows.size(); ++row)
    EXPECT_EQ(countryside[row].net() + towns[row].net() + outside[row].net(), 0) << world.names.rows[row].en;
  EXPECT_EQ(countryside[SmallEconomy::kConsumption].out, 200 * kKr)
      << "what villagers buy in the hamlet stays inside";
  EXPECT_EQ(countryside[SmallEconomy::kConsumption].in, 0);
}

TEST(Balance, NamesWhomMoneyCameFromAndWhatIsLeft) {
  const SmallEconomy world;
  const Balance village = balance_of(world.run, world.names, 2021, place_inside(world.names, 0));
  EXPECT_EQ(village.in(), (500 + 300 + 40 + 1'000) * kKr);
  EXPECT_EQ(village.out(), (200 + 90 + 900) * kKr);
  EXPECT_EQ(village.change(), 650 * kKr);
  const auto with = [&](int row, const std::string& who) {
    for (const Balance::Entry& entry : village.entries)
      if (entry.row == row && village.counterparts[entry.counterpart].en == who) return entry.sum;
    return InOut{};
  };
  EXPECT_EQ(with(SmallEconomy::kConsumption, "towns of the county").out, 200 * kKr);
  EXPECT_EQ(with(SmallEconomy::kConsumption, "other countryside of the county").out, 90 * kKr);
  EXPECT_EQ(with(SmallEconomy::kSurplus, "others").out, 900 * kKr) << "the owners' node has no name here";
}

TEST(Years, AreThoseThatTheRunLivedWhole) {
  SmallEconomy world;
  world.pay(SmallEconomy::kTax, SmallEconomy::kTown, SmallEconomy::kState, 1, 2022);
  EXPECT_EQ(whole_years(world.run), std::vector<int>{2021});
  world.run.info.to = twin::date(2022, 12, 1);
  EXPECT_EQ(whole_years(world.run), std::vector<int>{2021});
  world.run.info.to = twin::date(2023, 1, 1);
  EXPECT_EQ(whole_years(world.run), (std::vector<int>{2021, 2022}));
}

TEST(Pairs, AddUpPlacesToMunicipalitiesAndLeaveOutWhatStaysInside) {
  const SmallEconomy world;
  const auto pairs = pair_flows(world.run, world.names, 2021, [](const auto& flow) { return flow.stock == "money"; });
  // Ends: Fjäll 0, Kust 1, state 2, rest of Sweden 3, abroad 4. The 900 to owners have no named end.
  std::map<std::pair<std::size_t, std::size_t>, std::int64_t> sums;
  for (const PairFlow& pair : pairs) sums[{pair.from, pair.to}] = pair.amount;
  const std::map<std::pair<std::size_t, std::size_t>, std::int64_t> expected{
      {{4, 0}, 1'000 * kKr}, {{3, 0}, 500 * kKr}, {{2, 0}, 300 * kKr}, {{0, 1}, 200 * kKr}, {{1, 2}, 70 * kKr}};
  EXPECT_EQ(sums, expected);
  EXPECT_TRUE(std::ranges::is_sorted(pairs, std::greater{}, &PairFlow::amount));
}

// ---- bands

TEST(Bands, AreAsWideAsTheirAmounts) {
  const std::vector<Point> positions{{0, 0}, {100, 0}, {0, 100}};
  const std::vector<PlacedFlow> flows{
      {0, 1, 10, "a"}, {1, 2, 40, "b"}, {2, 0, 25, "c"}, {1, 1, 99, "nowhere"}, {0, 2, 0, "nothing"}};
  const auto bands = flow_bands(flows, positions, {});
  ASSERT_EQ(bands.size(), 3U);
  for (const FlowBand& band : bands) EXPECT_DOUBLE_EQ(band.width / band.amount, BandOptions{}.largest_width / 40);
  EXPECT_EQ(bands.front().label, "b") << "the largest lies at the bottom";
  EXPECT_EQ(flow_bands(flows, positions, {.most = 1}).size(), 1U);
}

TEST(Bands, RunFromEndToEndAndThereAndBackLieApart) {
  const std::vector<Point> positions{{0, 0}, {100, 0}};
  const std::vector<PlacedFlow> flows{{0, 1, 5, ""}, {1, 0, 5, ""}};
  const auto bands = flow_bands(flows, positions, {.most = 40, .largest_width = 10, .bend = 0.2, .segments = 10});
  EXPECT_EQ(bands[0].points.front().x, 0);
  EXPECT_EQ(bands[0].points.back().x, 100);
  EXPECT_DOUBLE_EQ(bands[0].points[5].y, -20) << "a fifth of the way beside it";
  EXPECT_DOUBLE_EQ(bands[1].points[5].y, 20);
}

TEST(Bands, TaperToAPointWhereTheyGo) {
  const std::vector<Point> positions{{0, 0}, {100, 0}};
  const std::vector<PlacedFlow> flows{{0, 1, 5, ""}};
  const auto edge = outline(flow_bands(flows, positions, {.most = 1, .largest_width = 8, .bend = 0}).front());
  EXPECT_DOUBLE_EQ(std::hypot(edge.front().x - edge.back().x, edge.front().y - edge.back().y), 8);
  const std::size_t half = edge.size() / 2;
  EXPECT_DOUBLE_EQ(std::hypot(edge[half].x - edge[half - 1].x, edge[half].y - edge[half - 1].y), 0);
}

// ---- Sankey

Sankey village_sankey(const SmallEconomy& world) {
  const Balance balance = balance_of(world.run, world.names, 2021, place_inside(world.names, 0));
  return balance_sankey(balance, world.names, "Gruvby", "t", Language::kEnglish);
}

std::size_t node_named(const Sankey& sankey, const std::string& label, std::size_t column) {
  for (std::size_t i = 0; i != sankey.nodes.size(); ++i)
    if (sankey.nodes[i].label == label && sankey.nodes[i].column == column) return i;
  ADD_FAILURE() << "no node " << label;
  return 0;
}

TEST(Sankey, TakesInWhatGoesOutAndWhatIsPutAside) {
  const SmallEconomy world;
  const Sankey sankey = village_sankey(world);
  const std::size_t middle = node_named(sankey, "Gruvby", 1);
  EXPECT_EQ(inflow(sankey, middle), 1'840 * kKr);
  EXPECT_EQ(outflow(sankey, middle), inflow(sankey, middle));
  EXPECT_EQ(inflow(sankey, node_named(sankey, "put into savings", 2)), 650 * kKr);
  EXPECT_EQ(outflow(sankey, node_named(sankey, "wages", 0)), 500 * kKr);
}

TEST(Sankey, TakesFromSavingsWhatIsLacking) {
  SmallEconomy world;
  const Balance town = balance_of(world.run, world.names, 2021, place_inside(world.names, 1));
  const Sankey sankey = balance_sankey(town, world.names, "Byn", "t", Language::kEnglish);
  EXPECT_EQ(town.change(), (90 - 40) * kKr);
  world.pay(SmallEconomy::kTax, SmallEconomy::kHamlet, SmallEconomy::kState, 100);
  const Balance poorer = balance_of(world.run, world.names, 2021, place_inside(world.names, 1));
  const Sankey lacking = balance_sankey(poorer, world.names, "Byn", "t", Language::kEnglish);
  EXPECT_EQ(outflow(lacking, node_named(lacking, "taken out of savings", 0)), 50 * kKr);
  EXPECT_EQ(inflow(lacking, node_named(lacking, "Byn", 1)), outflow(lacking, node_named(lacking, "Byn", 1)));
}

TEST(Sankey, JoinsWhatIsTooThinToReadAndLosesNothing) {
  SmallEconomy world;
  world.pay(SmallEconomy::kTax, SmallEconomy::kVillage, SmallEconomy::kState, 5);  // 0.3 % of 1 840
  const Sankey sankey = village_sankey(world);
  for (std::size_t node = 0; node != sankey.nodes.size(); ++node)
    EXPECT_FALSE(sankey.nodes[node].column == 2 && sankey.nodes[node].label == "tax");
  EXPECT_EQ(inflow(sankey, node_named(sankey, "other", 2)), 5 * kKr);
  EXPECT_EQ(outflow(sankey, node_named(sankey, "Gruvby", 1)), 1'840 * kKr);
}

// ---- pictures

/// The name of the first element that is not closed where it should be; empty for well-formed text.
std::string badly_closed(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<'); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string::npos) return "unfinished tag";
    const std::string tag = xml.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(tag.front() == '/', tag.find_first_of(" />", 1) - (tag.front() == '/'));
    if (tag.front() != '/') {
      if (tag.back() != '/') open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return name;
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

FlowMap money_map(const SmallEconomy& world) {
  const auto pairs = pair_flows(world.run, world.names, 2021, [](const auto& flow) { return flow.stock == "money"; });
  return municipality_map(
      pairs, world.names, {300, 20, 5'000}, "Money & <ways>",
      [](double ore) { return money(ore, Language::kEnglish); }, Language::kEnglish);
}

TEST(Pictures, AreWellFormedAndSayTheirTitle) {
  SmallEconomy world;
  world.names.places[0].name = "A<B&C";
  world.names.municipalities[0] = "\"Fjäll\" & co";
  for (const std::string& svg : {to_svg(village_sankey(world)), to_svg(money_map(world))}) {
    EXPECT_EQ(badly_closed(svg), "");
    EXPECT_EQ(svg.find("nan"), std::string::npos);
    EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
    EXPECT_EQ(svg.find("A<B"), std::string::npos);
  }
  EXPECT_NE(to_svg(money_map(world)).find("<title>Money &amp; &lt;ways&gt;</title>"), std::string::npos);
}

TEST(Pictures, AreNothingWhereNothingFlows) {
  EXPECT_EQ(to_svg(Sankey{}), "");
  EXPECT_EQ(to_svg(FlowMap{}), "");
  SmallEconomy world;
  world.run.flows.clear();
  EXPECT_EQ(to_svg(village_sankey(world)), "");
  EXPECT_EQ(to_svg(money_map(world)), "");
}

TEST(FlowMap, ColoursWhatComesInGoesOutAndStays) {
  const SmallEconomy world;
  const std::string svg = to_svg(money_map(world));
  const auto count = [&](const std::string& colour) {
    std::size_t found = 0;
    for (std::size_t at = svg.find("<polygon fill=\"" + colour); at != std::string::npos;
         at = svg.find("<polygon fill=\"" + colour, at + 1))
      ++found;
    return found;
  };
  EXPECT_EQ(count("#0072b2"), 3U) << "from abroad, from Sweden, from the state";
  EXPECT_EQ(count("#d55e00"), 1U) << "tax to the state";
  EXPECT_EQ(count("#009e73"), 1U) << "shopping";
}

TEST(Money, IsSaidInTheUnitThatFits) {
  EXPECT_EQ(money(123'456'000'00.0, Language::kSwedish), "123\u202fmiljoner kr");
  EXPECT_EQ(money(12'300'000'00.0, Language::kSwedish), "12\u202fmiljoner kr");
  EXPECT_EQ(money(4'310'000'00.0, Language::kSwedish), "4,3\u202fmiljoner kr");
  EXPECT_EQ(money(81'525'000'000'00.0, Language::kSwedish), "81,5\u202fmiljarder kr");
  EXPECT_EQ(money(158'142'000'000'00.0, Language::kEnglish), "SEK\u202f158\u202fbn");
  EXPECT_EQ(money(600'00.0, Language::kSwedish), "1\u202ftusen kr") << "no smaller unit";
  EXPECT_EQ(money(-456'000'00.0, Language::kEnglish), "SEK\u202f456\u202fk");
  EXPECT_EQ(money_words(41'000'000'00.0, Language::kSwedish), "41 miljoner kronor");
}

// ---- sentences

TEST(Sentences, SayWhatComesBackOfAKrona) {
  SmallEconomy world;
  world.record("resourceflow.rfr_rural", "", {}, {0.384, 0.41});
  world.record("resourceflow.rfr_rural_with_people", "", {}, {0.3, 0.309});
  world.run.info.to = twin::date(2023, 1, 1);
  const auto sentences = economy_sentences(world.run, world.names);
  ASSERT_FALSE(sentences.empty());
  EXPECT_EQ(sentences[0].sv,
            "Av varje krona som råvaror för ut ur landsbygden kom 38 öre tillbaka 2021 och 41 öre 2022. Räknas också "
            "vad det har kostat att fostra de unga som flyttar därifrån är det 31 öre.");
  EXPECT_EQ(sentences[0].en.substr(0, 91),
            "Of each krona that raw materials carry out of the countryside, 38 öre came back in 2021 an");
}

TEST(Sentences, SayWhereHouseholdsHaveMostAndLeast) {
  SmallEconomy world;
  world.record("income.disposable", "municipality", world.names.municipalities, {210'000, 260'000});
  const auto sentences = economy_sentences(world.run, world.names);
  ASSERT_EQ(sentences.size(), 2U) << "nothing is said of returns that the run did not record";
  EXPECT_EQ(sentences[0].sv,
            "Till landsbygden kom 2 tusen kronor 2021, och därifrån gick 1 tusen kronor; mest kom som råvaror, mest "
            "gick till utdelning.");
  EXPECT_EQ(
      sentences[1].en,
      "After tax people have SEK 260\u202f000 each a year in Kust, where it is most, and 210\u202f000 in Fjäll, "
      "where it is least.");
}

/// As the small economy, and 50 million more in power fees reach Fjäll, of which equalisation takes 30 back.
SmallEconomy with_fees() {
  SmallEconomy world;
  const twin::Account town_hall = twin::Ledger::part(SmallEconomy::kVillage, SmallEconomy::kTownHall),
                      households = twin::Ledger::part(SmallEconomy::kHamlet, SmallEconomy::kHouseholds);
  world.pay(SmallEconomy::kPrimary, SmallEconomy::kSweden, town_hall, 50'000'000);
  world.pay(SmallEconomy::kWages, town_hall, households, 4'000'000);
  return world;
}

TEST(Differences, SayWhatReachesHouseholdsAndTheMunicipality) {
  const auto sentences =
      difference_sentences(with_fees().run, SmallEconomy().run, SmallEconomy().names, std::nullopt);
  ASSERT_EQ(sentences.size(), 3U);
  EXPECT_EQ(sentences[0].sv,
            "I Fjäll får hushållen 4,0 miljoner kronor mer och kommunen 50 miljoner kronor mer om året (2021).");
  EXPECT_EQ(sentences[1].en, "The countryside's households and municipalities get SEK 50 million more a year.")
      << "what the town hall pays in wages is counted once";
  EXPECT_EQ(
      sentences[2].sv,
      "I hela länet får hushåll och kommuner 50 miljoner kronor mer om året; i tätorterna lika mycket som förut.");
}

TEST(Differences, SayWhatEqualisationTakesBack) {
  const SmallEconomy base;
  SmallEconomy world = with_fees();
  world.take_back(twin::Ledger::part(SmallEconomy::kVillage, SmallEconomy::kTownHall), 30'000'000);
  const auto sentences = difference_sentences(world.run, base.run, base.names, std::nullopt);
  EXPECT_NE(sentences[0].sv.find("kommunen 20 miljoner kronor mer"), std::string::npos) << sentences[0].sv;
  EXPECT_NE(sentences[0].sv.find("Då har utjämningen tagit tillbaka 30 miljoner kronor."), std::string::npos);
}

TEST(Differences, OfARunWithItselfAreNone) {
  const SmallEconomy world;
  for (const twin::Text& sentence : difference_sentences(world.run, world.run, world.names, 0U)) {
    EXPECT_EQ(sentence.sv.find("kronor"), std::string::npos) << sentence.sv;
    EXPECT_NE(sentence.en.find("as much"), std::string::npos) << sentence.en;
  }
}

// ---- the page

ReportFrame frame_of(const SmallEconomy& world, Language language) {
  ReportFrame frame;
  frame.title = {"Prov", "Trial"};
  frame.language = language;
  frame.accounts = &world.names;
  for (const auto& place : world.names.places) frame.places.push_back(place.at);
  return frame;
}

TEST(EconomyPage, IsLeftOutOfARunWithoutMoney) {
  SmallEconomy world;
  std::erase_if(world.run.flows, [](const auto& flow) { return flow.stock == "money"; });
  EXPECT_EQ(economy_summary(world.run, frame_of(world, Language::kSwedish)), "");
  EXPECT_EQ(economy_details(world.run, frame_of(world, Language::kSwedish)), "");
  EXPECT_EQ(economy_summary(SmallEconomy().run, ReportFrame{}), "") << "nobody says how its accounts are to be read";
}

TEST(EconomyPage, ShowsWhatTheRunRecordedAndNothingElse) {
  SmallEconomy world;
  const auto details = [&] { return economy_details(world.run, frame_of(world, Language::kEnglish)); };
  EXPECT_EQ(details().find("municipalities' economy"), std::string::npos);
  EXPECT_EQ(details().find("public_finance.tax_rate"), std::string::npos);
  world.record("public_finance.tax_rate", "municipality", world.names.municipalities, {23.5, 22.25});
  EXPECT_NE(details().find("<td>22.25</td>"), std::string::npos);
}

TEST(EconomyPage, BreaksTheSheetAfterTheSummaryAndBeforeEachPlace) {
  const SmallEconomy world;
  ReportFrame frame = frame_of(world, Language::kSwedish);
  frame.place_pages = {0, 2};
  const std::string page = report_html(world.run, frame);
  std::size_t breaks = 0;
  for (std::size_t at = page.find("class=\"after\""); at != std::string::npos;
       at = page.find("class=\"after\"", at + 1))
    ++breaks;
  EXPECT_EQ(breaks, 3U);
  EXPECT_LT(page.find("Landsbygdens pengar 2021"), page.find("class=\"after\""));
  EXPECT_NE(page.find("<h2>Gruvby (Fjäll)</h2>"), std::string::npos);
  const std::size_t body = page.find("<body>");
  EXPECT_EQ(badly_closed(page.substr(body, page.find("</html>") - body)), "");
}

}  // namespace
}  // namespace viz
