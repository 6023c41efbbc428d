#include "twin/base/instruction_set.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cstdlib>

namespace twin {
namespace {

constexpr std::array<std::string_view, 4> kNames{"scalar", "sse2", "avx2", "avx512"};

bool supported(InstructionSet set) {
#ifdef RURBAN_X86
  switch (set) {
    case InstructionSet::kScalar:
      return true;
    case InstructionSet::kSse2:
      return __builtin_cpu_supports("sse2");
    case InstructionSet::kAvx2:
      return __builtin_cpu_supports("avx2");
    case InstructionSet::kAvx512:
      return __builtin_cpu_supports("avx512f");
  }
#endif
  return set == InstructionSet::kScalar;
}

InstructionSet first_choice() {
  if (const char* wanted = std::getenv("RURBAN_ISA")) {
    const auto set = instruction_set_from(wanted);
    if (set && supported(*set)) return *set;
  }
  return supported_instruction_sets().back();
}

std::atomic<InstructionSet>& in_use() {
  static std::atomic<InstructionSet> value = first_choice();
  return value;
}

}  // namespace

std::string_view to_string(InstructionSet set) {
  return kNames[static_cast<std::size_t>(set)];
}

std::optional<InstructionSet> instruction_set_from(std::string_view name) {
  const auto it = std::find(kNames.begin(), kNames.end(), name);
  if (it == kNames.end()) return std::nullopt;
  return static_cast<InstructionSet>(it - kNames.begin());
}

std::vector<InstructionSet> supported_instruction_sets() {
  std::vector<InstructionSet> sets;
  for (std::size_t i = 0; i != kNames.size(); ++i)
    if (supported(static_cast<InstructionSet>(i))) sets.push_back(static_cast<InstructionSet>(i));
  return sets;
}

InstructionSet instruction_set() {
  return in_use().load(std::memory_order_relaxed);
}

void set_instruction_set(InstructionSet set) {
  assert(supported(set));
  in_use() = set;
}

}  // namespace twin
