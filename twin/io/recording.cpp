#include "twin/io/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <utility>

#include "twin/base/parallel.h"
#include "twin/io/changes.h"
#include "twin/io/chunk.h"
#include "twin/io/header.h"

// The bytes: see chunk.h. Layers: "TABLE" the stable ids and "TABLE.COLUMN" the values of a recorded table. A key
// chunk holds the column as planes, any other one the list of what changed since the layer's chunk before (see
// changes.h). A column that did not change since the frame before has no chunk at all, so what stands still costs
// nothing. A key is written when the lists since the last one would weigh more than the column itself: so no picture
// takes more than twice its size to read, and slow columns are not written again and again. (A key each 12 months
// made 131 MB of what is now 27 MB, most of it ids, which do not pack.)
// "#frame" closes a frame: one without it was cut off and does not count. Any other layer is bytes that we do not
// look into; readers skip layers that they do not know.
//
// A chunk per column, not per table: columns change at very different rates, they are packed in parallel, and
// the window reads only those it draws.

namespace twin {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::size_t kMostQueued = 2;  // frames that wait in memory before frame() has to wait
// 134 million rows of 8 bytes. A page of zeros packs 32,768 to one, so the size of the file is no bound.
constexpr std::uint64_t kMostInChunk = std::uint64_t{1} << 30;

std::int32_t days_of(Date date) {
  return static_cast<std::int32_t>(date.time_since_epoch().count());
}

ChunkHead head_of(const ChunkInfo& chunk, std::uint64_t payload_checksum) {
  ChunkHead head{kChunkMark, chunk.key,        {}, days_of(chunk.from), days_of(chunk.to), chunk.raw_size,
                 chunk.size, payload_checksum, 0};
  std::copy(chunk.layer.begin(), chunk.layer.end(), head.layer.begin());
  head.head_checksum = checksum_of(head);
  return head;
}

/// Nothing if the head is damaged, or there is no head there.
std::optional<ChunkInfo> info_of(const ChunkHead& head, std::uint64_t offset) {
  if (head.mark != kChunkMark || head.head_checksum != checksum_of(head) || head.layer.back() != 0)
    return std::nullopt;
  const Date from{std::chrono::days{head.from}}, to{std::chrono::days{head.to}};
  const Date first = date(0, 1, 1), last = date(9999, 12, 31);  // what can be written, and read, as a date
  if (std::min(from, to) < first || std::max(from, to) > last) return std::nullopt;
  return ChunkInfo{head.layer.data(), from, to, head.key != 0, offset, head.raw_size, head.size};
}

template <class T>
T read_struct(const InputFile& file, std::uint64_t offset) {
  const auto bytes = file.read(offset, sizeof(T));
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

bool same(std::span<const std::byte> a, std::span<const std::byte> b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

bool has_room(const InputFile& file, std::uint64_t offset, std::uint64_t size) {
  return offset <= file.size() && size <= file.size() - offset;
}

/// The whole chunk, checked. Throws IoError.
Bytes read_payload(const InputFile& file, const ChunkInfo& chunk) {
  const auto broken = [&](const Text& reason) {
    return damage(file.path(), {fmt::format("{} för {}, från byte {}, går inte att läsa: {}", chunk.layer,
                                            to_string(chunk.from), chunk.offset, reason.sv),
                                fmt::format("{} of {}, from byte {}, can't be read: {}", chunk.layer,
                                            to_string(chunk.from), chunk.offset, reason.en)});
  };
  const auto head = read_struct<ChunkHead>(file, chunk.offset);
  if (info_of(head, chunk.offset) != chunk) throw broken({"huvudet är skadat", "its head is damaged"});
  if (chunk.raw_size > kMostInChunk)
    throw broken({fmt::format("{} byte säger sig rymma {}, fler än en inspelning håller i ett stycke", chunk.size,
                              chunk.raw_size),
                  fmt::format("{} bytes claim to hold {}, more than a recording keeps in one piece", chunk.size,
                              chunk.raw_size)});
  const auto packed = file.read(chunk.offset + sizeof head, chunk.size);
  if (checksum(packed) != head.payload_checksum)
    throw broken({"kontrollsumman stämmer inte", "the checksum is wrong"});
  return decompress(file.path(), packed, chunk.raw_size);
}

/// All chunks as the footer tells; nothing if there is no footer, or it is damaged.
std::optional<std::vector<ChunkInfo>> chunks_from_footer(const InputFile& file) try {
  const auto trailer = read_struct<Trailer>(file, file.size() - sizeof(Trailer));
  if (trailer.mark != kTrailerMark || trailer.checksum != checksum_of(trailer)) return std::nullopt;
  const auto index = info_of(read_struct<ChunkHead>(file, trailer.offset), trailer.offset);
  if (!index || index->layer != kIndexLayer) return std::nullopt;
  const auto payload = read_payload(file, *index);
  std::vector<ChunkInfo> chunks;
  for (std::size_t at = 0; at + sizeof(IndexEntry) <= payload.size(); at += sizeof(IndexEntry)) {
    IndexEntry entry;
    std::memcpy(&entry, &payload[at], sizeof entry);
    auto chunk = info_of(entry.head, entry.offset);
    if (!chunk) return std::nullopt;
    chunks.push_back(std::move(*chunk));
  }
  return chunks;
} catch (const IoError&) {
  return std::nullopt;
}

/// All chunks up to the first that is cut off, or whose head is damaged.
std::vector<ChunkInfo> chunks_by_scanning(const InputFile& file, std::uint64_t offset) {
  std::vector<ChunkInfo> chunks;
  while (has_room(file, offset, sizeof(ChunkHead))) {
    auto chunk = info_of(read_struct<ChunkHead>(file, offset), offset);
    if (!chunk || chunk->layer == kIndexLayer) break;
    offset += sizeof(ChunkHead);
    if (!has_room(file, offset, chunk->size)) break;
    offset += chunk->size;
    chunks.push_back(std::move(*chunk));
  }
  return chunks;
}

/// The first `count` chunks are what a recording holds up to `now`; frames that were cut off do not count.
std::size_t chunks_until(const std::vector<ChunkInfo>& chunks, const World& world, Date now) {
  std::size_t count = 0;
  for (std::size_t i = 0; i != chunks.size() && chunks[i].to <= now; ++i) {
    const bool waits_for_frame =
        world.find(chunks[i].layer) != nullptr || world.find_column(chunks[i].layer) != nullptr;
    if (!waits_for_frame) count = i + 1;
  }
  return count;
}

/// The tables that `columns` belong to, in the order of the world.
std::vector<const Table*> tables_of(const World& world, const std::vector<std::string>& columns) {
  std::vector<const Table*> result;
  for (const Table& table : world.tables())
    if (std::any_of(columns.begin(), columns.end(),
                    [&](const std::string& name) { return name.starts_with(table.name() + "."); }))
      result.push_back(&table);
  return result;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

json description(const Provenance& provenance, const World& world, const std::vector<std::string>& columns) {
  json tables = json::array();
  for (const Table* table : tables_of(world, columns)) {
    json described = json::array();
    for (const Column& column : table->columns()) {
      const ColumnInfo& info = column.info();
      if (!contains(columns, info.name)) continue;
      described.push_back({{"name", info.name},
                           {"type", name_of(info.type)},
                           {"unit", info.unit},
                           {"meaning", info.meaning},
                           {"target", info.target}});
    }
    tables.push_back({{"name", table->name()},
                      {"meaning", table->meaning()},
                      {"labels", table->labels},
                      {"columns", std::move(described)}});
  }
  return {{"provenance", to_json(provenance)}, {"tables", std::move(tables)}};
}

Type type_from(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(Type::kF64); ++i)
    if (name_of(static_cast<Type>(i)) == name) return static_cast<Type>(i);
  throw json::other_error::create(501, "type " + name, static_cast<const json*>(nullptr));
}

RecordedTable table_from(const json& described) {
  RecordedTable table{described.at("name"), described.at("meaning"), {}, described.at("labels")};
  for (const json& column : described.at("columns"))
    table.columns.push_back({.name = column.at("name"),
                             .type = type_from(column.at("type")),
                             .owner = {},
                             .unit = column.at("unit"),
                             .meaning = column.at("meaning"),
                             .target = column.at("target")});
  return table;
}

}  // namespace

// ---- Writing

/// A chunk to be: `values` as they are, or, if they are a column's, as planes or as changes since `before`.
struct RecordingWriter::Work {
  ChunkInfo chunk;
  std::shared_ptr<const Bytes> values, before = nullptr;
  Lane* lane = nullptr;
  Bytes packed = {};

  Work(std::string_view layer, Date from, Date to, std::shared_ptr<const Bytes> content)
      : chunk{std::string(layer), from, to, true, 0, 0, 0}, values(std::move(content)) {}

  void pack() {
    if (lane == nullptr) return pack(*values);
    if (before) {
      const Bytes changes = changes_between(*before, *values, lane->width);
      lane->since_key += changes.size();
      chunk.key = lane->since_key > values->size();
      if (!chunk.key) return pack(changes);
    }
    lane->since_key = 0;
    pack(to_planes(*values, lane->width));
  }

 private:
  void pack(const Bytes& content) {
    chunk.raw_size = content.size();
    packed = compress(content);
    chunk.size = packed.size();
  }
};

RecordingWriter::RecordingWriter(fs::path path, std::unique_ptr<OutputFile> part, const World& world,
                                 const std::vector<std::string>& columns, std::vector<ChunkInfo> chunks)
    : path_(std::move(path)), file_(std::move(part)), chunks_(std::move(chunks)) {
  for (const ChunkInfo& chunk : chunks_)
    if (chunk.layer == kFrameLayer) filmed_ = chunk.from;
  for (const Table* table : tables_of(world, columns)) {
    lanes_.push_back({table->name(), sizeof(StableId), nullptr});
    for (const Column& column : table->columns())
      if (contains(columns, column.info().name)) lanes_.push_back({column.info().name, column.width(), nullptr});
  }
  thread_ = std::thread([this] { work_off_queue(); });
}

RecordingWriter::RecordingWriter(const fs::path& path, const Provenance& provenance, const World& world,
                                 const std::vector<std::string>& columns)
    : RecordingWriter(path, std::make_unique<OutputFile>(part_of(path)), world, columns, {}) {
  write_header(*file_, kRecording, description(provenance, world, columns));
}

std::unique_ptr<RecordingWriter> RecordingWriter::reopen(fs::path path, const Provenance& provenance,
                                                         const World& world, const std::vector<std::string>& columns,
                                                         Date now) {
  const fs::path part = part_of(path);
  std::error_code error;
  if (!fs::exists(part, error) && !fs::copy_file(path, part, error)) throw read_error(path, error.value());
  const InputFile file(part);
  const Header header = read_header(file, kRecording);
  if (header.content != description(provenance, world, columns))
    throw refusal(part, {"den hör till en annan körning", "it belongs to another run"});
  auto chunks = chunks_by_scanning(file, header.end);
  chunks.resize(chunks_until(chunks, world, now));
  const std::uint64_t keep =
      chunks.empty() ? header.end : chunks.back().offset + sizeof(ChunkHead) + chunks.back().size;
  auto output = std::make_unique<OutputFile>(part, keep);
  return std::unique_ptr<RecordingWriter>(
      new RecordingWriter(std::move(path), std::move(output), world, columns, std::move(chunks)));
}

RecordingWriter::~RecordingWriter() {
  stop();
}

std::optional<RecordingWriter::Work> RecordingWriter::picture(Lane& lane, std::span<const std::byte> values,
                                                              Date date) {
  if (lane.last && same(*lane.last, values)) return std::nullopt;
  auto before = std::exchange(lane.last, std::make_shared<const Bytes>(values.begin(), values.end()));
  Work work(lane.name, date, date, lane.last);
  work.before = std::move(before);
  work.lane = &lane;
  return work;
}

void RecordingWriter::frame(Date date, const World& world) {
  if (date <= filmed_) return;
  filmed_ = date;
  std::vector<std::optional<Work>> pictures(lanes_.size());
  for_each_index(lanes_.size(), [&](std::size_t index) {
    Lane& lane = lanes_[index];
    Column const* column = world.find_column(lane.name);
    pictures[index] = picture(lane, column ? column->bytes() : std::as_bytes(world.table(lane.name).ids()), date);
  });
  Batch batch;
  for (auto& work : pictures)
    if (work) batch.push_back(std::move(*work));
  batch.emplace_back(kFrameLayer, date, date, std::make_shared<const Bytes>());
  enqueue(std::move(batch));
}

void RecordingWriter::add(std::string_view layer, Date from, Date to, std::span<const std::byte> bytes) {
  Batch batch;
  batch.emplace_back(layer, from, to, std::make_shared<const Bytes>(bytes.begin(), bytes.end()));
  enqueue(std::move(batch));
}

void RecordingWriter::enqueue(Batch batch) {
  for (const Work& work : batch) {
    if (work.values->size() > kMostInChunk)
      throw PlanError(fmt::format("{} is too large for a recording", work.chunk.layer));
    if (work.chunk.layer.size() >= sizeof(ChunkHead::layer))
      throw PlanError(fmt::format("the name {} is too long for a recording", work.chunk.layer));
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return queue_.size() < kMostQueued || error_; });
  if (error_) std::rethrow_exception(error_);
  queue_.push_back(std::move(batch));
  changed_.notify_all();
}

void RecordingWriter::work_off_queue() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return !queue_.empty() || stopping_; });
    if (queue_.empty()) return;
    Batch batch = std::move(queue_.front());
    queue_.pop_front();
    changed_.notify_all();
    lock.unlock();
    std::exception_ptr error;
    try {
      write(batch);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    if (!error) continue;
    error_ = error;
    changed_.notify_all();
    return;
  }
}

