#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "twin/run/simulation.h"
#include "twin/run/step.h"

/// The smallest society with everything that an engine has to keep: three tables that refer to each other, rows
/// that come and go, chance, an event, a ledger that must balance, and series with and without rows.
/// Towns stand; homes are built and torn down each week; folk are born, move, earn and die each day.
namespace toy {

struct TownTag {
  static constexpr std::string_view name = "town";
};
struct HomeTag {
  static constexpr std::string_view name = "home";
};
using Town = twin::Ref<TownTag>;
using Home = twin::Ref<HomeTag>;

inline constexpr twin::TableKey kTowns{"town", "towns", "places with a name"};
inline constexpr twin::TableKey kHomes{"home", "homes", "where folk live"};
inline constexpr twin::TableKey kFolk{"folk", "folk", "everyone"};
inline constexpr twin::Key<double> kTownEast{"town.east", "towns", "m", "position"};
inline constexpr twin::Key<Town> kHomeTown{"home.town", "homes", "", "where it stands"};
inline constexpr twin::Key<std::uint16_t> kHomeRooms{"home.rooms", "homes", "rooms", "size"};
inline constexpr twin::Key<Town> kFolkTown{"folk.town", "folk", "", "where they are counted"};
inline constexpr twin::Key<Home> kFolkHome{"folk.home", "folk", "", "empty for the homeless"};
inline constexpr twin::Key<bool> kFolkAwake{"folk.awake", "folk", "", "since this morning"};
inline constexpr twin::Key<twin::Ore> kFolkPurse{"folk.purse", "folk", "öre", "money in hand"};
inline constexpr twin::Key<float> kFolkMood{"folk.mood", "folk", "1", "0 to 1"};

struct Wish {
  std::uint16_t rooms;
};
inline constexpr twin::EventKey<Wish> kWish{"home.wish", "town", "someone without a home asks for one"};

inline constexpr int kTownCount = 3;

class Towns final : public twin::Model {
 public:
  std::string_view name() const override { return "towns"; }
  void declare(twin::Declare& d) override {
    towns_ = d.owns(kTowns);
    east_ = d.writes(kTownEast);
  }
  void found(twin::Founding& f) override {
    twin::Table& towns = f.rows(towns_);
    for (int i = 0; i != kTownCount; ++i) towns.add(static_cast<twin::StableId>(i + 1));
    towns.labels = {"Åminne", "Byn, \"övre\"", "Staden"};
    for (int i = 0; i != kTownCount; ++i) f[east_][static_cast<std::size_t>(i)] = 1000.5 * i;
  }

 private:
  twin::OwnedRows towns_;
  twin::Out<double> east_;
};

class Homes final : public twin::Model {
 public:
  explicit Homes(int homes) : homes_at_start_(homes) {}
  std::string_view name() const override { return "homes"; }
  void declare(twin::Declare& d) override {
    d.every(twin::Period::kDay);
    towns_ = d.rows(kTowns);
    homes_ = d.owns(kHomes);
    town_ = d.writes(kHomeTown);
    rooms_ = d.writes(kHomeRooms);
    wishes_ = d.receives(kWish);
    decay_ = d.stream(kDecay);
    decay_rate_ = d.param({.name = "decay",
                           .unit = "1/day",
                           .fallback = 0.03,
                           .least = 0,
                           .most = 1,
                           .label = {"förfall", "decay"},
                           .source = "assumption: made up"});
    built_ = d.series({"built", "", "homes", {"byggda", "built"}});
  }
  void found(twin::Founding& f) override {
    for (int i = 0; i != homes_at_start_; ++i)
      build(f, Town{static_cast<std::uint32_t>(i % kTownCount)}, 2, static_cast<twin::StableId>(i + 1));
  }
  void step(twin::Step& s) override {
    const auto wishes = s.receive(wishes_);
    for (std::uint32_t row = 0; row != s.ids(homes_).size(); ++row)
      if (s.draw(decay_, s.ids(homes_)[row]).chance(*decay_rate_)) s.rows(homes_).remove(row);
    for (const auto& wish : wishes)
      build(s, Town{wish.target}, wish.payload.rooms, twin::combine(wish.source, twin::day_number(s.to())));
    const double built[]{static_cast<double>(wishes.size())};
    s.record(built_, std::span<const double>(built));
  }

