#include "models/population/register.h"

#include <algorithm>
#include <array>

#include "models/synthesis/homes.h"

namespace rurban {
namespace {

constexpr std::uint32_t kNobody = PersonRef::kNone, kNowhere = HouseholdRef::kNone;

constexpr std::uint64_t kArrivalIds = twin::hash_name("population.arrival");
constexpr std::uint64_t kBirthIds = twin::hash_name("population.birth");
constexpr std::uint64_t kHouseholdIds = twin::hash_name("population.household");
constexpr std::uint64_t kDwellingIds = twin::hash_name("population.dwelling");
constexpr std::uint64_t kCarIds = twin::hash_name("population.car");

}  // namespace

Register::Register(const PopulationModel& model, twin::Step& step)
    : m_(model),
      s_(step),
      month_(twin::month_of(step.from())),
      turnover_(model.beginning_->county().municipalities.size()),
      moved_(table(m_.households_).rows()),
      vacant_(model.municipality_of_.size()) {
  const auto occupant = s_[m_.occupant_];
  const auto place = s_[m_.dwelling_place_];
  const auto ids = s_.ids(m_.dwellings_);
  std::vector<std::vector<Row>> vacant(twin::block_count(occupant.size()));
  twin::for_blocks(occupant.size(), [&](twin::Block block) {
    for (std::size_t dwelling = block.begin; dwelling != block.end; ++dwelling)
      if (!occupant[dwelling].valid()) vacant[block.index].push_back(static_cast<Row>(dwelling));
  });
  for (const auto& block : vacant)
    for (const Row dwelling : block) vacant_[place[dwelling].row].push_back({ids[dwelling], dwelling});
  for (auto& dwellings : vacant_) std::make_heap(dwellings.begin(), dwellings.end());
}

// ---- what happens to people
// -------------------------------------------------------------------------------------------

void Register::bear(const twin::Event<Bear>& event) {
  const Row mother = event.target;
  const Row place = place_of(household_of(mother));
  const twin::StableId id = twin::combine(kBirthIds, s_.ids(m_.persons_)[mother], month_);
  const Row child = add_person(id, month_, event.payload.sex, Role::kChild, BirthRegion::kSweden);
  join(child, household_of(mother));
  s_.post(m_.birth_flow_, m_.born_, account(place), 1);
  count_resident(place, +1);
  ++in(place).births;
}

void Register::die(const twin::Event<Die>& event) {
  const Row place = place_of(household_of(event.target));
  leave(std::array{event.target});
  table(m_.persons_).remove(event.target);
  s_.post(m_.death_flow_, account(place), m_.dead_, 1);
  count_resident(place, -1);
  ++in(place).deaths;
}

void Register::depart(const twin::Event<Depart>& event) {
  if (gone(event.target)) return;
  const Row place = place_of(household_of(event.target));
  const std::span<const Row> movers = movers_with(event.target);
  leave(movers);
  for (const Row person : movers) {
    if (age(person) >= kAdultAge) remember_as_away(person, place);
    table(m_.persons_).remove(person);
    s_.post(m_.departure_flow_, account(place), event.payload.abroad ? m_.abroad_ : m_.sweden_, 1);
    count_resident(place, -1);
    ++in(place).departed;
  }
}

void Register::separate(const twin::Event<Separate>& event) {
  const Row person = event.target;
  if (gone(person) || at(m_.role_, person) != Role::kPartner) return;
  move_out(person, place_of(household_of(person)));
}

void Register::leave_home(const twin::Event<LeaveHome>& event) {
  const Row person = event.target;
  if (gone(person) || at(m_.role_, person) != Role::kChild) return;
  move_out(person, place_of(household_of(person)));
}

void Register::unite(const twin::Event<Unite>& event) {
  Row host = event.target, guest = event.payload.partner.row;
  if (gone(host) || gone(guest) || household_of(host) == household_of(guest)) return;
  if (at(m_.role_, host) != Role::kSingle || at(m_.role_, guest) != Role::kSingle) return;
  if (is_better_host(guest, host)) std::swap(host, guest);

  const Row household = household_of(host);
  const Row from = place_of(household_of(guest)), to = place_of(household);
  const std::span<const Row> movers = movers_with(guest);
  leave(movers);
  for (const Row person : movers) {
    join(person, household);
    book_move(from, to);
  }
  at(m_.role_, host) = at(m_.role_, guest) = Role::kPartner;
  changed_.push_back(household);
}

void Register::move(const twin::Event<Move>& event) {
  const Row person = event.target, to = event.payload.to.row;
  if (gone(person)) return;
  const Row household = household_of(person);
  if (at(m_.role_, person) == Role::kChild) {
    move_out(person, to);
  } else if (household < moved_.size() && !moved_[household]) {  // once a month: both partners may have asked for it
    const Row from = place_of(household);
    vacate(household);
    settle_in(household, to);
    moved_[household] = 1;
    for (std::size_t member = size_of(household); member != 0; --member) book_move(from, to);
  }
}

void Register::come_back(const twin::Event<Return>& event) {
  const Row away = event.target, place = event.payload.to.row;
  const Row person = add_person(s_.ids(m_.away_)[away], at(m_.away_birth_month_, away), at(m_.away_sex_, away),
                                Role::kSingle, at(m_.away_born_in_, away));
  table(m_.away_).remove(away);
  join(person, found_household(s_.ids(m_.persons_)[person], place));
  changed_.push_back(household_of(person));
  enter(m_.return_flow_, m_.sweden_, place);
}

void Register::arrive(const twin::Event<Arrive>& event) {
  const Arrive& arrival = event.payload;
  const Row place = arrival.to.row;
  const twin::StableId id = twin::combine(kArrivalIds, month_, event.source);
  const Row household = found_household(id, place);
  for (std::int32_t index = arrival.count - 1; index >= 0; --index) {  // the first joins last: head of the list
    const Arrive::Newcomer& newcomer = arrival.persons[static_cast<std::size_t>(index)];
    join(add_person(twin::combine(id, index), newcomer.birth_month, newcomer.sex, newcomer.role, newcomer.born_in),
         household);
    enter(m_.arrival_flow_, arrival.abroad ? m_.abroad_ : m_.sweden_, place);
  }
  changed_.push_back(household);
}

void Register::forget_the_long_away() {
  const auto since = s_[m_.away_since_];
  twin::Table& away = table(m_.away_);
  const int longest = static_cast<int>(*m_.away_years_ * 12);
  for (Row row = 0; row != since.size(); ++row)
    if (month_ - since[row] >= longest && !away.is_removed(row)) away.remove(row);
}

// ---- persons
// ----------------------------------------------------------------------------------------------------------

int Register::age(Row person) const {
  return age_on(month_, at(m_.birth_month_, person));
}

Register::Row Register::add_person(twin::StableId id, MonthNumber birth_month, Sex sex, Role role,
                                   BirthRegion born_in) {
  const Row person = table(m_.persons_).add(id);
  at(m_.birth_month_, person) = birth_month;
  at(m_.sex_, person) = sex;
  at(m_.role_, person) = role;
  at(m_.born_in_, person) = born_in;
  return person;
}

void Register::remember_as_away(Row person, Row place) {
  const Row away = table(m_.away_).add(s_.ids(m_.persons_)[person]);
  at(m_.away_birth_month_, away) = at(m_.birth_month_, person);
  at(m_.away_sex_, away) = at(m_.sex_, person);
  at(m_.away_born_in_, away) = at(m_.born_in_, person);
  at(m_.away_origin_, away) = {place};
  at(m_.away_since_, away) = month_;
}

template <class Visit>
void Register::for_members(Row household, const Visit& visit) const {
  for (Row person = at(m_.first_member_, household).row; person != kNobody;) {
    const Row next = at(m_.next_member_, person).row;  // first, so that `visit` may take the person out
    visit(person);
    person = next;
  }
}

std::size_t Register::size_of(Row household) const {
  std::size_t size = 0;
  for_members(household, [&](Row) { ++size; });
  return size;
}

std::span<const Register::Row> Register::movers_with(Row person) {
  movers_.clear();
  if (at(m_.role_, person) == Role::kChild) {
    movers_.push_back(person);
  } else {
    for_members(household_of(person), [&](Row member) { movers_.push_back(member); });
  }
  return movers_;
}

bool Register::is_better_host(Row a, Row b) const {
  const std::size_t size_a = size_of(household_of(a)), size_b = size_of(household_of(b));
  const auto ids = s_.ids(m_.persons_);
  return size_a != size_b ? size_a > size_b : ids[a] < ids[b];
}

void Register::move_out(Row person, Row to) {
  const Row from = place_of(household_of(person));
  leave(std::array{person});
  at(m_.role_, person) = Role::kSingle;
  join(person, found_household(s_.ids(m_.persons_)[person], to));
  changed_.push_back(household_of(person));
  book_move(from, to);
}

void Register::join(Row person, Row household) {
  at(m_.household_, person) = {household};
  at(m_.next_member_, person) = at(m_.first_member_, household);
  at(m_.first_member_, household) = {person};
}

void Register::leave(std::span<const Row> persons) {
  const Row household = household_of(persons.front());
  for (const Row person : persons) {
    PersonRef* link = &at(m_.first_member_, household);
    while (link->row != person) link = &at(m_.next_member_, link->row);
    *link = at(m_.next_member_, person);
  }
  mend(household);
}

void Register::mend(Row household) {
  const auto ids = s_.ids(m_.persons_);
  const auto is_older = [&](Row a, Row b) {
    const MonthNumber ma = at(m_.birth_month_, a), mb = at(m_.birth_month_, b);
    return ma != mb ? ma < mb : ids[a] < ids[b];
  };
  int adults = 0;
  Row adult = kNobody, eldest = kNobody;
  for_members(household, [&](Row person) {
    if (at(m_.role_, person) != Role::kChild) {
      ++adults;
      adult = person;
    }
    if (eldest == kNobody || is_older(person, eldest)) eldest = person;
  });
  if (eldest == kNobody) return dissolve(household);
  if (adults == 0 && age(eldest) < kAdultAge && take_in_members(household)) return;
  if (adults <= 1) at(m_.role_, adults == 0 ? eldest : adult) = Role::kSingle;
  changed_.push_back(household);
}

bool Register::take_in_members(Row household) {
  const Row place = place_of(household), municipality = m_.municipality_of_[place];
  const twin::StableId first = s_.ids(m_.persons_)[at(m_.first_member_, household).row];
  Row host = find_host(household, first, [&](Row p) { return p == place; });
  if (host == kNowhere)
    host = find_host(household, first, [&](Row p) { return m_.municipality_of_[p] == municipality; });
  if (host == kNowhere) host = find_host(household, first, [](Row) { return true; });
  if (host == kNowhere) return false;
  for_members(household, [&](Row child) {
    join(child, host);
    book_move(place, place_of(host));
  });
  at(m_.first_member_, household) = {};
  dissolve(household);
  return true;
}

// Walks all households: an orphan comes once or twice a month, and reading one column is cheaper than keeping lists.
template <class IsNear>
Register::Row Register::find_host(Row household, twin::StableId orphan, const IsNear& is_near) const {
  const auto place = s_[m_.place_];
  const auto ids = s_.ids(m_.households_);
  Row host = kNowhere;
  std::uint64_t best = 0;
  for (Row other = 0; other != place.size(); ++other) {
    if (!is_near(place[other].row) || other == household || table(m_.households_).is_removed(other)) continue;
    const std::uint64_t rank = twin::combine(ids[other], orphan);
    if (host != kNowhere && rank >= best) continue;
    host = other;
    best = rank;
  }
  return host;
}

// ---- households and homes
// ---------------------------------------------------------------------------------------------

Register::Row Register::found_household(twin::StableId founder, Row place) {
  const Row household = table(m_.households_).add(twin::combine(kHouseholdIds, founder, month_));
  settle_in(household, place);
  return household;
}

void Register::settle_in(Row household, Row place) {
  const Row dwelling = find_dwelling(household, place);
  at(m_.occupant_, dwelling) = {household};
  at(m_.dwelling_, household) = {dwelling};
  at(m_.place_, household) = {place};
}

Register::Row Register::find_dwelling(Row household, Row place) {
  auto& vacant = vacant_[place];
  if (!vacant.empty()) {
    std::pop_heap(vacant.begin(), vacant.end());
    const Row dwelling = vacant.back().second;
    vacant.pop_back();
    return dwelling;
  }
  // Assumption: where nothing stands vacant, one more home is built or put to use; housing never stops a move yet.
  const twin::StableId id = twin::combine(kDwellingIds, s_.ids(m_.households_)[household], month_);
  const Row dwelling = table(m_.dwellings_).add(id);
  const Home home = draw_home({s_[m_.place_east_][place].value, s_[m_.place_north_][place].value,
                               s_[m_.place_spread_][place].value, at(m_.residents_, place)},
                              s_.draw(m_.homes_, id, 0), s_.draw(m_.homes_, id, 1));
  at(m_.dwelling_place_, dwelling) = {place};
  at(m_.dwelling_east_, dwelling) = {home.east_m};
  at(m_.dwelling_north_, dwelling) = {home.north_m};
  at(m_.dwelling_kind_, dwelling) = home.kind;
  at(m_.dwelling_tenure_, dwelling) = home.tenure;
  return dwelling;
}

void Register::vacate(Row household) {
  at(m_.occupant_, at(m_.dwelling_, household).row) = {};
}

void Register::dissolve(Row household) {
  vacate(household);
  for (CarRef car = at(m_.first_car_, household); car.valid(); car = at(m_.next_car_, car.row))
    table(m_.cars_).remove(car.row);
  table(m_.households_).remove(household);
}

void Register::adjust_cars() {
  std::sort(changed_.begin(), changed_.end());
  changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
  std::erase_if(changed_, [&](Row household) { return table(m_.households_).is_removed(household); });
  // Most of them keep the cars they have: what they want is found in parallel, and bought or scrapped in order.
  std::vector<int> wanted(changed_.size());
  twin::for_blocks(changed_.size(), [&](twin::Block block) {
    for (std::size_t i = block.begin; i != block.end; ++i) wanted[i] = cars_wanted_by(changed_[i]);
  });
  for (std::size_t i = 0; i != changed_.size(); ++i) adjust_cars(changed_[i], wanted[i]);
}

int Register::cars_wanted_by(Row household) const {
  int adults = 0;
  for_members(household, [&](Row person) { adults += at(m_.role_, person) != Role::kChild; });
  // One draw for the household's whole life, so that it keeps its cars unless its size or place changed.
  const double uniform = s_.draw(m_.cars_draw_, s_.ids(m_.households_)[household], twin::Date{}).uniform();
  return cars_wanted(m_.beginning_->county().demography, adults, at(m_.residents_, place_of(household)), uniform);
}

void Register::adjust_cars(Row household, int wanted) {
  int owned = 0;
  CarRef* end = &at(m_.first_car_, household);
  for (; end->valid() && owned < wanted; end = &at(m_.next_car_, end->row)) ++owned;
  for (CarRef car = *end; car.valid(); car = at(m_.next_car_, car.row)) table(m_.cars_).remove(car.row);
  *end = {};
  for (; owned < wanted; ++owned) {
    const Row car = table(m_.cars_).add(twin::combine(kCarIds, s_.ids(m_.households_)[household], month_, owned));
    at(m_.next_car_, car) = at(m_.first_car_, household);
    at(m_.first_car_, household) = {car};
  }
}

// ---- accounts
// ---------------------------------------------------------------------------------------------------------

void Register::enter(twin::Flow flow, twin::Account from, Row place) {
  s_.post(flow, from, account(place), 1);
  count_resident(place, +1);
  ++in(place).arrived;
}

void Register::book_move(Row from, Row to) {
  if (from == to) return;
  s_.post(m_.move_flow_, account(from), account(to), 1);
  count_resident(from, -1);
  count_resident(to, +1);
  if (m_.municipality_of_[from] == m_.municipality_of_[to]) return;
  ++in(from).moved_out;
  ++in(to).moved_in;
}

}  // namespace rurban
