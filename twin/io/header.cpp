#include "twin/io/header.h"

#include <fmt/format.h>

#include <cstring>

namespace twin {
namespace {

struct Preamble {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t size;
  std::uint64_t checksum;
};
static_assert(sizeof(Preamble) == 24);

}  // namespace

void write_header(OutputFile& file, const FileKind& kind, const nlohmann::json& content) {
  // Text that is not UTF-8 is shown with marks instead of ending the run when its result is saved.
  const std::string text = content.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const Preamble preamble{kind.magic, kind.version, static_cast<std::uint32_t>(text.size()),
                          checksum(std::as_bytes(std::span(text)))};
  file.write(std::as_bytes(std::span(&preamble, 1)));
  file.write(text);
}

Header read_header(const InputFile& file, const FileKind& kind) {
  const auto foreign = refusal(file.path(), {"det är ingen " + kind.noun.sv, "it is no " + kind.noun.en});
  Preamble preamble;
  if (file.size() < sizeof preamble) throw foreign;
  std::memcpy(&preamble, file.read(0, sizeof preamble).data(), sizeof preamble);
  if (preamble.magic != kind.magic) throw foreign;
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
