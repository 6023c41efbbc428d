#pragma once
#include <span>
#include <utility>
#include <vector>

#include "models/population/population_model.h"

namespace rurban {

/// What happened in one municipality in one month, in persons.
struct Turnover {
  std::int64_t births = 0, deaths = 0, arrived = 0, departed = 0, moved_in = 0, moved_out = 0;
};

/// Carries out events on the tables of the population model, keeping the invariants: every person is in exactly one
/// list of household members, every household has a member, a dwelling and an adult, and roles fit (see Role).
class Register {
 public:
  Register(const PopulationModel& model, twin::Step& step);

  void bear(const twin::Event<Bear>& event);
  void die(const twin::Event<Die>& event);
  void depart(const twin::Event<Depart>& event);
  void separate(const twin::Event<Separate>& event);
  void unite(const twin::Event<Unite>& event);
  void leave_home(const twin::Event<LeaveHome>& event);
  void move(const twin::Event<Move>& event);
  void come_back(const twin::Event<Return>& event);
  void arrive(const twin::Event<Arrive>& event);
  /// Those too long away to come back leave the table.
  void forget_the_long_away();
  /// Households that changed this month buy and scrap cars; last of all.
  void adjust_cars();

  const std::vector<Turnover>& turnover() const { return turnover_; }

 private:
  // Rows are plain numbers in here: the register is the one place where they change hands.
  using Row = std::uint32_t;

  template <class T>
  T& at(const twin::Out<T>& column, Row row) const {
    return s_[column][row];
  }
  twin::Table& table(const twin::OwnedRows& rows) const { return s_.rows(rows); }

  bool gone(Row person) const { return table(m_.persons_).is_removed(person); }
  int age(Row person) const;
  Row household_of(Row person) const { return at(m_.household_, person).row; }
  Row place_of(Row household) const { return at(m_.place_, household).row; }
  template <class Visit>
  void for_members(Row household, const Visit& visit) const;
  std::size_t size_of(Row household) const;
  /// Those who move when this person does: a child of the household alone, an adult with everyone. Valid until the
  /// next call.
  std::span<const Row> movers_with(Row person);

  Row add_person(twin::StableId id, MonthNumber birth_month, Sex sex, Role role, BirthRegion born_in);
  void remember_as_away(Row person, Row place);
  /// Of two people who move together: whose household is larger.
  bool is_better_host(Row a, Row b) const;
  /// Leaves the household for one of the own at this place.
  void move_out(Row person, Row to);
  void join(Row person, Row household);
  /// Takes people of one household out of its list and mends what they leave.
  void leave(std::span<const Row> persons);
  /// Gives those who stay their new roles; dissolves the household when nobody does.
  void mend(Row household);
  /// The children of a household whose last adult went join another one of the place, else of the municipality, else
  /// of the county. False if there is none.
  bool take_in_members(Row household);
  /// One of the other households in places near enough, drawn by the orphan; HouseholdRef::kNone if there is none.
  template <class IsNear>
  Row find_host(Row household, twin::StableId orphan, const IsNear& is_near) const;

  Row found_household(twin::StableId founder, Row place);
  void settle_in(Row household, Row place);
  Row find_dwelling(Row household, Row place);
  void vacate(Row household);
  void dissolve(Row household);
  int cars_wanted_by(Row household) const;
  void adjust_cars(Row household, int wanted);

  twin::Account account(Row place) const { return static_cast<twin::Account>(s_.ids(m_.places_)[place]); }
  Turnover& in(Row place) { return turnover_[m_.municipality_of_[place]]; }
  void count_resident(Row place, int change) { at(m_.residents_, place) += change; }
  /// Books one person's arrival from outside, or move between places.
  void enter(twin::Flow flow, twin::Account from, Row place);
  void book_move(Row from, Row to);

  const PopulationModel& m_;
  twin::Step& s_;
  MonthNumber month_;
  std::vector<Turnover> turnover_;
  std::vector<std::uint8_t> moved_;  ///< by household that was there when the month began
  std::vector<Row> movers_;          ///< see movers_with()
  std::vector<Row> changed_;         ///< households whose adults or place changed
  std::vector<std::vector<std::pair<twin::StableId, Row>>>
      vacant_;  ///< by place, as heaps: the highest id goes first
};

}  // namespace rurban
