// Norrbotten's municipalities and roads, and public bodies that write down what they are asked to pay.
#include "models/practices/practices_model.h"

#include <gtest/gtest.h>

#include <map>
#include <numeric>

#include "models/county/county_model.h"
#include "twin/run/simulation.h"

namespace rurban {
namespace {

class PublicBodies final : public twin::Model {
 public:
  static constexpr std::int64_t kBought = 10'000'000;  ///< öre a month, by each municipality

  std::string_view name() const override { return "public_finance"; }
  void declare(twin::Declare& d) override {
    d.every(twin::Period::kMonth);
    orders_ = d.receives(kOrderWorks);
    purchases_ = d.writes(kMunicipalPurchases);
  }
  void found(twin::Founding& f) override { std::fill(f[purchases_].begin(), f[purchases_].end(), kBought); }
  void step(twin::Step& s) override {
    for (const auto& event : s.receive(orders_)) {
      paid[event.payload.payer] += event.payload.amount;
      ++orders;
    }
  }

  std::map<Owner, std::int64_t> paid;  ///< öre so far
  int orders = 0;

 private:
  twin::Receives<OrderWorks> orders_;
  twin::Out<std::int64_t> purchases_;
};

BeginningPtr norrbotten() {
  static const BeginningPtr kBeginning =
      std::make_shared<Beginning>(load_county(RURBAN_ROOT "/scenarios/norrbotten"));
  return kBeginning;
}

/// The developers of Norrbotten, founded and ready to live.
struct Developers {
  explicit Developers(const std::map<std::string, double>& set, std::uint64_t seed = 1) {
    std::vector<std::unique_ptr<twin::Model>> models;
    models.push_back(std::make_unique<CountyModel>(norrbotten()));
    models.push_back(std::make_unique<PracticesModel>(norrbotten(), std::make_shared<Transport>(norrbotten())));
    auto payers = std::make_unique<PublicBodies>();
    bodies = payers.get();
    models.push_back(std::move(payers));
    simulation = std::make_unique<twin::Simulation>(std::move(models));
    simulation->set_seed(seed);
    std::vector<twin::ParameterChange> changes;
    for (const auto& [name, value] : set)
      changes.push_back({norrbotten()->county().base_date, "practices." + name, value});
    simulation->set_changes(changes);
    simulation->found(norrbotten()->county().base_date);
  }
  Developers& live(int months) {
    for (int month = 0; month != months; ++month) simulation->advance();
    return *this;
  }
  template <class T>
  std::span<const T> column(const twin::Key<T>& key) const {
    return std::as_const(simulation->world()).column(key);
  }
  template <class T>
  std::int64_t sum(const twin::Key<T>& key) const {
    const auto values = column(key);
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
  }
  /// Of the year that ended last; the county's, or of a municipality.
  double series(const std::string& name, std::size_t row = 0) const {
    for (const twin::Series& series : simulation->plan().series())
      if (series.info.name == "practices." + name)
        return *(series.values.end() - static_cast<std::ptrdiff_t>(series.info.table.empty() ? 1 : 14 - row));
    ADD_FAILURE() << name;
    return 0;
  }

