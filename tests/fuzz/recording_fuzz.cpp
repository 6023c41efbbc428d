// Feeds damaged recordings to the reader; see README.md here for how to run it.
//
// Bytes changed at random seldom get past the first checksum. So the mutator takes a recording apart, changes one
// thing in it (the header's text, what a chunk holds unpacked, a field of its head, the order of chunks) and puts it
// together with checksums that fit: the reader that is tried is the one that ships, with nothing switched off.
// RURBAN_FUZZ_RAW=1 leaves the bytes as chance has them.
#include <cstdlib>
#include <cstring>
#include <optional>
#include <random>

#include "tests/fuzz/readers.h"
#include "twin/io/chunk.h"
#include "twin/io/header.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using twin::Bytes;
using twin::ChunkHead;

struct Chunk {
  ChunkHead head;
  Bytes content;
  bool unpacked;  ///< `content` is what the chunk holds; else the bytes as they stand in the file
};

struct Parts {
  twin::Preamble preamble;
  Bytes header;
  std::vector<Chunk> chunks;
  bool closed = false;  ///< has a footer
};

constexpr std::uint64_t kMostUnpacked = 1 << 20;

template <class T>
T take(std::span<const std::byte>& bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes = bytes.subspan(sizeof value);
  return value;
}

template <class T>
void put(Bytes& bytes, const T& value) {
  const auto more = twin::raw(value);
  bytes.insert(bytes.end(), more.begin(), more.end());
}

std::optional<Parts> taken_apart(std::span<const std::byte> bytes) {
  Parts parts;
  if (bytes.size() < sizeof parts.preamble) return std::nullopt;
  parts.preamble = take<twin::Preamble>(bytes);
  if (bytes.size() < parts.preamble.size) return std::nullopt;
  parts.header.assign(bytes.begin(), bytes.begin() + parts.preamble.size);
  bytes = bytes.subspan(parts.preamble.size);
  while (bytes.size() >= sizeof(ChunkHead)) {
    Chunk chunk{take<ChunkHead>(bytes), {}, false};
    if (chunk.head.mark != twin::kChunkMark || chunk.head.size > bytes.size()) break;
    if (std::string_view(chunk.head.layer.data(), twin::kIndexLayer.size()) == twin::kIndexLayer) {
      parts.closed = true;
      break;
    }
    chunk.content.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(chunk.head.size));
    bytes = bytes.subspan(chunk.head.size);
    if (chunk.head.raw_size < kMostUnpacked) try {
        chunk.content = twin::decompress("", chunk.content, chunk.head.raw_size);
        chunk.unpacked = true;
      } catch (const twin::IoError&) {
      }
    parts.chunks.push_back(std::move(chunk));
  }
  return parts;
}

Bytes put_together(Parts parts) {
  Bytes bytes;
  parts.preamble.size = static_cast<std::uint32_t>(parts.header.size());
  parts.preamble.checksum = twin::checksum(parts.header);
  put(bytes, parts.preamble);
  bytes.insert(bytes.end(), parts.header.begin(), parts.header.end());
  Bytes index;
  const auto add = [&](ChunkHead head, const Bytes& packed) {
    head.size = packed.size();
    head.payload_checksum = twin::checksum(packed);
    head.head_checksum = checksum_of(head);
    put(index, twin::IndexEntry{bytes.size(), head});
    put(bytes, head);
    bytes.insert(bytes.end(), packed.begin(), packed.end());
  };
  for (Chunk& chunk : parts.chunks) {
    if (chunk.unpacked) chunk.head.raw_size = chunk.content.size();
    add(chunk.head, chunk.unpacked ? twin::compress(chunk.content) : chunk.content);
  }
  if (!parts.closed) return bytes;
  twin::Trailer trailer{twin::kTrailerMark, bytes.size(), 0};
  trailer.checksum = checksum_of(trailer);
  ChunkHead head{twin::kChunkMark, 1, {}, 0, 0, index.size(), 0, 0, 0};
  std::copy(twin::kIndexLayer.begin(), twin::kIndexLayer.end(), head.layer.begin());
  add(head, twin::compress(Bytes(index)));
  put(bytes, trailer);
  return bytes;
}

void mutate(Bytes& bytes, std::size_t most) {
  const std::size_t size = bytes.size();
  bytes.resize(std::max(size + 64, std::min(most, 2 * size)));
  bytes.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(bytes.data()), size, bytes.size()));
}

/// A field of the head gets another value; what follows from the content is put right again, but for a lie about its
/// size.
void change_head(Chunk& chunk, const Parts& parts, std::mt19937& random) {
  const auto number = [&] { return static_cast<std::int32_t>(random()) >> random() % 32; };
  switch (random() % 6) {
    case 0:
      chunk.head.key ^= 1;
      break;
    case 1:
      chunk.head.from = number();
      break;
    case 2:
      chunk.head.to = number();
      break;
    case 3:
      chunk.head.layer = parts.chunks[random() % parts.chunks.size()].head.layer;
      break;
    case 4:
      chunk.head.layer[random() % chunk.head.layer.size()] = static_cast<char>(random());
      break;
    default:
      if (chunk.unpacked) chunk.content = twin::compress(chunk.content);
      chunk.unpacked = false;
      chunk.head.raw_size = std::uint64_t{random()} << random() % 40;
  }
}

void change_something(Parts& parts, std::mt19937& random, std::size_t most) {
  if (parts.chunks.empty() || random() % 8 == 0) return mutate(parts.header, most);
  Chunk& chunk = parts.chunks[random() % parts.chunks.size()];
  const auto at = static_cast<std::ptrdiff_t>(random() % parts.chunks.size());
  switch (random() % 16) {
    case 0:
    case 1:
    case 2:
      return change_head(chunk, parts, random);
    case 3:
      parts.closed = !parts.closed;
      return;
    case 4:
      parts.chunks.insert(parts.chunks.begin() + at, Chunk(chunk));
      return;
    case 5:
      parts.chunks.erase(parts.chunks.begin() + at);
      return;
    case 6:
      std::swap(chunk, parts.chunks[static_cast<std::size_t>(at)]);
      return;
    default:
      return mutate(chunk.content, most);
  }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  static const bool as_chance_has_them = std::getenv("RURBAN_FUZZ_RAW") != nullptr;
  std::mt19937 random(seed);
  auto parts =
      as_chance_has_them || random() % 16 == 0 ? std::nullopt : taken_apart(std::as_bytes(std::span(data, size)));
  if (!parts) return LLVMFuzzerMutate(data, size, max_size);
  for (unsigned changes = 1 + random() % 3; changes != 0; --changes) change_something(*parts, random, max_size);
  const Bytes bytes = put_together(std::move(*parts));
  if (bytes.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, bytes.data(), bytes.size());
  return bytes.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::read_recording(std::as_bytes(std::span(data, size)));
  return 0;
}
