// People, places and a model of firms that does as it is told.
#include "models/employment/employment_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "models/county/county_model.h"
#include "models/demography/demography_model.h"
#include "models/households/households_model.h"
#include "models/migration/migration_model.h"
#include "models/network/network_model.h"
#include "models/population/population_model.h"
#include "twin/base/parallel.h"
#include "twin/run/simulation.h"

namespace rurban {
namespace {

struct Firm {
  std::uint32_t place;
  Sector sector;
  std::int32_t jobs;
};

class FirmsToOrder final : public twin::Model {
 public:
  explicit FirmsToOrder(std::vector<Firm> firms) : wanted_(std::move(firms)) {}

  std::string_view name() const override { return "firms"; }
  void declare(twin::Declare& d) override {
    d.every(twin::Period::kMonth);
    firms_ = d.owns(kFirms);
    employed_ = d.reads(kEmployed);
    place_ = d.writes(kFirmPlace);
    sector_ = d.writes(kFirmSector);
    jobs_ = d.writes(kFirmJobs);
  }
  void found(twin::Founding& f) override {
    twin::Table& table = f.rows(firms_);
    for (const Firm& firm : wanted_) {
      const std::uint32_t row = table.add(table.rows() + 1);
      f[place_][row] = {firm.place};
      f[sector_][row] = firm.sector;
      f[jobs_][row] = firm.jobs;
    }
  }
  void step(twin::Step& s) override {
    if (closes)
      for (std::uint32_t row = 0; row != s.rows(firms_).rows(); ++row)
        if (closes(s[place_][row], s[sector_][row])) s.rows(firms_).remove(row);
    for (std::int32_t& jobs : s[jobs_]) jobs = static_cast<std::int32_t>(jobs * keeps);
    closes = nullptr;
    keeps = 1;
  }

  std::function<bool(PlaceRef, Sector)> closes;  ///< in the next month
  double keeps = 1;                              ///< part of the positions, from the next month on

 private:
  std::vector<Firm> wanted_;
  twin::OwnedRows firms_;
  twin::In<bool> employed_;
  twin::Out<PlaceRef> place_;
  twin::Out<Sector> sector_;
  twin::Out<std::int32_t> jobs_;
};

/// Half of all homes had broadband at the base date, and from the first month on these per cent of them.
class LinesToOrder final : public twin::Model {
 public:
  explicit LinesToOrder(std::int16_t percent) : percent_(percent) {}

  std::string_view name() const override { return "broadband"; }
  void declare(twin::Declare& d) override {
    d.every(twin::Period::kMonth);
    now_ = d.writes(kPlaceBroadband);
    first_ = d.writes(kPlaceFirstBroadband);
  }
  void found(twin::Founding& f) override {
    std::fill(f[now_].begin(), f[now_].end(), std::int16_t{50});
    std::fill(f[first_].begin(), f[first_].end(), std::int16_t{50});
  }
  void step(twin::Step& s) override { std::fill(s[now_].begin(), s[now_].end(), percent_); }

