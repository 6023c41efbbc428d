#include "twin/run/calls.h"

#include <algorithm>

#include "twin/io/text_file.h"
#include "twin/run/motion.h"

// Grammar of the bytes, as in motion.cpp:
//   calls    := kinds cases answers texts counters usual
//   kinds    := count (length text length text)*      Swedish, English; so are cases
//   answers  := count (kind answered from until east north mover)*
//   texts    := (what why)*                           as many as answers
//   counters := count (label unit values*)*           a list of values for each case
//   usual    := count (mover way)*

namespace twin {
namespace {

/// Of a call, what has a fixed size.
struct Numbers {
  std::int32_t kind, answered_s, from_s, until_s, east_m, north_m;
  std::uint32_t mover;
};

void pack_texts(ByteWriter& out, const std::vector<Text>& texts) {
  out.value(static_cast<std::uint32_t>(texts.size()));
  for (const Text& text : texts) out.text(text);
}

std::vector<Text> unpack_texts(ByteReader& in) {
  std::vector<Text> texts;
  const auto count = in.value<std::uint32_t>();
  for (std::uint32_t text = 0; in.good() && text < count; ++text) texts.push_back(in.bilingual());
  return texts;
}

bool in_words(const std::vector<Text>& texts) {
  return std::all_of(texts.begin(), texts.end(), [](const Text& text) { return is_utf8(text); });
}

}  // namespace

std::int64_t Counter::at(std::size_t of_case, double second) const {
  const auto step = static_cast<std::size_t>(std::clamp(second, 0.0, 86'400.0)) / kStep_s;
  return by_case[of_case][step];
}

std::optional<std::uint32_t> Calls::usual_way(std::uint32_t mover) const {
  for (const UsualWay& usual : usual_ways)
    if (usual.mover == mover) return usual.way;
  return std::nullopt;
}

std::size_t Calls::answered(double second) const {
  return static_cast<std::size_t>(std::upper_bound(list.begin(), list.end(), second,
                                                   [](double at, const Call& call) { return at < call.answered_s; }) -
                                  list.begin());
}

void Calls::pack(ByteWriter& out) const {
  pack_texts(out, kinds);
  pack_texts(out, cases);
  std::vector<Numbers> numbers;
  for (const Call& call : list)
    numbers.push_back({call.kind, call.answered_s, call.from_s, call.until_s, call.east_m, call.north_m, call.mover});
  out.list(std::span<const Numbers>(numbers));
  for (const Call& call : list) {
    out.text(call.what);
    out.text(call.why);
  }
  out.value(static_cast<std::uint32_t>(counters.size()));
  for (const Counter& counter : counters) {
    out.text(counter.label);
    out.text(counter.unit);
    for (const auto& values : counter.by_case) out.list(std::span<const std::int64_t>(values));
  }
  out.list(std::span<const UsualWay>(usual_ways));
}

std::optional<Calls> Calls::unpack(ByteReader& in, std::size_t movers, std::size_t ways) {
  Calls calls;
  calls.kinds = unpack_texts(in);
  calls.cases = unpack_texts(in);
  bool sound = in_words(calls.kinds) && in_words(calls.cases);
  const auto is_moment = [](std::int32_t second) { return second >= 0 && second <= kLongestMotion_s; };
  std::int32_t before_s = 0;
  for (const Numbers& of : in.list<Numbers>()) {
    sound = sound && of.kind >= 0 && static_cast<std::size_t>(of.kind) < calls.kinds.size() && of.kind < 256 &&
            is_moment(of.answered_s) && of.answered_s >= before_s && is_moment(of.from_s) && is_moment(of.until_s) &&
            is_on_earth(of.east_m, of.north_m) && (of.mover == Call::kNobody || of.mover < movers);
    before_s = of.answered_s;
    Call& call = calls.list.emplace_back();
    call.kind = static_cast<std::uint8_t>(of.kind);
    call.answered_s = of.answered_s;
    call.from_s = of.from_s;
    call.until_s = of.until_s;
    call.east_m = of.east_m;
    call.north_m = of.north_m;
    call.mover = of.mover;
  }
  for (Call& call : calls.list) {
    if (!in.good()) return std::nullopt;
    call.what = in.bilingual();
    call.why = in.bilingual();
    sound = sound && is_utf8(call.what) && is_utf8(call.why);
  }
  const auto counters = in.value<std::uint32_t>();
  for (std::uint32_t counter = 0; in.good() && counter < counters; ++counter) {
    Counter& one = calls.counters.emplace_back();
    one.label = in.bilingual();
    one.unit = in.bilingual();
    sound = sound && is_utf8(one.label) && is_utf8(one.unit);
    for (std::size_t of_case = 0; in.good() && of_case != calls.cases.size(); ++of_case) {
      one.by_case.push_back(in.list<std::int64_t>());
      sound = sound && one.by_case.back().size() == Counter::kSteps;
    }
  }
  calls.usual_ways = in.list<UsualWay>();
  for (const UsualWay& usual : calls.usual_ways) sound = sound && usual.mover < movers && usual.way < ways;
  return sound && in.good() ? std::optional(std::move(calls)) : std::nullopt;
}

}  // namespace twin
