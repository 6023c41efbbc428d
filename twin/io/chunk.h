#pragma once
// The bytes of a recording; for what writes and reads them, and for tests that damage them on purpose.
//
// recording := header chunk* footer?
// header    := see header.h; its JSON holds provenance and tables [{name, meaning, labels, columns: [{name, type,
//              unit, meaning, target}]}]
// chunk     := ChunkHead payload
// payload   := zstd frame of head.size bytes that holds head.raw_size bytes
// footer    := chunk "#index" trailer;  its payload is (offset:u64 ChunkHead)* of all chunks before it
// trailer   := "RTINDEX\n" offset:u64 checksum:u64 (of the 16 bytes before), the last 24 bytes of the file
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "twin/io/file.h"

namespace twin {

inline constexpr std::string_view kFrameLayer = "#frame";
inline constexpr std::string_view kIndexLayer = "#index";

struct ChunkHead {
  std::array<char, 4> mark;
  std::uint32_t key;
  std::array<char, 48> layer;  ///< filled up with zeros
  std::int32_t from, to;       ///< days since 1970
  std::uint64_t raw_size, size;
  std::uint64_t payload_checksum;
  std::uint64_t head_checksum;  ///< of the bytes before
};
static_assert(sizeof(ChunkHead) == 96);

struct Trailer {
  std::array<char, 8> mark;
  std::uint64_t offset, checksum;
};
static_assert(sizeof(Trailer) == 24);

struct IndexEntry {
  std::uint64_t offset;
  ChunkHead head;
};
static_assert(sizeof(IndexEntry) == 104);

inline constexpr std::array<char, 4> kChunkMark{'R', 'T', 'C', 'K'};
inline constexpr std::array<char, 8> kTrailerMark{'R', 'T', 'I', 'N', 'D', 'E', 'X', '\n'};

template <class T>
std::span<const std::byte> raw(T const& value) {
  return std::as_bytes(std::span(&value, 1));
}

inline std::uint64_t checksum_of(const ChunkHead& head) {
  return checksum(raw(head).first(offsetof(ChunkHead, head_checksum)));
}
inline std::uint64_t checksum_of(const Trailer& trailer) {
  return checksum(raw(trailer).first(offsetof(Trailer, checksum)));
}

}  // namespace twin