  PublicBodies* bodies = nullptr;
  std::unique_ptr<twin::Simulation> simulation;
};

TEST(Developers, WithoutMeetingsSpendNothingWhateverAMeetingWouldCost) {
  Developers alone({{"hourly_cost", 5'000}, {"procurement_saving", 0.3}, {"adoption_per_contact", 1}});
  alone.live(36);
  EXPECT_EQ(alone.bodies->orders, 0);
  for (const auto& key : {kMeetingMinutes, kMeetingTravel, kMeetingCost, kRegionMeetingCost, kHostedMinutes})
    EXPECT_EQ(alone.sum(key), 0) << key.name;
  EXPECT_EQ(alone.sum(kHosted), 0);
  EXPECT_EQ(alone.series("public_cost"), 0);
}

TEST(Developers, HavePaidForMeetingsWhatTheirColumnsSayToTheOre) {
  Developers meet({{"meetings", 6}});
  meet.live(12);
  EXPECT_EQ(meet.bodies->paid[Owner::kMunicipality], meet.sum(kMeetingCost));
  EXPECT_EQ(meet.bodies->paid[Owner::kRegion], meet.sum(kRegionMeetingCost));
  EXPECT_GT(meet.sum(kMeetingCost), 0);
  EXPECT_EQ(meet.sum(kHostedMinutes), meet.sum(kMeetingMinutes))
      << "each minute of a meeting is somebody's as a host";
  EXPECT_DOUBLE_EQ(meet.series("public_cost"),
                   static_cast<double>(meet.sum(kMeetingCost) + meet.sum(kRegionMeetingCost)) / 100);
  EXPECT_EQ(meet.series("held"), 6);
}

TEST(Developers, CountTheirMeetingsAnewEachYear) {
  Developers meet({{"meetings", 6}, {"attendance", 1}});
  meet.live(12);
  const std::int64_t first = meet.sum(kMeetingMinutes);
  EXPECT_EQ(first, 6 * 360 * (14 * 2 + 1));  // two of each municipality and one of the region
  meet.live(12);
  EXPECT_EQ(meet.sum(kMeetingMinutes), first);
  EXPECT_EQ(meet.sum(kHosted), 12);
}

TEST(Developers, MeetOnceInEachMunicipalityAndInTenOfFourteenAwayFromTheCoast) {
  Developers meet({{"meetings", 7}});
  const double first = meet.live(12).series("outside_coast"), second = meet.live(12).series("outside_coast");
  EXPECT_NEAR(7 * (first + second) / 100, 10, 1e-9);
  for (const std::int32_t hosted : meet.column(kHosted)) EXPECT_EQ(hosted, 1);
  std::int64_t inland = 0;
  for (const Municipality& municipality : norrbotten()->county().municipalities) inland += municipality.sea_km2 == 0;
  EXPECT_EQ(inland, 10);  // all but Luleå, Piteå, Kalix and Haparanda
}

TEST(Developers, CostTheRegionWhatTheMunicipalitiesAreRelievedOf) {
  Developers themselves({{"meetings", 6}}), relieved({{"meetings", 6}, {"region_share", 1}});
  themselves.live(12), relieved.live(12);
  EXPECT_EQ(relieved.bodies->paid[Owner::kMunicipality], 0);
  EXPECT_EQ(relieved.bodies->paid[Owner::kRegion],
            themselves.bodies->paid[Owner::kMunicipality] + themselves.bodies->paid[Owner::kRegion]);
}

TEST(Developers, WhoMeetMoreOftenAreNeverLaterWithAnyPractice) {
  constexpr int kMonths = 120;
  using practices::Adopters;
  const auto histories = [](double meetings, std::uint64_t seed) {
    // Who comes is certain: a host comes always, and with other meetings others are hosts.
    Developers county({{"meetings", meetings}, {"attendance", 1}}, seed);
    std::vector<std::vector<Adopters>> by_month;
    for (int month = 0; month != kMonths; ++month) {
      const auto adopters = county.live(1).column(kPracticeAdopters);
      by_month.emplace_back(adopters.begin(), adopters.end());
    }
    return by_month;
  };
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    auto fewer = histories(0, seed);
    for (const double meetings : {1.0, 4.0, 6.0, 10.0}) {
      auto more = histories(meetings, seed);
      for (int month = 0; month != kMonths; ++month) {
        ASSERT_EQ(more[month].size(), fewer[month].size()) << "the same practices arise";
        for (std::size_t k = 0; k != more[month].size(); ++k)
          ASSERT_EQ(fewer[month][k] & ~more[month][k], 0U) << meetings << " meetings, month " << month;
      }
      EXPECT_NE(more, fewer);
      fewer = std::move(more);
    }
  }
}

TEST(Developers, HearOfPracticesSlowlyWhenTheyDoNotMeet) {
  Developers alone({}), meet({{"meetings", 6}});
  alone.live(120), meet.live(120);
  EXPECT_EQ(alone.series("known"), meet.series("known"));
  EXPECT_GT(meet.series("everywhere"), alone.series("everywhere"));
  double more = 0;
  for (std::size_t m = 0; m != 14; ++m) more += meet.series("adopted", m) - alone.series("adopted", m);
  EXPECT_GT(more, 14) << "a practice more in each municipality, on average";
}

TEST(Developers, WhoTookThePracticeUpBuyForLessAndNobodyElse) {
  Developers joint({{"meetings", 6}, {"procurement_saving", 0.1}, {"procured_share", 0.2}});
  Developers plain({{"meetings", 6}});
  std::int64_t saved = 0;
  for (int year = 0; year != 4; ++year) {
    for (int month = 0; month != 12; ++month) {
      joint.live(1), plain.live(1);
      const auto adopters = joint.column(kPracticeAdopters);
      for (std::uint32_t m = 0; m != 14; ++m) {
        if (joint.column(kProcurementSaved)[m] == 0) continue;
        EXPECT_TRUE(practices::has(adopters.front(), m));
      }
    }
    saved += joint.sum(kProcurementSaved);
  }
  ASSERT_GT(saved, 0);
  EXPECT_EQ(saved % (PublicBodies::kBought / 50), 0);  // a tenth of a fifth, by month and adopter
  EXPECT_EQ(plain.bodies->paid[Owner::kMunicipality] - joint.bodies->paid[Owner::kMunicipality], saved);
}

}  // namespace
}  // namespace rurban
