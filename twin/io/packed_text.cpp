#include "twin/io/packed_text.h"

#include <zlib.h>

#include <cerrno>
#include <memory>
#include <vector>

#include "twin/io/file.h"

namespace twin {

std::string read_packed_text(const std::filesystem::path& path) {
  const InputFile exists(path);  // tells a missing file from a damaged one
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw read_error(path, errno);
  std::string content;
  std::vector<char> part(std::size_t{1} << 20);
  int count = 0, fault = Z_OK;
  while ((count = gzread(file.get(), part.data(), static_cast<unsigned>(part.size()))) > 0)
    content.append(part.data(), static_cast<std::size_t>(count));
  gzerror(file.get(), &fault);  // a file cut short ends without an error of gzread
  if (count < 0 || fault != Z_OK)
    throw damage(path, {"den packade delen går inte att läsa", "its packed part can't be read"});
  return content;
}

}  // namespace twin