void RecordingWriter::write(Batch& batch) {
  for_each_index(batch.size(), [&](std::size_t index) { batch[index].pack(); });
  for (Work& work : batch) {
    work.chunk.offset = file_->size();
    file_->write(raw(head_of(work.chunk, checksum(work.packed))));
    file_->write(work.packed);
    chunks_.push_back(work.chunk);
  }
}

void RecordingWriter::close() {
  stop();
  if (error_) std::rethrow_exception(error_);
  write_footer();
  publish_part(path_);
}

void RecordingWriter::write_footer() {
  const InputFile written(part_of(path_));
  Bytes entries;
  for (const ChunkInfo& chunk : chunks_) {
    const IndexEntry entry{chunk.offset, read_struct<ChunkHead>(written, chunk.offset)};
    const auto bytes = raw(entry);
    entries.insert(entries.end(), bytes.begin(), bytes.end());
  }
  Trailer trailer{kTrailerMark, file_->size(), 0};
  trailer.checksum = checksum_of(trailer);
  Batch index;
  index.emplace_back(kIndexLayer, Date{}, Date{}, std::make_shared<const Bytes>(std::move(entries)));
  write(index);
  file_->write(raw(trailer));
}

void RecordingWriter::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// ---- Reading

RecordingReader::RecordingReader(fs::path path) : file_(std::move(path)) {
  const Header header = read_header(file_, kRecording);
  with_json_errors(file_.path(), [&] {
    provenance_ = provenance_from(header.content.at("provenance"));
    for (json const& table : header.content.at("tables")) tables_.push_back(table_from(table));
  });
  auto chunks = chunks_from_footer(file_);
  truncated_ = !chunks;
  index(chunks ? std::move(*chunks) : chunks_by_scanning(file_, header.end));
}

