#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/income/income_model.h"

namespace rurban {

/// What holds for all persons in one month.
struct IncomeModel::Rules {
  TaxSchedule tax;
  BenefitRules benefits;
  std::int64_t price_index = 0, pension_index = 0;  ///< 1/100 000 of 2021
  std::array<double, kSectors> pay_ore{};           ///< a month's mean pay by sector
  double outside_ore = 0;
  std::vector<LocalRates> rates;  ///< by municipality
};

/// One person's month, in öre.
struct IncomeModel::Receipts {
  std::int64_t pay = 0;           ///< for work
  std::int64_t pension = 0;       ///< from the state, taxed
  std::int64_t occupational = 0;  ///< from insurers, taxed
  std::int64_t benefits = 0;      ///< from the state, taxed
  std::int64_t allowances = 0;    ///< from the state, not taxed
  std::int64_t assistance = 0;    ///< from the municipality, not taxed
  IncomeTax tax;

  std::int64_t net() const { return pay + pension + occupational + benefits + allowances + assistance - tax.total(); }
};

/// What the residents of one place get and owe in a month, in öre.
struct IncomeModel::Sums {
  std::int64_t pension = 0, occupational = 0, benefits = 0, assistance = 0;
  std::int64_t base = 0, municipal = 0, region = 0, state = 0;  ///< taxable income, and tax
  std::int64_t interest = 0, rents = 0;

  void add(const Receipts& r);
  void add(const Sums& other);
};

/// Rows of persons place by place; in each place the one with the lowest number comes first, who gets what is left
/// when an amount is split, so that the order of rows does not show.
class Residents {
 public:
  Residents(std::span<const PlaceRef> place, std::span<const twin::StableId> ids, std::size_t places);

  std::span<const std::uint32_t> of(std::size_t place) const {
    return std::span(persons_).subspan(first_[place], first_[place + 1] - first_[place]);
  }

 private:
  std::vector<std::uint32_t> first_, persons_;
};

/// One month of everyone, and what it comes to by place.
struct IncomeModel::Month {
  Residents residents;
  int year = 0;  ///< whose prices hold
  bool quarter_ends = false, year_ends = false;
  std::vector<std::int64_t> income;  ///< by person: net, with what comes from capital
  std::vector<std::int64_t> spent;   ///< by person
  std::vector<Sums> sums;            ///< by place
  std::vector<std::int64_t> net;     ///< by place: of residents whose income is positive
};

}  // namespace rurban
