#include "twin/io/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include <zstd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace twin {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostRawBytes = std::uint64_t{8} << 30;
// A zstd block of at most 128 KiB takes at least four bytes, so no honest frame is packed tighter than this.
constexpr std::uint64_t kMostRatio = (128 << 10) / 4;

Text reason_of(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return {"disken är full", "the disk is full"};
    case EFBIG:
      return {"filen får inte bli så stor", "the file may not grow that large"};
    case EACCES:
    case EPERM:
      return {"behörighet saknas", "permission denied"};
    case EROFS:
      return {"disken kan bara läsas", "the disk is read-only"};
    case ENOENT:
      return {"filen eller mappen finns inte", "the file or folder does not exist"};
    case EISDIR:
      return {"det är en mapp", "it is a folder"};
    case ENOTDIR:
      return {"en del av sökvägen är ingen mapp", "a part of the path is no folder"};
    default:
      return {std::strerror(error), std::strerror(error)};
  }
}

/// A descriptor, or an IoError from `failure`.
int open_or_throw(const fs::path& path, int flags, IoError (*failure)(const fs::path&, int)) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
  if (descriptor < 0) throw failure(path, errno);
  return descriptor;
}

/// Closes on the way out; for short uses, where the result of closing says nothing new.
struct Descriptor {
  int number;
  ~Descriptor() { ::close(number); }
};

void sync_file(const fs::path& path) {
  const Descriptor file{open_or_throw(path, O_RDONLY, write_error)};
  if (::fsync(file.number) != 0) throw write_error(path, errno);
}

void sync_folder_of(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const Descriptor file{open_or_throw(folder, O_RDONLY | O_DIRECTORY, write_error)};
  // Some network file systems can't sync a folder, and say so by EINVAL.
  if (::fsync(file.number) != 0 && errno != EINVAL) throw write_error(path, errno);
}

}  // namespace

IoError write_error(const fs::path& path, int error) {
  const auto [sv, en] = reason_of(error);
  return IoError({fmt::format("kan inte skriva {}: {}", path.string(), sv),
                  fmt::format("can't write {}: {}", path.string(), en)});
}

IoError read_error(const fs::path& path, int error) {
  return refusal(path, reason_of(error));
}

IoError refusal(const fs::path& path, const Text& reason) {
  return IoError({fmt::format("kan inte läsa {}: {}", path.string(), reason.sv),
                  fmt::format("can't read {}: {}", path.string(), reason.en)});
}

IoError damage(const fs::path& path, const Text& reason) {
  return IoError({fmt::format("{} är skadad: {}", path.string(), reason.sv),
                  fmt::format("{} is damaged: {}", path.string(), reason.en)});
}

void ignore_file_size_signal() {
  std::signal(SIGXFSZ, SIG_IGN);
}

OutputFile::OutputFile(fs::path path)
    : path_(std::move(path)), descriptor_(open_or_throw(path_, O_WRONLY | O_CREAT | O_TRUNC, write_error)) {
  ignore_file_size_signal();
}

OutputFile::OutputFile(fs::path path, std::uint64_t keep)
    : path_(std::move(path)), descriptor_(open_or_throw(path_, O_WRONLY, write_error)), size_(keep) {
  ignore_file_size_signal();
  const auto end = static_cast<off_t>(keep);
  if (::ftruncate(descriptor_, end) == 0 && ::lseek(descriptor_, end, SEEK_SET) == end) return;
  const int error = errno;
  ::close(descriptor_);
  throw write_error(path_, error);
}

OutputFile::~OutputFile() {
  ::close(descriptor_);  // errors that only closing tells are also told by the fsync of publish_part()
}

void OutputFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw write_error(path_, written < 0 ? errno : ENOSPC);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    size_ += static_cast<std::uint64_t>(written);
  }
}

InputFile::InputFile(fs::path path)
    : path_(std::move(path)), descriptor_(open_or_throw(path_, O_RDONLY | O_NONBLOCK, read_error)) {
  struct stat status {};
  ::fstat(descriptor_, &status);
  size_ = static_cast<std::uint64_t>(status.st_size);
  if (S_ISREG(status.st_mode)) return;
  ::close(descriptor_);
  if (S_ISDIR(status.st_mode)) throw read_error(path_, EISDIR);
  throw refusal(path_, {"det är ingen vanlig fil", "it is no regular file"});
}

InputFile::~InputFile() {
  ::close(descriptor_);
}

Bytes InputFile::read(std::uint64_t offset, std::uint64_t count) const {
  if (offset > size_ || count > size_ - offset) throw damage(path_, {"den slutar för tidigt", "it ends too early"});
  Bytes bytes(count);
  for (std::size_t done = 0; done != count;) {
    const ssize_t got = ::pread(descriptor_, bytes.data() + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw read_error(path_, errno);
    if (got == 0) throw damage(path_, {"den krympte under läsningen", "it shrank while it was read"});
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

fs::path part_of(const fs::path& path) {
  return fs::path(path) += ".part";
}

void publish_part(const fs::path& path) {
  sync_file(part_of(path));
  if (::rename(part_of(path).c_str(), path.c_str()) != 0) throw write_error(path, errno);
  sync_folder_of(path);
}

void write_beside(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  try {
    write(part_of(path));
    publish_part(path);
  } catch (...) {
    std::error_code ignored;  // the error that matters is under way
    fs::remove(part_of(path), ignored);
    throw;
  }
}

void write_atomically(const fs::path& path, const std::function<void(OutputFile&)>& write) {
  write_beside(path, [&](const fs::path& part) {
    OutputFile file(part);
    write(file);
  });
}

void write_text(const fs::path& path, std::string_view text) {
  write_atomically(path, [&](OutputFile& file) { file.write(text); });
}

Bytes read_file(const fs::path& path) {
  const InputFile file(path);
  return file.read(0, file.size());
}

std::string read_text(const fs::path& path) {
  const auto bytes = read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint64_t checksum(std::span<const std::byte> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

Bytes compress(std::span<const std::byte> raw, int level) {
  Bytes packed(ZSTD_compressBound(raw.size()));
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), raw.data(), raw.size(), level);
  if (ZSTD_isError(size)) throw std::bad_alloc();  // with room for the worst case nothing else can fail
  packed.resize(size);
  return packed;
}

Bytes decompress(const fs::path& path, std::span<const std::byte> packed, std::uint64_t raw_size) {
  const auto broken = [&] {
    return damage(path, {"ett komprimerat block är trasigt", "a compressed block is broken"});
  };
  if (raw_size > kMostRawBytes || raw_size / kMostRatio > packed.size())
    throw damage(path,
                 {fmt::format("{} byte säger sig rymma {}, fler än som kan packas så", packed.size(), raw_size),
                  fmt::format("{} bytes claim to hold {}, more than can be packed so", packed.size(), raw_size)});
  if (ZSTD_getFrameContentSize(packed.data(), packed.size()) != raw_size) throw broken();
  Bytes raw(raw_size);
  if (ZSTD_decompress(raw.data(), raw.size(), packed.data(), packed.size()) != raw_size) throw broken();
  return raw;
}

}  // namespace twin
