#pragma once
#include <string>
#include <string_view>

#include "twin/run/plan.h"

namespace twin {

/// Parts of a protocol of the ODD kind that follow from what models declared, as Markdown in English: what is told
/// here can't differ from what runs.

/// A cell of a Markdown table: bars are escaped, and line breaks become blanks.
std::string table_cell(std::string_view text);

/// Every table with its owner and meaning, and its columns: type, unit, owner, meaning, and who reads them.
std::string protocol_of_tables(const World& world, const Plan& plan);
/// What is kept in accounts: each stock with its flows.
std::string protocol_of_accounts(const Ledger& ledger);
/// The step plan in its order: period, what each part reads, writes, sends and receives.
std::string protocol_of_schedule(const Plan& plan);
/// The events: what each asks for, who sends and who carries it out.
std::string protocol_of_events(const Plan& plan);
/// The streams of random numbers, by model.
std::string protocol_of_streams(const Plan& plan);
/// The series that a run keeps.
std::string protocol_of_series(const Plan& plan);
/// What people can do to the world.
std::string protocol_of_acts(const Plan& plan);
/// How many parameters each model has, and what their defaults rest on.
std::string protocol_of_parameters(const Plan& plan);

}  // namespace twin
