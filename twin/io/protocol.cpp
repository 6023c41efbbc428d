#include "twin/io/protocol.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace twin {
namespace {

using Names = std::vector<std::string>;

std::string codes(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", name);
  return text;
}

/// The names of the models that have `name` among one of these lists.
Names models_with(const Plan& plan, std::string_view name, std::initializer_list<Names PlanEntry::*> lists) {
  Names models;
  for (const PlanEntry& entry : plan.entries())
    if (std::any_of(lists.begin(), lists.end(),
                    [&](auto list) { return std::ranges::find(entry.*list, name) != (entry.*list).end(); }))
      models.push_back(entry.name);
  return models;
}

std::string type_in_words(const ColumnInfo& info) {
  if (!info.target.empty()) return fmt::format("row of `{}`", info.target);
  return info.truth ? "0 or 1" : std::string(name_of(info.type));
}

/// "person.birth_month" → "birth_month"
std::string_view without_table(std::string_view name) {
  return name.substr(name.find('.') + 1);
}

/// "coverage.ground" → "coverage"
std::string prefix_of(const std::string& name) {
  return name.substr(0, name.find('.'));
}

std::string argument_in_words(const ActInfo::Argument& argument) {
  using Kind = ActInfo::Argument::Kind;
  const std::string unit = argument.unit == "1" ? "" : " " + argument.unit;
  switch (argument.kind) {
    case Kind::kChoice:
      return fmt::format("`{}`: {}", argument.name, fmt::join(argument.words, ", "));
    case Kind::kPosition:
      return fmt::format("`{}`: a position", argument.name);
    case Kind::kRow:
      return fmt::format("`{}`: a row of `{}`", argument.name, argument.table);
    case Kind::kNumber:
      break;
  }
  return fmt::format("`{}`: {:g} to {:g}{}", argument.name, argument.least, argument.most, unit);
}

}  // namespace

std::string table_cell(std::string_view text) {
  std::string cell;
  for (const char letter : text) {
    if (letter == '|') cell += '\\';
    cell += letter == '\n' ? ' ' : letter;
  }
  return cell;
}

std::string protocol_of_tables(const World& world, const Plan& plan) {
  std::string text;
  for (const Table& table : world.tables()) {
    text += fmt::format("**`{}`** ({}): {}.\n\n", table.name(), table.owner(), table.meaning());
    if (table.columns().empty()) {
      text += "It has no columns: its rows are counted and named.\n\n";
      continue;
    }
    text += "| column | type | unit | owner | meaning | read by |\n|---|---|---|---|---|---|\n";
    for (const Column& column : table.columns()) {
      const ColumnInfo& info = column.info();
      const Names readers = models_with(plan, info.name, {&PlanEntry::reads, &PlanEntry::reads_last});
      text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", without_table(info.name), type_in_words(info),
                          table_cell(info.unit), info.owner, table_cell(info.meaning), fmt::join(readers, ", "));
    }
    text += '\n';
  }
  return text;
}

std::string protocol_of_accounts(const Ledger& ledger) {
  std::string text = "| stock | unit | flow | name |\n|---|---|---|---|\n";
  for (std::size_t stock = 0; stock != ledger.stocks().size(); ++stock)
    for (const FlowInfo& flow : ledger.flows())
      if (flow.stock == stock)
        text += fmt::format("| {} | {} | {} | `{}` |\n", ledger.stocks()[stock].name, ledger.stocks()[stock].unit,
                            table_cell(flow.label.en), flow.name);
  return text + fmt::format(
                    "\nAccounts are those of places, each with its parts ({}), and of nodes outside all "
                    "places: {}.\n\n",
                    fmt::join(ledger.parts(), ", "), fmt::join(ledger.nodes(), ", "));
}

std::string protocol_of_schedule(const Plan& plan) {
  std::string text;
  int number = 0;
  for (const PlanEntry& entry : plan.entries()) {
    text += fmt::format("{}. **{}**, {}\n", ++number, entry.name,
                        entry.period ? fmt::format("every {}", name_of(*entry.period))
                                     : "never in a step: it founds, and changes when somebody acts");
    const auto list = [&](std::string_view what, const Names& names) {
      if (!names.empty()) text += fmt::format("   - {}: {}\n", what, codes(names));
    };
    list("reads", entry.reads);
    list("reads as it was before this step", entry.reads_last);
    list("writes", entry.writes);
    list("adds and removes rows of", entry.owns);
    list("sends", entry.sends);
    list("receives", entry.receives);
    if (entry.reads_ledger) text += "   - reads what all others have booked\n";
  }
  return text + '\n';
}

std::string protocol_of_events(const Plan& plan) {
  std::string text = "| event | of | what it asks for | sent by | carried out by |\n|---|---|---|---|---|\n";
  for (const auto& box : plan.mailboxes())
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", box->name(), box->table(), table_cell(box->meaning()),
                        fmt::join(models_with(plan, box->name(), {&PlanEntry::sends}), ", "),
                        fmt::join(models_with(plan, box->name(), {&PlanEntry::receives}), ", "));
  return text + '\n';
}

std::string protocol_of_streams(const Plan& plan) {
  std::string text = "| model | streams |\n|---|---|\n";
  for (const PlanEntry& entry : plan.entries())
    text += fmt::format("| {} | {} |\n", entry.name, entry.streams.empty() ? "none" : codes(entry.streams));
  return text + '\n';
}

std::string protocol_of_series(const Plan& plan) {
  std::string text = "| series | of each | unit | meaning |\n|---|---|---|---|\n";
  for (const Series& series : plan.series())
    text += fmt::format("| `{}` | {} | {} | {} |\n", series.info.name, series.info.table,
                        table_cell(series.info.unit), table_cell(series.info.label.en));
  return text + '\n';
}

std::string protocol_of_acts(const Plan& plan) {
  std::string text = "| act | what | arguments |\n|---|---|---|\n";
  for (const ActInfo& act : plan.acts()) {
    Names arguments;
    for (const ActInfo::Argument& argument : act.arguments) arguments.push_back(argument_in_words(argument));
    text += fmt::format("| `{}` | {} | {} |\n", act.name, table_cell(act.label.en),
                        table_cell(fmt::format("{}", fmt::join(arguments, "; "))));
  }
  return text + '\n';
}

std::string protocol_of_parameters(const Plan& plan) {
  constexpr std::size_t kBases = 4;
  using Counts = std::array<int, kBases>;
  std::vector<std::pair<std::string, Counts>> models;  // in the order of declaration
  Counts all{};
  for (const ParamInfo& info : plan.parameters()) {
    const std::string model = prefix_of(info.name);
    auto found = std::ranges::find(models, model, &std::pair<std::string, Counts>::first);
    if (found == models.end()) found = models.insert(models.end(), {model, Counts{}});
    const auto basis = static_cast<std::size_t>(basis_of(info));
    ++found->second[basis];
    ++all[basis];
  }
  std::string text =
      "| parameters of | all | published | factors of a table | assumptions | choices |\n"
      "|---|---:|---:|---:|---:|---:|\n";
  const auto add_row = [&](std::string_view name, const Counts& counts) {
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", name, counts[0] + counts[1] + counts[2] + counts[3],
                        counts[0], counts[1], counts[2], counts[3]);
  };
  for (const auto& [name, counts] : models) add_row(name, counts);
  add_row("**all**", all);
  return text + '\n';
}

}  // namespace twin