 private:
  std::int16_t percent_;
  twin::Out<std::int16_t> now_, first_;
};

/// Nothing to buy anywhere, then as now.
class NoServicePoints final : public twin::Model {
 public:
  std::string_view name() const override { return "services"; }
  void declare(twin::Declare& d) override {
    d.every(twin::Period::kMonth);
    d.owns(kServicePoints);
    d.writes(kPointPlace);
    d.writes(kPointOffers);
    d.writes(kPointOpen);
  }
  void step(twin::Step&) override {}
};

/// Lillby's county with these firms.
class Workers : public testing::Test {
 protected:
  void found(std::vector<Firm> firms, const std::map<std::string, double>& set = {}) {
    const auto transport = std::make_shared<Transport>(beginning);
    std::vector<std::unique_ptr<twin::Model>> models;
    models.push_back(std::make_unique<CountyModel>(beginning));
    models.push_back(std::make_unique<NetworkModel>(beginning, transport));
    models.push_back(std::make_unique<DemographyModel>(beginning));
    models.push_back(std::make_unique<HouseholdsModel>(beginning));
    models.push_back(std::make_unique<MigrationModel>(beginning));
    models.push_back(std::make_unique<PopulationModel>(beginning));
    auto ordered = std::make_unique<FirmsToOrder>(std::move(firms));
    firms_model = ordered.get();
    models.push_back(std::move(ordered));
    models.push_back(std::make_unique<LinesToOrder>(broadband));
    models.push_back(std::make_unique<NoServicePoints>());
    models.push_back(std::make_unique<EmploymentModel>(beginning, transport));
    simulation = std::make_unique<twin::Simulation>(std::move(models));
    simulation->set_seed(1);
    std::vector<twin::ParameterChange> changes;
    for (const auto& [name, value] : set) changes.push_back({beginning->county().base_date, name, value});
    simulation->set_changes(changes);
    simulation->found(beginning->county().base_date);
  }
  void live(int months) {
    for (int month = 0; month != months; ++month) simulation->advance();
  }
  template <class T>
  std::span<const T> column(const twin::Key<T>& key) const {
    return std::as_const(simulation->world()).column(key);
  }
  std::int64_t employed() const {
    const auto work = column(kEmployed);
    return std::count(work.begin(), work.end(), true);
  }
  /// By row of the firms.
  std::vector<std::int32_t> staff() const {
    std::vector<std::int32_t> staff(column(kFirmJobs).size());
    for (const FirmRef at : column(kWorkplace))
      if (at.valid()) ++staff[at.row];
    return staff;
  }
  std::int64_t outside() const {
    const auto away = column(kWorksOutside);
    return std::count(away.begin(), away.end(), true);
  }
  double series(const std::string& name) const {
    for (const twin::Series& series : simulation->plan().series())
      if (series.info.name == "employment." + name) return series.values.back();
    ADD_FAILURE() << name;
    return 0;
  }

  /// All of Lillby's positions, in two sectors and two places: in all `jobs`.
  static std::vector<Firm> two_of_each(std::int32_t jobs) {
    return {{0, Sector::kCare, jobs / 4},
            {0, Sector::kForestry, jobs / 4},
            {1, Sector::kTrade, jobs / 4},
            {1, Sector::kEducation, jobs - 3 * (jobs / 4)}};
  }

