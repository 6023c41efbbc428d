#pragma once
#include <array>
#include <cstdint>
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

/// One month of everyone, and what it comes to by place.
struct IncomeModel::Month {
  std::vector<Receipts> all;         ///< by person
  std::vector<std::int64_t> income;  ///< by person: net, with what comes from capital
  std::vector<std::int64_t> spent;   ///< by person
  std::vector<std::int64_t> net;     ///< by place: of residents whose income is positive
  std::vector<std::int64_t> rents;   ///< by place
  /// By place: rows of residents, the one with the lowest number first.
  std::vector<std::vector<std::uint32_t>> people;
  bool quarter_ends = false, year_ends = false;
  int year = 0;
};

}  // namespace rurban
