#pragma once
// How our own file formats begin; shared by the files that write them.
#include <array>
#include <nlohmann/json.hpp>

#include "twin/io/file.h"
#include "twin/io/provenance.h"

namespace twin {

/// A format of ours and the version that this program writes and reads.
struct FileKind {
  std::array<char, 8> magic;
  std::uint32_t version;
  Text noun;
};

inline const FileKind kRecording{{'R', 'T', 'F', 'I', 'L', 'M', '\r', '\n'}, 1, {"inspelning", "recording"}};
inline const FileKind kSnapshot{{'R', 'T', 'S', 'N', 'A', 'P', '\r', '\n'}, 2, {"ögonblicksbild", "snapshot"}};

struct Header {
  nlohmann::json content;
  std::uint64_t end;  ///< where the file goes on
};

/// header := Preamble content:JSON, `size` bytes
struct Preamble {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t size;
  std::uint64_t checksum;  ///< of the content
};
static_assert(sizeof(Preamble) == 24);

void write_header(OutputFile& file, const FileKind& kind, const nlohmann::json& content);
/// Throws IoError for a foreign, newer or damaged file.
Header read_header(const InputFile& file, const FileKind& kind);

/// Calls `read`, which takes JSON apart; a missing or ill-typed entry becomes an IoError about `path`.
template <class Read>
auto with_json_errors(const std::filesystem::path& path, const Read& read) {
  try {
    return read();
  } catch (const nlohmann::json::exception&) {
    throw damage(path, {"filhuvudet är ofullständigt", "its header is incomplete"});
  }
}

nlohmann::json to_json(const Provenance& provenance);
Provenance provenance_from(const nlohmann::json& json);

}  // namespace twin
