#include "twin/run/story.h"

#include <algorithm>

#include "twin/base/bytes.h"
#include "twin/io/text_file.h"

namespace twin {
namespace {

bool is_sound(const Story& story) {
  return std::all_of(story.parts.begin(), story.parts.end(), [](const Story::Part& part) {
    return is_utf8(part.heading) &&
           std::all_of(part.lines.begin(), part.lines.end(), [](const Text& line) { return is_utf8(line); });
  });
}

}  // namespace

std::vector<std::byte> pack(const Stories& stories) {
  std::vector<std::byte> bytes;
  ByteWriter out(bytes);
  out.value(static_cast<std::uint32_t>(stories.size()));
  for (const Story& story : stories) {
    out.value(static_cast<std::uint32_t>(story.parts.size()));
    for (const Story::Part& part : story.parts) {
      out.text(part.heading);
      out.value(static_cast<std::uint32_t>(part.lines.size()));
      for (const Text& line : part.lines) out.text(line);
    }
  }
  return bytes;
}

std::optional<Stories> unpack_stories(std::span<const std::byte> bytes) {
  ByteReader in(bytes);
  Stories stories;
  const auto count = in.value<std::uint32_t>();
  for (std::uint32_t row = 0; in.good() && row < count; ++row) {
    Story& story = stories.emplace_back();
    const auto parts = in.value<std::uint32_t>();
    for (std::uint32_t p = 0; in.good() && p < parts; ++p) {
      Story::Part& part = story.parts.emplace_back();
      part.heading = in.bilingual();
      const auto lines = in.value<std::uint32_t>();
      for (std::uint32_t line = 0; in.good() && line < lines; ++line) part.lines.push_back(in.bilingual());
    }
  }
  const bool sound = std::all_of(stories.begin(), stories.end(), [](const Story& story) { return is_sound(story); });
  if (!in.done() || !sound) return std::nullopt;
  return stories;
}

}  // namespace twin
