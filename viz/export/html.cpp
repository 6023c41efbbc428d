#include "viz/export/html.h"

#include <fmt/format.h>

#include "viz/export/svg.h"

namespace viz {
namespace {

std::string wide(const std::string& label, const std::string& content) {
  return fmt::format("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{}</div>", escape(label),
                     content);
}

}  // namespace

std::string html_table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) {
  std::string html = "<table><thead><tr>";
  for (const std::string& head : heads) html += fmt::format("<th scope=\"col\">{}</th>", escape(head));
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    html += fmt::format("<tr><th scope=\"row\">{}</th>", escape(row.front()));
    for (std::size_t cell = 1; cell < row.size(); ++cell) html += fmt::format("<td>{}</td>", escape(row[cell]));
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

std::string html_note(const std::string& text) {
  return "<p><small>" + escape(text) + "</small></p>";
}

std::string html_figure(const std::string& label, const Shown& shown, twin::Language language) {
  std::string html = "<figure>" + wide(label, shown.picture);
  const std::string as_table =
      language == twin::Language::kEnglish ? "The chart as a table" : "Diagrammet som tabell";
  if (!shown.table.empty())
    html += fmt::format("<details><summary>{}</summary>{}</details>", as_table,
                        wide(label + ". " + as_table, shown.table));
  return html + "</figure>";
}

std::string html_section(const std::string& heading, const Shown& shown, twin::Language language) {
  if (shown.picture.empty()) return "";
  return fmt::format("<section><h2>{}</h2>\n{}</section>\n", escape(heading), html_figure(heading, shown, language));
}

}  // namespace viz
