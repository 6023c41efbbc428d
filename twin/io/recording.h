#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "twin/base/calendar.h"
#include "twin/io/file.h"
#include "twin/io/provenance.h"
#include "twin/world/world.h"

namespace twin {

/// Where a chunk of a recording is, and of which time it tells.
struct ChunkInfo {
  std::string layer;
  Date from, to;
  bool key;  ///< readable without the chunk before it
  std::uint64_t offset, raw_size, size;

  friend bool operator==(const ChunkInfo&, const ChunkInfo&) = default;
};

/// Films a run: chosen columns at chosen dates, and any other layer as bytes. Packing and writing happen on a
/// thread of its own; an error there is thrown by the next call. The file stands under `path.part` until
/// close(); without close() the part stays, so that reopen() can go on from it.
///
///   RecordingWriter film("run.rtr", provenance, world, plan.recorded());
///   film.frame(now, world);   // once a month
///   film.add("series", from, to, bytes);
///   film.close();
class RecordingWriter {
 public:
  /// Requires: `columns` are in the world
  RecordingWriter(const std::filesystem::path& path, const Provenance& provenance, const World& world,
                  const std::vector<std::string>& columns);
  /// Goes on with an interrupted recording (or a copy of a closed one) after a restore at `now`: what it holds
  /// of later dates is cut off. Throws IoError when it was made of other columns or from another scenario.
  static std::unique_ptr<RecordingWriter> reopen(std::filesystem::path path, const Provenance& provenance,
                                                 const World& world, const std::vector<std::string>& columns,
                                                 Date now);
  ~RecordingWriter();
  RecordingWriter(const RecordingWriter&) = delete;
  RecordingWriter& operator=(const RecordingWriter&) = delete;

  /// Takes a picture of the recorded columns. Returns when they are copied. A date that is filmed already is
  /// skipped, so that a run that goes on need not know whether its first day is in the film.
  void frame(Date date, const World& world);
  /// Requires: `layer` has at most 47 bytes and is no recorded table or column
  void add(std::string_view layer, Date from, Date to, std::span<const std::byte> bytes);
  /// Waits for what is under way, writes the index and gives the file its name.
  void close();

 private:
  /// A column, or the ids of a table, from frame to frame.
  struct Lane {
    std::string name;
    std::size_t width;
    std::shared_ptr<const Bytes> last;
    std::size_t since_key = 0;  ///< bytes of changes since the last key; belongs to the thread
  };
  struct Work;
  using Batch = std::vector<Work>;

  RecordingWriter(std::filesystem::path path, std::unique_ptr<OutputFile> part, const World& world,
                  const std::vector<std::string>& columns, std::vector<ChunkInfo> chunks);
  static std::optional<Work> picture(Lane& lane, std::span<const std::byte> values, Date date);
  void enqueue(Batch batch);
  void work_off_queue();
  void write(Batch& batch);
  void write_footer();
  void stop();

  std::filesystem::path path_;
  std::unique_ptr<OutputFile> file_;  // this and chunks_ belong to the thread until it has stopped
  std::vector<ChunkInfo> chunks_;
  std::vector<Lane> lanes_;
  Date filmed_ = Date::min();  // the last frame

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<Batch> queue_;
  std::exception_ptr error_;
  bool stopping_ = false;
  std::thread thread_;
};

/// A table as a recording describes it.
struct RecordedTable {
  std::string name, meaning;
  std::vector<ColumnInfo> columns;
  std::vector<std::string> labels;
};

/// Reads a recording at any date. Holds one picture of each column asked for, and the index. Not for several
/// threads at once. Throws IoError: when opened, for a foreign file or a damaged header; when read, for a
/// damaged chunk, while the rest stays readable.
class RecordingReader {
 public:
  explicit RecordingReader(std::filesystem::path path);

  const std::filesystem::path& path() const { return file_.path(); }
  const Provenance& provenance() const { return provenance_; }
  const std::vector<RecordedTable>& tables() const { return tables_; }
  /// Dates of the frames, ascending.
  const std::vector<Date>& times() const { return times_; }
  /// True when the recording was not closed, or its index is damaged: later frames may be missing.
  bool truncated() const { return truncated_; }

  /// Values of a column ("person.age"), or the ids of a table ("person"), in the last frame at or before
  /// `date`; empty if there is none. Valid until the next call for the same name.
  std::span<const std::byte> bytes(const std::string& name, Date date);
  template <class T>
  std::span<const T> values(const std::string& name, Date date) {
    const auto raw = bytes(name, date);
    return {reinterpret_cast<const T*>(raw.data()), raw.size() / sizeof(T)};
  }

  /// Names of all layers, those of tables and columns too.
  std::vector<std::string> layers() const;
  /// Chunks of one layer in the order they were added; none for an unknown layer.
  std::span<const ChunkInfo> chunks(const std::string& layer) const;
  /// What add() was given. Requires: the chunk is of no table or column
  Bytes read(const ChunkInfo& chunk) const;

 private:
  struct Picture {
    std::size_t chunk;  ///< the last one applied
    Bytes values;
  };
  void index(std::vector<ChunkInfo> chunks);
  std::optional<std::size_t> width_of(std::string_view name) const;
  bool apply(const ChunkInfo& chunk, std::size_t width, Bytes& values) const;

  InputFile file_;
  Provenance provenance_;
  std::vector<RecordedTable> tables_;
  std::map<std::string, std::vector<ChunkInfo>> layers_;
  std::vector<Date> times_;
  bool truncated_ = false;
  std::map<std::string, Picture> pictures_;
};

}  // namespace twin
