#include "viz/export/journal_page.h"

#include <fmt/format.h>

#include "viz/export/player.h"
#include "viz/export/svg.h"

namespace viz {
namespace {

const std::string& kind_words(Journal::Entry::Kind kind, const Words& tr) {
  using Kind = Journal::Entry::Kind;
  switch (kind) {
    case Kind::kOpened:
      return tr("Opened");
    case Kind::kChange:
      return tr("Change");
    case Kind::kGuess:
      return tr("The group's guess");
    case Kind::kResult:
      return tr("Result");
    case Kind::kNote:
      return tr("Note");
    case Kind::kPicture:
      break;
  }
  return tr("Picture");
}

}  // namespace

std::string journal_page(const Journal& journal, const twin::Text& title, const Words& tr) {
  const std::string heading = fmt::format("{} · {}", tr("The session's journal"), tr.of(title));
  std::string page = fmt::format(
      R"html(<!doctype html>
<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{}</title><style>
body{{font:18px/1.5 "DejaVu Sans",Verdana,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1e}}
table{{border-collapse:collapse;width:100%}}td,th{{text-align:left;vertical-align:top;padding:.5rem .75rem;border-bottom:1px solid #bbb}}
img{{max-width:100%}}.kGuess{{background:#fff4dc}}.kResult{{background:#e8f1fa}}</style></head><body>
<main><h1>{}</h1><table><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>
)html",
      twin::code_of(tr.language()), escape(heading), escape(heading), escape(tr("Time")), escape(tr("What")),
      escape(tr("Text")));
  for (const Journal::Entry& entry : journal.entries()) {
    std::string text = escape(entry.text);
    if (!entry.png.empty())
      text = fmt::format("<img alt=\"{}\" src=\"data:image/png;base64,{}\"><br>{}", text, base64(entry.png), text);
    const char* look = entry.kind == Journal::Entry::Kind::kGuess    ? " class=\"kGuess\""
                       : entry.kind == Journal::Entry::Kind::kResult ? " class=\"kResult\""
                                                                     : "";
    page += fmt::format("<tr{}><td>{}</td><td>{}</td><td>{}</td></tr>\n", look, escape(entry.time),
                        escape(kind_words(entry.kind, tr)), text);
  }
  page += "</tbody></table></main></body></html>\n";
  return page;
}

}  // namespace viz
