#include "models/broadband/steinlib.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "twin/io/csv.h"
#include "twin/io/file.h"
#include "twin/io/packed_text.h"

namespace rurban::broadband {
namespace {

constexpr std::string_view kMagic = "33d32945";
constexpr std::int64_t kMostNodes = 5'000'000;  // times kMostAmount is within 64 bits
constexpr int kMostDecimals = 6;
constexpr std::int64_t kMostAmount = 1'000'000'000'000;
constexpr std::int64_t kMostSum = std::int64_t{1} << 54;  // what SteinerGraph allows

/// A decimal number as it is written: `digits` / 10^`decimals`, without zeros at its end.
struct Amount {
  std::int64_t digits = 0;
  int decimals = 0;
  std::uint32_t line = 0;
};

std::string lowered(std::string_view word) {
  std::string text(word);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; (i = line.find_first_not_of(" \t", i)) != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(" \t", i), line.size());
    words.push_back(line.substr(i, end - i));
    i = end;
  }
  return words;
}

std::optional<std::int64_t> whole(std::string_view word) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

std::optional<Amount> amount(std::string_view word) {
  const std::size_t point = std::min(word.find('.'), word.size());
  std::string_view fraction = word.substr(std::min(point + 1, word.size()));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  const auto units = whole(word.substr(0, point));
  if (!units || *units < 0 || *units > kMostAmount || fraction.size() > kMostDecimals || word.starts_with('-') ||
      fraction.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  Amount result{*units, static_cast<int>(fraction.size())};
  for (const char digit : fraction) result.digits = result.digits * 10 + (digit - '0');
  return result;
}

class Reader {
 public:
  explicit Reader(const twin::TextFile& file) : file_(file) {}

  SteinlibProblem read() {
    for (line_ = 1; line_ <= file_.lines(); ++line_) {
      words_ = words_of(file_.line(line_));
      if (words_.empty() || words_.front().starts_with('#')) continue;
      key_ = lowered(words_.front());
      if (!begun_) {
        begun_ = true;
        if (key_ == kMagic) continue;
        fault({"filen börjar inte som en STP-fil", "the file does not begin as an STP file"},
              {"33D32945 STP File, STP Format Version 1.0", "33D32945 STP File, STP Format Version 1.0"});
        break;
      }
      if (key_ == "eof") break;
      entry();
    }
    if (begun_ && !nodes_ && faults_.count() == 0) whole_file_fault({"Nodes saknas", "Nodes is missing"});
    if (!begun_) whole_file_fault({"filen är tom", "the file is empty"});
    if (edges_ && *edges_ != static_cast<std::int64_t>(problem_.graph.edges.size()))
      whole_file_fault({fmt::format("Edges säger {}, filen har {}", *edges_, problem_.graph.edges.size()),
                        fmt::format("Edges says {}, the file has {}", *edges_, problem_.graph.edges.size())});
    faults_.throw_if_any();
    scale();
    faults_.throw_if_any();
    if (problem_.name.empty()) problem_.name = std::filesystem::path(file_.name()).filename().string();
    return std::move(problem_);
  }

 private:
  void entry() {
    if (key_ == "section") {
      section_ = words_.size() > 1 ? lowered(words_[1]) : "";
    } else if (key_ == "end") {
      section_.clear();
    } else if (section_ == "comment" || section_ == "comments") {
      comment();
    } else if (section_ == "graph") {
      graph();
    } else if (section_ == "terminals") {
      terminals();
    } else if (section_ == "coordinates" || section_ == "maximumdegrees") {
      return;
    } else {
      fault({fmt::format("«{}» hör inte till någon läst del", words_.front()),
             fmt::format("'{}' belongs to no section that is read", words_.front())},
            {"SECTION Comments, Graph, Terminals eller Coordinates",
             "SECTION Comments, Graph, Terminals or Coordinates"});
    }
  }

  void comment() {
    if (key_ != "name") return;
    const std::string_view line = file_.line(line_);
    const std::size_t open = line.find('"'), close = line.rfind('"');
    if (open < close) problem_.name = line.substr(open + 1, close - open - 1);
  }

  void graph() {
    if (key_ == "nodes") {
      nodes_ = number(0, kMostNodes);
      if (nodes_) problem_.graph.prize.assign(static_cast<std::size_t>(*nodes_), 0);
      prize_.resize(problem_.graph.prize.size());
    } else if (key_ == "edges") {
      edges_ = number(0, kMostNodes);
    } else if (key_ == "e") {
      const auto a = node(1), b = node(2);
      const auto cost = amount_at(3);
      if (!a || !b || !cost) return;
      problem_.graph.edges.push_back({*a, *b, 0});
      cost_.push_back(*cost);
    } else {
      unknown({"Nodes, Edges, E", "Nodes, Edges, E"});
    }
  }

  void terminals() {
    if (key_ == "terminals") return;  // how many there are is counted
    if (key_ == "tp") {
      const auto at = node(1);
      const auto prize = amount_at(2);
      if (at && prize) prize_[*at] = *prize;
    } else if (key_ == "rootp" || key_ == "root") {
      if (const auto at = node(1)) problem_.graph.root = *at;
    } else {
      unknown({"Terminals, TP, RootP", "Terminals, TP, RootP"});
    }
  }

  std::optional<std::int64_t> number(std::int64_t least, std::int64_t most) {
    const std::int64_t value = words_.size() > 1 ? whole(words_[1]).value_or(least - 1) : least - 1;
    if (value >= least && value <= most) return value;
    fault_at(1, {fmt::format("ett heltal från {} till {}", least, most),
                 fmt::format("a whole number from {} to {}", least, most)});
    return std::nullopt;
  }

  std::optional<std::uint32_t> node(std::size_t word) {
    const std::int64_t value = words_.size() > word ? whole(words_[word]).value_or(0) : 0;
    const std::int64_t nodes = nodes_.value_or(0);
    if (value >= 1 && value <= nodes) return static_cast<std::uint32_t>(value - 1);
    fault_at(word, {fmt::format("en nod från 1 till {}", nodes), fmt::format("a node from 1 to {}", nodes)});
    return std::nullopt;
  }

  std::optional<Amount> amount_at(std::size_t word) {
    auto value = words_.size() > word ? amount(words_[word]) : std::nullopt;
    if (value)
      value->line = static_cast<std::uint32_t>(line_);
    else
      fault_at(word, {fmt::format("ett tal från 0 till {} med högst {} decimaler", kMostAmount, kMostDecimals),
                      fmt::format("a number from 0 to {} with at most {} decimals", kMostAmount, kMostDecimals)});
    return value;
  }

  /// Makes all amounts whole by the smallest power of ten that does.
  void scale() {
    int decimals = 0;
    for (const auto* amounts : {&cost_, &prize_})
      for (const Amount& a : *amounts) decimals = std::max(decimals, a.decimals);
    for (int i = 0; i != decimals; ++i) problem_.scale *= 10;
    const auto scaled = [&](const Amount& a) {
      std::int64_t value = a.digits;
      for (int i = a.decimals; i != decimals; ++i) value *= 10;
      if (value <= kMostAmount) return value;
      line_ = static_cast<int>(a.line);
      fault({fmt::format("beloppet är för stort i {}-delar", problem_.scale),
             fmt::format("the amount is too large in parts of {}", problem_.scale)},
            {fmt::format("högst {}", kMostAmount / problem_.scale),
             fmt::format("at most {}", kMostAmount / problem_.scale)});
      return std::int64_t{0};
    };
    for (std::size_t i = 0; i != cost_.size(); ++i) problem_.graph.edges[i].cost = scaled(cost_[i]);
    for (std::size_t i = 0; i != prize_.size(); ++i) problem_.graph.prize[i] = scaled(prize_[i]);
    std::int64_t costs = 0, prizes = 0;
    for (const SteinerGraph::Edge& edge : problem_.graph.edges) costs += edge.cost;
    for (const std::int64_t prize : problem_.graph.prize) prizes += prize;
    if (std::max(costs, prizes) >= kMostSum)
      whole_file_fault(
          {fmt::format("kostnaderna är tillsammans {} och priserna {}; högst {}", costs, prizes, kMostSum),
           fmt::format("costs add up to {} and prizes to {}; at most {}", costs, prizes, kMostSum)});
  }

  void unknown(twin::Text hint) {
    fault({fmt::format("okänt ord «{}» i {}", words_.front(), section_),
           fmt::format("unknown word '{}' in {}", words_.front(), section_)},
          std::move(hint));
  }
  void fault_at(std::size_t word, twin::Text hint) {
    if (word >= words_.size())
      fault({fmt::format("{}: ett värde saknas", words_.front()),
             fmt::format("{}: a value is missing", words_.front())},
            std::move(hint));
    else
      fault({fmt::format("{}: «{}» duger inte", words_.front(), words_[word]),
             fmt::format("{}: '{}' will not do", words_.front(), words_[word])},
            std::move(hint));
  }
  void fault(twin::Text message, twin::Text hint) {
    faults_.add(file_.fault(file_.offset_of_line(line_), std::move(message), std::move(hint)));
  }
  void whole_file_fault(twin::Text message) { faults_.add({{file_.name()}, std::move(message), ""}); }

  const twin::TextFile& file_;
  twin::FaultLog faults_;
  SteinlibProblem problem_;
  std::vector<Amount> cost_, prize_;
  std::optional<std::int64_t> nodes_, edges_;
  int line_ = 0;
  std::vector<std::string_view> words_;
  std::string key_, section_;
  bool begun_ = false;
};

}  // namespace

SteinlibProblem read_steinlib(const twin::TextFile& file) {
  return Reader(file).read();
}

SteinlibProblem load_steinlib(const std::filesystem::path& path) {
  return read_steinlib(twin::TextFile(path.string(), twin::read_packed_text(path)));
}

std::map<std::string, double> best_known(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "optima.csv";
  std::map<std::string, double> known;
  if (!std::filesystem::exists(path)) return known;
  const twin::TextFile file(path.string(), twin::read_text(path));
  twin::FaultLog faults;
  auto csv = twin::parse_csv(file, faults);
  for (std::size_t row = 0; csv && row != csv->rows(); ++row) {
    const auto cells = csv->row(row);
    const auto value = cells.size() > 1 ? amount(cells[1].text) : std::nullopt;
    if (value)
      known[cells[0].text] = static_cast<double>(value->digits) / std::pow(10.0, value->decimals);
    else
      faults.add(file.fault(cells[0].offset, {"raden har inget optimum", "the row has no optimum"},
                            {"instans,optimum", "instance,optimum"}));
  }
  faults.throw_if_any();
  return known;
}

}  // namespace rurban::broadband
