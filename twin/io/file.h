#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "twin/base/error.h"

namespace twin {

static_assert(std::endian::native == std::endian::little, "our files hold numbers as they stand in memory");

using Bytes = std::vector<std::byte>;

/// A file that is written front to back. Every call throws IoError, naming the file and the reason, when the
/// disk is full, a permission is missing …; what was written before stays.
class OutputFile {
 public:
  /// Creates the file, or empties the one that is there.
  explicit OutputFile(std::filesystem::path path);
  /// Opens an existing file, cuts it to its first `keep` bytes and goes on from there.
  OutputFile(std::filesystem::path path, std::uint64_t keep);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
  std::uint64_t size() const { return size_; }

 private:
  std::filesystem::path path_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// An existing regular file, read at any place. Throws IoError when it is missing, unreadable or a folder.
/// Safe to read from many threads.
class InputFile {
 public:
  explicit InputFile(std::filesystem::path path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  /// Throws IoError ("damaged") when the file ends before.
  Bytes read(std::uint64_t offset, std::uint64_t count) const;

 private:
  std::filesystem::path path_;
  int descriptor_;
  std::uint64_t size_ = 0;
};

/// Where a file stands while it is being written: "run.rts.part" beside "run.rts".
std::filesystem::path part_of(const std::filesystem::path& path);
/// Puts the finished part on the disk and under its final name, both so that a power cut can't undo it.
void publish_part(const std::filesystem::path& path);
/// Lets `write` make the part, then publishes it. When anything fails the part is removed, the error goes on,
/// and an earlier file under the final name is as it was.
void write_beside(const std::filesystem::path& path,
                  const std::function<void(const std::filesystem::path& part)>& write);
void write_atomically(const std::filesystem::path& path, const std::function<void(OutputFile&)>& write);
void write_text(const std::filesystem::path& path, std::string_view text);

Bytes read_file(const std::filesystem::path& path);
std::string read_text(const std::filesystem::path& path);

/// From now on a write beyond the file size limit of the process fails, instead of ending the process by
/// SIGXFSZ. OutputFile calls it; needed only before other libraries write.
void ignore_file_size_signal();

/// XXH3, 64 bits: finds accidents, not forgery.
std::uint64_t checksum(std::span<const std::byte> bytes);

/// One zstd frame that knows its content's size.
Bytes compress(std::span<const std::byte> raw, int level = 1);
/// Throws IoError about `path` when `packed` is no such frame or does not hold exactly `raw_size` bytes. Never
/// allocates more than zstd could have packed into `packed`, nor more than 8 GiB.
Bytes decompress(const std::filesystem::path& path, std::span<const std::byte> packed, std::uint64_t raw_size);

/// "can't write FILE: the disk is full", for the `errno` of a failed call.
IoError write_error(const std::filesystem::path& path, int error);
IoError read_error(const std::filesystem::path& path, int error);
/// "can't read FILE: REASON", for a file of another kind, version or schema.
IoError refusal(const std::filesystem::path& path, const Text& reason);
/// "FILE is damaged: REASON".
IoError damage(const std::filesystem::path& path, const Text& reason);

}  // namespace twin