 private:
  static constexpr twin::Stream kDecay{"homes.decay"};

  void build(twin::WriteAccess& access, Town town, std::uint16_t rooms, twin::StableId id) const {
    const std::uint32_t row = access.rows(homes_).add(id);
    access[town_][row] = town;
    access[rooms_][row] = rooms;
  }

  int homes_at_start_;
  twin::Rows towns_;
  twin::OwnedRows homes_;
  twin::Out<Town> town_;
  twin::Out<std::uint16_t> rooms_;
  twin::Receives<Wish> wishes_;
  twin::Chance decay_;
  twin::Param decay_rate_;
  twin::SeriesHandle built_;
};

class Folk final : public twin::Model {
 public:
  explicit Folk(int folk) : folk_at_start_(folk) {}
  std::string_view name() const override { return "folk"; }
  void declare(twin::Declare& d) override {
    d.every(twin::Period::kDay);
    folk_ = d.owns(kFolk);
    homes_ = d.rows(kHomes);
    town_ = d.writes(kFolkTown);
    home_ = d.writes(kFolkHome);
    awake_ = d.writes(kFolkAwake);
    purse_ = d.writes(kFolkPurse);
    mood_ = d.writes(kFolkMood);
    wishes_ = d.sends(kWish);
    chance_ = d.stream(kDay);
    wage_ = d.param({.name = "wage",
                     .unit = "SEK",
                     .fallback = 100,
                     .least = 0,
                     .most = 1000,
                     .whole = true,
                     .label = {"lön", "wage"},
                     .source = "assumption: made up"});
    persons_ = d.stock("persons", "persons");
    money_ = d.stock("money", "öre");
    born_ = d.flow("birth", persons_, {"födda", "births"});
    died_ = d.flow("death", persons_, {"döda", "deaths"});
    paid_ = d.flow("wage", money_, {"lön", "wage"});
    left_ = d.flow("estate", money_, {"arv till ingen", "estate"});
    nowhere_ = d.node("nowhere");
    mint_ = d.node("mint");
    count_ = d.series({"count", "town", "persons", {"folkmängd", "population"}});
    mood_series_ = d.series({"mood", "", "1", {"humör", "mood"}});
    for (const auto& record : {&Folk::record_columns}) (this->*record)(d);
  }
  void found(twin::Founding& f) override {
    for (int i = 0; i != folk_at_start_; ++i) {
      const std::uint32_t row =
          bear(f, Town{static_cast<std::uint32_t>(i % kTownCount)}, static_cast<twin::StableId>(i + 1));
      if (f.rows(homes_) != 0)
        f[home_][row] = Home{static_cast<std::uint32_t>(i) % static_cast<std::uint32_t>(f.rows(homes_))};
    }
  }
  void step(twin::Step& s) override {
    const auto rows = static_cast<std::uint32_t>(s.ids(folk_).size());
    for (std::uint32_t row = 0; row != rows; ++row) live(s, row);
    report(s);
  }
  void audit(twin::Audit& a) const override {
    std::vector<std::int64_t> count(kTownCount), money(kTownCount);
    for (std::size_t row = 0; row != a.ids(folk_).size(); ++row) {
      const std::uint32_t town = a[in_town_][row].row;
      ++count[town];
      money[town] += a[in_purse_][row].value;
    }
    for (std::uint32_t town = 0; town != kTownCount; ++town) {
      a.expect(persons_, account_of(Town{town}), count[town]);
      a.expect(money_, account_of(Town{town}), money[town]);
    }
  }

 private:
  static constexpr twin::Stream kDay{"folk.day"};

