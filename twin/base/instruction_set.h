#pragma once
#include <optional>
#include <string_view>
#include <vector>

namespace twin {

/// Ways to compute the bulk kernels (philox_bulk.h, math.h), slowest first. All give the same bits.
enum class InstructionSet { kScalar, kSse2, kAvx2, kAvx512 };

/// "scalar", "sse2", "avx2" or "avx512".
std::string_view to_string(InstructionSet set);
std::optional<InstructionSet> instruction_set_from(std::string_view name);

/// Those that this program holds and this processor runs, slowest first; never empty.
std::vector<InstructionSet> supported_instruction_sets();

/// The one in use: the fastest supported, unless the environment variable RURBAN_ISA named another supported one when
/// the program first asked.
InstructionSet instruction_set();
/// Requires: `set` is supported. Must not run beside bulk kernels.
void set_instruction_set(InstructionSet set);

}  // namespace twin