  const BeginningPtr beginning = std::make_shared<Beginning>(load_county(RURBAN_ROOT "/scenarios/lillby"));
  FirmsToOrder* firms_model = nullptr;
  std::int16_t broadband = 50;  ///< per cent of homes
  std::unique_ptr<twin::Simulation> simulation;
};

TEST_F(Workers, EveryoneWithWorkHasAWorkplaceOrWorksOutside) {
  found(two_of_each(120));
  for (int month = 0; month != 24; ++month) {
    for (std::size_t row = 0; row != column(kEmployed).size(); ++row) {
      const bool has_place = column(kWorkplace)[row].valid() || column(kWorksOutside)[row];
      EXPECT_EQ(column(kEmployed)[row], has_place);
      EXPECT_FALSE(column(kWorkplace)[row].valid() && column(kWorksOutside)[row]);
      EXPECT_TRUE(!column(kRemote)[row] || column(kWorkplace)[row].valid());
    }
    live(1);
  }
}

TEST_F(Workers, WorkersBeyondThePositionsWorkOutsideAndPositionsBeyondTheWorkersStayVacant) {
  found(two_of_each(40));
  EXPECT_EQ(staff(), std::vector<std::int32_t>({10, 10, 10, 10}));
  EXPECT_EQ(outside(), employed() - 40);
  const std::int64_t workers = employed();
  found(two_of_each(400));
  EXPECT_EQ(employed(), workers);
  EXPECT_EQ(outside(), 0);
  EXPECT_EQ(series("vacancies"), static_cast<double>(400 - workers));
}

TEST_F(Workers, NoFirmHasMorePeopleThanPositions) {
  found(two_of_each(90));
  firms_model->keeps = 0.5;  // 22, 22, 22, 24 become 11, 11, 11, 12
  live(2);
  for (int month = 0; month != 24; ++month) {
    const auto jobs = column(kFirmJobs);
    for (std::size_t firm = 0; firm != jobs.size(); ++firm) EXPECT_LE(staff()[firm], jobs[firm]);
    live(1);
  }
}

TEST_F(Workers, ClosingAFirmLeavesItsPeopleWithoutWorkUntilTheyFindOther) {
  found(two_of_each(100));
  const std::int64_t before = employed(), there = staff()[0] + staff()[1];
  ASSERT_GT(there, 20);
  firms_model->closes = [](PlaceRef place, Sector) { return place.row == 0; };
  live(2);  // it closes at the end of the first month
  EXPECT_NEAR(static_cast<double>(employed()), static_cast<double>(before - there), 10);
  EXPECT_EQ(staff().size(), 2U);
}

TEST_F(Workers, EmploymentFollowsPositions) {
  const auto after_years = [&](std::int32_t jobs) {
    found(two_of_each(jobs), {{"employment.outside_share", 0}});
    live(48);
    return employed();
  };
  const std::int64_t few = after_years(70), enough = after_years(105), many = after_years(150);
  EXPECT_LT(few, enough);
  EXPECT_LT(enough, many);
}

TEST_F(Workers, WorkFromHomeMoreWhereMoreHomesHaveBroadbandThanBefore) {
  const auto remote_years = [&](std::int16_t percent) {
    broadband = percent;
    found(two_of_each(120), {{"employment.turnover", 2}, {"employment.remote_without_line", 0.2}});
    double sum = 0;
    for (int month = 0; month != 120; ++month) {
      live(1);
      sum += series("remote");
    }
    return sum / 120;
  };
  const double none = remote_years(0), same = remote_years(50), all = remote_years(100);
  EXPECT_LT(none, same);
  EXPECT_LT(same, all);
}

TEST_F(Workers, SkillIsKnownFromTwentyAndNeverChanges) {
  found(two_of_each(100));
  std::map<twin::StableId, std::uint8_t> first;
  for (int month = 0; month != 13; ++month) {
    const auto ids = simulation->world().table("person").ids();
    const MonthNumber now = twin::month_of(simulation->now());
    for (std::size_t row = 0; row != ids.size(); ++row) {
      const std::uint8_t skill = column(kSkill)[row];
      // A step asks for ages at its beginning: whoever turns 20 now has a skill from next month on.
      if (age_on(static_cast<MonthNumber>(now - 1), column(kBirthMonth)[row]) >= 20) {
        EXPECT_GT(skill, 0);
      }
      if (age_on(now, column(kBirthMonth)[row]) < 20) {
        EXPECT_EQ(skill, 0);
      }
      if (skill != 0) {
        EXPECT_EQ(first.emplace(ids[row], skill).first->second, skill);
      }
    }
    live(1);
  }
}

TEST_F(Workers, ColleaguesWhoMustGoAreNoMoreThanThePositionsThatWent) {
  found(two_of_each(80), {{"employment.turnover", 0}, {"employment.outside_share", 0}});
  live(1);
  const std::int64_t before = employed();
  firms_model->keeps = 0.8;  // 16 of 80
  live(2);
  EXPECT_LE(before - employed(), 16 + 3) << "and some who retire";
  EXPECT_GE(before - employed(), 5);
}

TEST_F(Workers, IsTheSameAtAnyNumberOfThreads) {
  const auto hash = [&](int threads) {
    twin::set_threads(threads);
    found(two_of_each(90));
    live(12);
    twin::set_threads(0);
    return to_string(simulation->hash().total);
  };
  EXPECT_EQ(hash(1), hash(3));
}

}  // namespace
}  // namespace rurban