  static twin::Account account_of(Town town) { return town.row + 1; }  ///< its stable id: towns never move

  void record_columns(twin::Declare& d) {
    in_town_ = d.reads_last(kFolkTown);
    in_purse_ = d.reads_last(kFolkPurse);
    d.records(kFolkHome);
    d.records(kFolkAwake);
    d.records(kFolkPurse);
    d.records(kTownEast);
  }

  std::uint32_t bear(twin::WriteAccess& access, Town town, twin::StableId id) const {
    const std::uint32_t row = access.rows(folk_).add(id);
    access[town_][row] = town;
    access.post(born_, nowhere_, account_of(town), 1);
    return row;
  }
  void live(twin::Step& s, std::uint32_t row) const {
    const twin::StableId id = s.ids(folk_)[row];
    const auto draw = s.draw(chance_, id);
    const Town town = s[town_][row];
    s[awake_][row] = draw.chance(0.8, 0);
    s[mood_][row] = static_cast<float>(0.9 * s[mood_][row] + 0.1 * draw.uniform(1));
    const auto wage = static_cast<std::int64_t>(*wage_) * 100 + draw.below(100, 1);
    s[purse_][row].value += wage;
    s.post(paid_, mint_, account_of(town), wage);
    if (!s[home_][row].valid() && s.rows(homes_) != 0)
      s[home_][row] = Home{draw.below(static_cast<std::uint32_t>(s.rows(homes_)), 2)};
    if (draw.chance(0.04, 2)) s.send(wishes_, {town.row, id, Wish{static_cast<std::uint16_t>(1 + draw.below(5, 3))}});
    if (draw.chance(0.06, 3)) bear(s, town, twin::combine(id, twin::day_number(s.to())));
    if (draw.chance(0.05, 1)) die(s, row, town);
  }
  void die(twin::Step& s, std::uint32_t row, Town town) const {
    s.post(died_, account_of(town), nowhere_, 1);
    s.post(left_, account_of(town), mint_, s[purse_][row].value);
    s.rows(folk_).remove(row);
  }
  void report(twin::Step& s) const {
    std::vector<std::int64_t> count(kTownCount);
    double mood = 0;
    for (std::uint32_t row = 0; row != s.ids(folk_).size(); ++row) {
      ++count[s[town_][row].row];
      mood += s[mood_][row];
    }
    s.record(count_, count);
    s.record(mood_series_, std::span<const double>(&mood, 1));
  }

  int folk_at_start_;
  twin::OwnedRows folk_;
  twin::Rows homes_;
  twin::Out<Town> town_;
  twin::Out<Home> home_;
  twin::Out<bool> awake_;
  twin::Out<twin::Ore> purse_;
  twin::Out<float> mood_;
  twin::In<Town> in_town_;
  twin::In<twin::Ore> in_purse_;
  twin::Sends<Wish> wishes_;
  twin::Chance chance_;
  twin::Param wage_;
  twin::Stock persons_, money_;
  twin::Flow born_, died_, paid_, left_;
  twin::Account nowhere_ = 0, mint_ = 0;
  twin::SeriesHandle count_, mood_series_;
};

/// Declared, with its seed, and still empty: to be founded or restored.
inline std::unique_ptr<twin::Simulation> declared(int folk = 200, std::uint64_t seed = 7) {
  std::vector<std::unique_ptr<twin::Model>> models;
  models.push_back(std::make_unique<Towns>());
  models.push_back(std::make_unique<Homes>(folk / 2));
  models.push_back(std::make_unique<Folk>(folk));
  auto simulation = std::make_unique<twin::Simulation>(std::move(models));
  simulation->set_seed(seed);
  return simulation;
}

/// Founded six days before the end of a month, so that a dozen daily steps cross one.
inline std::unique_ptr<twin::Simulation> founded(int folk = 200, std::uint64_t seed = 7) {
  auto simulation = declared(folk, seed);
  simulation->found(twin::date(2021, 1, 26));
  return simulation;
}

}  // namespace toy
