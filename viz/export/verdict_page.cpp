#include "viz/export/verdict_page.h"

#include <fmt/format.h>

#include "viz/export/html.h"
#include "viz/export/svg.h"

namespace viz {
namespace {

// One sheet each for what was done and judged, and for whom it does what; tables never run over more than that.
constexpr const char* kStyle = R"css(
body{font:16px/1.45 "DejaVu Sans",Verdana,sans-serif;max-width:52rem;margin:1.5rem auto;padding:0 1rem;color:#1a1a1e}
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.2rem;margin:1.3rem 0 .4rem}
.verdict{font-size:1.25rem;font-weight:bold;padding:.7rem 1rem;border-left:.6rem solid #b5412b;background:#fbeae6}
.verdict.passes{border-color:#2b7a4b;background:#e6f4ec}
ul{list-style:none;padding:0;margin:.5rem 0}li{padding:.15rem 0 .15rem 1.6rem;position:relative}
li::before{content:"\2212";position:absolute;left:.3rem;font-weight:bold;color:#b5412b}
li.holds::before{content:"+";color:#2b7a4b}
dl{margin:0}dt{font-weight:bold;margin-top:.6rem}dd{margin:0}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.2rem .5rem;border-bottom:1px solid #bbb;font-weight:normal}
thead th{font-weight:bold}td{white-space:nowrap}
blockquote{margin:.3rem 0;padding:.2rem .8rem;border-left:.25rem solid #d9a441}
@page{size:A4;margin:14mm}
@media print{td,th{padding:.1rem .5rem}body{font-size:9.5pt;margin:0;max-width:none;padding:0}h1{font-size:16pt}h2{font-size:12pt}.second{break-before:page}}
)css";

std::string table_of(const std::string& heading, const std::vector<PackageVerdict::Row>& rows, const Words& tr) {
  std::string html = fmt::format("<h2>{}</h2>\n", escape(heading));
  if (rows.empty()) return html + html_note(tr("Nothing surely."));
  std::vector<std::vector<std::string>> cells;
  for (const PackageVerdict::Row& row : rows) cells.push_back({tr.of(row.label), tr.of(row.value)});
  return html + html_table({tr("What"), tr("Change")}, cells);
}

std::string part(const PackagePart& one, const Words& tr) {
  std::string html =
      fmt::format("<dt>{}{}</dt>", escape(one.title),
                  one.since.empty() ? "" : escape(fmt::format(" ({})", tr.fill("from {}", one.since))));
  if (!one.what.empty()) html += fmt::format("<dd>{}</dd>", escape(one.what));
  if (!one.cost.empty()) html += fmt::format("<dd>{} {}</dd>", escape(tr("Costs:")), escape(one.cost));
  if (!one.known.empty()) html += fmt::format("<dd>{} {}</dd>", escape(tr("What is known:")), escape(one.known));
  return html + "\n";
}

/// What the group said: its guesses and notes.
std::string said(const Journal& journal, const Words& tr) {
  std::string quotes;
  for (const Journal::Entry& entry : journal.entries())
    if (entry.kind == Journal::Entry::Kind::kGuess || entry.kind == Journal::Entry::Kind::kNote)
      quotes += fmt::format("<blockquote>{} {}</blockquote>\n", escape(entry.time), escape(entry.text));
  return quotes.empty() ? "" : fmt::format("<h2>{}</h2>\n{}", escape(tr("What the group guessed and noted")), quotes);
}

}  // namespace

std::string verdict_page(const PackageVerdict& verdict, std::span<const PackagePart> package, const Journal* journal,
                         const std::string& title, const Words& tr) {
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\">\n<title>{}</title><style>{}</style></head><body><main>\n",
      twin::code_of(tr.language()), escape(title), kStyle);
  page += fmt::format("<h1>{} {}</h1>\n", escape(tr("What did our package do?")), escape(title));
  page += fmt::format("<p class=\"verdict{}\">{}</p>\n", verdict.passes ? " passes" : "",
                      escape(tr.of(verdict.headline)));
  if (!package.empty()) {
    page += fmt::format("<h2>{}</h2>\n<dl>", escape(tr("The package")));
    for (const PackagePart& one : package) page += part(one, tr);
    page += "</dl>\n";
  }
  page += fmt::format("<h2>{}</h2>\n<ul>", escape(tr("The conditions of the gate")));
  for (const PackageVerdict::Condition& condition : verdict.conditions)
    page += fmt::format("<li{}>{}</li>\n", condition.holds ? " class=\"holds\"" : "", escape(tr.of(condition.words)));
  page += "</ul>\n";
  if (!verdict.channels.empty())
    page += table_of(tr("The way the return flow took (öre of each krona carried out)"), verdict.channels, tr);
  if (journal != nullptr) page += said(*journal, tr);
  page += "<div class=\"second\">\n";
  page += table_of(tr("Who gains and who loses (welfare, and 90 % of the runs)"), verdict.groups, tr);
  page += table_of(tr("What changes most surely (and 90 % of the runs)"), verdict.figures, tr);
  page +=
      html_note(tr.fill("{} pairs of runs, each with the same chance with and without the package. A model's "
                        "answer, not a forecast: it shows what follows from its assumptions.",
                        verdict.replicates));
  return page + "</div></main></body></html>\n";
}

}  // namespace viz