void RecordingReader::index(std::vector<ChunkInfo> chunks) {
  for (ChunkInfo& chunk : chunks) {
    auto& layer = layers_[chunk.layer];
    const bool in_frames = chunk.layer == kFrameLayer || width_of(chunk.layer);
    if (in_frames && !layer.empty() && layer.back().from >= chunk.from)
      throw damage(file_.path(), {fmt::format("vid byte {} går tiden baklänges", chunk.offset),
                                  fmt::format("at byte {} time runs backwards", chunk.offset)});
    if (in_frames && layer.empty() && !chunk.key)
      throw damage(file_.path(), {fmt::format("början av {} saknas", chunk.layer),
                                  fmt::format("the beginning of {} is missing", chunk.layer)});
    layer.push_back(std::move(chunk));
  }
  const auto frames = layers_.extract(std::string(kFrameLayer));
  if (frames.empty()) return;
  for (const ChunkInfo& frame : frames.mapped()) times_.push_back(frame.from);
}

std::optional<std::size_t> RecordingReader::width_of(std::string_view name) const {
  for (const RecordedTable& table : tables_) {
    if (table.name == name) return sizeof(StableId);
    for (const ColumnInfo& column : table.columns)
      if (column.name == name) return twin::width_of(column.type);
  }
  return std::nullopt;
}

