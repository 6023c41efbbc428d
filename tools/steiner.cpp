#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>

#include "models/broadband/steinlib.h"
#include "tools/commands.h"
#include "twin/io/file.h"

namespace tools {
namespace {

using rurban::broadband::SteinerTree;
using rurban::broadband::SteinlibProblem;

/// A tree, in the file's own units.
struct Solved {
  SteinlibProblem problem;
  SteinerTree tree;
  double cpu_s = 0;
  double amount(std::int64_t whole) const { return static_cast<double>(whole) / static_cast<double>(problem.scale); }
};

Solved solve(const SteinerWanted& wanted, const std::filesystem::path& file) {
  Solved solved{rurban::broadband::load_steinlib(file), {}, 0};
  const std::clock_t begun = std::clock();
  solved.tree = prize_collecting_tree(solved.problem.graph, {wanted.seconds, wanted.rounds, wanted.seed});
  solved.cpu_s = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  return solved;
}

void tell(const Options& o, const Solved& s) {
  const auto& graph = s.problem.graph;
  if (o.json) {
    fmt::print("{}\n", nlohmann::json{{"event", "steiner"},
                                      {"instance", s.problem.name},
                                      {"objective", s.amount(s.tree.objective())},
                                      {"edge_cost", s.amount(s.tree.edge_cost)},
                                      {"missed_prize", s.amount(s.tree.missed_prize)},
                                      {"lower_bound", s.amount(s.tree.lower_bound)},
                                      {"edges", s.tree.edges.size()},
                                      {"cpu_s", s.cpu_s}}
                           .dump());
    return;
  }
  if (!o.quiet) {
    fmt::print("{}: {} {}, {} {}\n", s.problem.name, graph.prize.size(), o.tr("noder", "nodes"), graph.edges.size(),
               o.tr("kanter", "edges"));
    if (s.problem.scale != 1)
      fmt::print("  {}\n",
                 fmt::format(fmt::runtime(o.tr("decimaler: räknat i {}-delar", "decimals: counted in parts of {}")),
                             s.problem.scale));
    fmt::print("  {}: {} ({} {})\n", o.tr("kanternas kostnad", "cost of edges"), s.amount(s.tree.edge_cost),
               s.tree.edges.size(), o.tr("kanter", "edges"));
    fmt::print("  {}: {}\n", o.tr("missade priser", "missed prizes"), s.amount(s.tree.missed_prize));
  }
  fmt::print("{}: {}, {} {} ({:.3f} %), {:.2f} s\n", o.tr("mål", "objective"), s.amount(s.tree.objective()),
             o.tr("minst", "at least"), s.amount(s.tree.lower_bound), 100 * s.tree.gap(), s.cpu_s);
}

void write_edges(const std::filesystem::path& out, const Solved& s) {
  std::string table = fmt::format("# {}\nedge,a,b,cost\n", s.problem.name);
  for (const std::uint32_t e : s.tree.edges) {
    const auto& edge = s.problem.graph.edges[e];
    table += fmt::format("{},{},{},{}\n", e + 1, edge.a + 1, edge.b + 1, s.amount(edge.cost));
  }
  twin::write_text(out, table);
}

std::vector<std::filesystem::path> instances(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::is_directory(folder))
    throw twin::read_error(folder, std::filesystem::exists(folder) ? ENOTDIR : ENOENT);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".stp") || name.ends_with(".stp.gz")) files.push_back(entry.path());
  }
  if (files.empty())
    throw twin::InputError({{{folder.string()},
                             {"mappen har inga problem", "the folder has no problems"},
                             "",
                             {"filer som heter .stp eller .stp.gz", "files named .stp or .stp.gz"}}});
  std::sort(files.begin(), files.end());
  return files;
}

void tell_table(const SteinerWanted& wanted) {
  const std::vector<std::filesystem::path> files = instances(wanted.table);
  const auto known = rurban::broadband::best_known(wanted.table);
  fmt::print("instance,nodes,edges,best_known,ours,gap_percent,bound,gap_to_bound_percent,cpu_s\n");
  for (const std::filesystem::path& file : files) {
    const Solved s = solve(wanted, file);
    const std::string name = file.filename().string().substr(0, file.filename().string().find(".stp"));
    const double ours = s.amount(s.tree.objective());
    const auto best = known.find(name);
    const std::string beside = best == known.end()
                                   ? fmt::format(",{},", ours)
                                   : fmt::format("{},{},{:.4f}", best->second, ours,
                                                 best->second > 0 ? 100 * (ours / best->second - 1) : 0.0);
    fmt::print("{},{},{},{},{},{:.4f},{:.2f}\n", name, s.problem.graph.prize.size(), s.problem.graph.edges.size(),
               beside, s.amount(s.tree.lower_bound), 100 * s.tree.gap(), s.cpu_s);
  }
}

}  // namespace

int steiner(const Options& options, const SteinerWanted& wanted) {
  if (wanted.instance.empty() && wanted.table.empty())
    throw twin::InputError({{{"rurban steiner"},
                             {"inget att lösa", "nothing to solve"},
                             "",
                             {"en fil, eller --table med en mapp", "a file, or --table with a folder"}}});
  if (!wanted.instance.empty()) {
    const Solved solved = solve(wanted, wanted.instance);
    if (!wanted.edges.empty()) write_edges(wanted.edges, solved);
    tell(options, solved);
  }
  if (!wanted.table.empty()) tell_table(wanted);
  return kOk;
}

}  // namespace tools
