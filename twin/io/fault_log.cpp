#include "twin/io/fault_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace twin {
namespace {

bool stands_before(const Fault& a, const Fault& b) {
  return std::tie(a.where.line, a.where.column) < std::tie(b.where.line, b.where.column);
}

Fault and_more(const std::string& file, std::size_t count) {
  return {{file},
          {fmt::format("och {} fel till i filen", count), fmt::format("and {} more faults in this file", count)},
          ""};
}

}  // namespace

void FaultLog::add(Fault fault) {
  ++count_;
  auto file = std::find_if(files_.begin(), files_.end(), [&](const File& f) { return f.name == fault.where.file; });
  if (file == files_.end()) file = files_.insert(file, File{fault.where.file, {}});
  if (file->faults.size() == kMostPerFile)
    ++file->more;
  else
    file->faults.push_back(std::move(fault));
}

void FaultLog::throw_if_any() const {
  if (count_ == 0) return;
  std::vector<Fault> all;
  for (const File& file : files_) {
    const auto first = all.insert(all.end(), file.faults.begin(), file.faults.end());
    std::stable_sort(first, all.end(), stands_before);
    if (file.more > 0) all.push_back(and_more(file.name, file.more));
  }
  throw InputError(std::move(all));
}

}  // namespace twin
