#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

// What the fuzzers do with their bytes, and the tests with the corpus.
namespace fuzz {

/// Opens the bytes as a recording and does with it what a person can: every layer on the first and the last date, the
/// map, the filmed days, small pictures, sometimes the page. Returns what the person is told, in English; nothing
/// when all was well. Anything else that goes wrong is a fault of the program, and leaves as it came.
std::string read_recording(std::span<const std::byte> bytes);
std::string read_recording(const std::filesystem::path& path);

/// Reads the bytes as a scenario; a sound one must come back the same from its own text.
std::string read_scenario(std::span<const std::byte> bytes);

}  // namespace fuzz
