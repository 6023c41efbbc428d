#include "twin/io/header.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace twin {
void write_header(OutputFile& file, const FileKind& kind, const nlohmann::json& content) {
  // Text that is not UTF-8 is shown with marks instead of ending the run when its result is saved.
  const std::string text = content.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const Preamble preamble{kind.magic, kind.version, static_cast<std::uint32_t>(text.size()),
                          checksum(std::as_bytes(std::span(text)))};
  file.write(std::as_bytes(std::span(&preamble, 1)));
  file.write(text);
}

Header read_header(const InputFile& file, const FileKind& kind) {
  if (file.size() == 0) throw refusal(file.path(), {"den är tom", "it is empty"});
  Preamble preamble{};
  const auto begin = file.read(0, std::min<std::uint64_t>(file.size(), sizeof preamble));
  std::memcpy(&preamble, begin.data(), begin.size());
  for (const FileKind* other : {&kRecording, &kSnapshot})
    if (preamble.magic != kind.magic && preamble.magic == other->magic)
      throw refusal(file.path(), {fmt::format("det är en {}, ingen {}", other->noun.sv, kind.noun.sv),
                                  fmt::format("it is a {}, not a {}", other->noun.en, kind.noun.en)});
  if (preamble.magic != kind.magic)
    throw refusal(file.path(), {"det är ingen " + kind.noun.sv, "it is no " + kind.noun.en});
  if (begin.size() < sizeof preamble)
    throw damage(file.path(), {"den slutar mitt i filhuvudet", "it ends within its header"});
  if (preamble.version != kind.version)
    throw refusal(file.path(),
                  {fmt::format("filformat {}, men det här programmet kan format {}", preamble.version, kind.version),
                   fmt::format("file format {}, but this program knows format {}", preamble.version, kind.version)});
  const auto text = file.read(sizeof preamble, preamble.size);
  if (checksum(text) != preamble.checksum)
    throw damage(file.path(), {"filhuvudets kontrollsumma stämmer inte", "the checksum of its header is wrong"});
  const auto* first = reinterpret_cast<const char*>(text.data());
  return with_json_errors(file.path(), [&] {
    return Header{nlohmann::json::parse(first, first + text.size()), sizeof preamble + text.size()};
  });
}

nlohmann::json to_json(const Provenance& provenance) {
  return {{"version", provenance.version},
          {"scenario", provenance.scenario},
          {"county", provenance.county},
          {"inputs_hash", provenance.inputs_hash}};
}

Provenance provenance_from(const nlohmann::json& json) {
  return {json.at("version"), json.at("scenario"), json.at("county"), json.at("inputs_hash")};
}

}  // namespace twin
