#pragma once
#include <filesystem>
#include <string>

namespace twin {

/// The whole of a file, unpacked if gzip has packed it. Throws IoError when it is missing, unreadable or a folder,
/// and
/// ("damaged") when its packed part is broken or cut short.
std::string read_packed_text(const std::filesystem::path& path);

}  // namespace twin