bool RecordingReader::apply(const ChunkInfo& chunk, std::size_t width, Bytes& values) const {
  const Bytes content = read_payload(file_, chunk);
  if (!chunk.key) return apply_changes(values, content, width);
  if (content.size() % width != 0) return false;
  values = from_planes(content, width);
  return true;
}

std::span<const std::byte> RecordingReader::bytes(const std::string& name, Date date) {
  const auto frame = std::upper_bound(times_.begin(), times_.end(), date);
  const auto width = width_of(name);
  if (frame == times_.begin() || !width) return {};
  const auto& chunks = this->chunks(name);
  const auto after = std::upper_bound(chunks.begin(), chunks.end(), *(frame - 1),
                                      [](Date when, const ChunkInfo& chunk) { return when < chunk.from; });
  if (after == chunks.begin()) return {};
  const auto target = static_cast<std::size_t>(after - chunks.begin()) - 1;

  std::size_t next = target;
  while (next > 0 && !chunks[next].key) --next;
  auto known = pictures_.extract(name);
  Picture picture{next, {}};
  if (!known.empty() && known.mapped().chunk >= next && known.mapped().chunk <= target) {
    picture = std::move(known.mapped());
    next = picture.chunk + 1;
  }
  for (; next <= target; ++next) {
    if (!apply(chunks[next], *width, picture.values))
      throw damage(file_.path(), {fmt::format("{} för {}, från byte {}, har ogiltigt innehåll", name,
                                              to_string(chunks[next].from), chunks[next].offset),
                                  fmt::format("{} of {}, from byte {}, has invalid content", name,
                                              to_string(chunks[next].from), chunks[next].offset)});
    picture.chunk = next;
  }
  return pictures_.insert_or_assign(name, std::move(picture)).first->second.values;
}

std::vector<std::string> RecordingReader::layers() const {
  std::vector<std::string> names;
  for (const auto& [name, chunks] : layers_) names.push_back(name);
  return names;
}

std::span<const ChunkInfo> RecordingReader::chunks(const std::string& layer) const {
  const auto found = layers_.find(layer);
  return found == layers_.end() ? std::span<const ChunkInfo>{} : std::span<const ChunkInfo>(found->second);
}

Bytes RecordingReader::read(const ChunkInfo& chunk) const {
  return read_payload(file_, chunk);
}

}  // namespace twin
