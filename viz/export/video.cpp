#include "viz/export/video.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "twin/base/error.h"
#include "twin/io/file.h"
#include "viz/core/canvas.h"

extern char** environ;

namespace viz {
namespace {

namespace fs = std::filesystem;

twin::IoError failed(const fs::path& path) {
  return twin::IoError({path.string() + ": ffmpeg slutade i förtid; filmen skrevs inte",
                        path.string() + ": ffmpeg ended early; the video was not written"});
}

/// ffmpeg, fed with frames through a pipe.
class Encoder {
 public:
  Encoder(const fs::path& out, int width, int height, int frames_per_second) : out_(out) {
    int ends[2];
    if (pipe(ends) != 0) throw failed(out);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    std::vector<std::string> words{"ffmpeg",
                                   "-y",
                                   "-loglevel",
                                   "error",
                                   "-f",
                                   "rawvideo",
                                   "-pixel_format",
                                   "bgra",
                                   "-video_size",
                                   fmt::format("{}x{}", width, height),
                                   "-framerate",
                                   fmt::format("{}", frames_per_second),
                                   "-i",
                                   "-",
                                   "-c:v",
                                   "libx264",
                                   "-preset",
                                   "veryfast",
                                   "-crf",
                                   "26",
                                   "-pix_fmt",
                                   "yuv420p",
                                   "-movflags",
                                   "+faststart",
                                   "-f",
                                   "mp4",
                                   out.string()};
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int error = posix_spawnp(&child_, "ffmpeg", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    pipe_ = ends[1];
    if (error != 0) throw failed(out);
  }
  ~Encoder() {
    if (pipe_ >= 0) close(pipe_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;

  void add(const Image& image) {
    const char* data = reinterpret_cast<const char*>(image.pixels.data());
    for (std::size_t left = image.pixels.size() * sizeof(Colour); left != 0;) {
      const ssize_t written = write(pipe_, data, left);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) throw failed(out_);
      data += written;
      left -= static_cast<std::size_t>(written);
    }
  }
  void finish() {
    close(pipe_);
    pipe_ = -1;
    int status = 0;
    const pid_t child = child_;
    child_ = 0;
    if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) throw failed(out_);
  }

 private:
  fs::path out_;
  pid_t child_ = 0;
  int pipe_ = -1;
};

/// A broken pipe is an error to be told, not the end of the program.
class IgnoredPipeSignal {
 public:
  IgnoredPipeSignal() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
  ~IgnoredPipeSignal() { std::signal(SIGPIPE, before_); }
  IgnoredPipeSignal(const IgnoredPipeSignal&) = delete;
  IgnoredPipeSignal& operator=(const IgnoredPipeSignal&) = delete;

 private:
  void (*before_)(int);
};

}  // namespace

bool has_ffmpeg() {
  const char* path = std::getenv("PATH");
  std::string folders = path == nullptr ? "" : path;
  for (std::size_t begin = 0; begin < folders.size();) {
    const std::size_t end = std::min(folders.find(':', begin), folders.size());
    if (access((fs::path(folders.substr(begin, end - begin)) / "ffmpeg").c_str(), X_OK) == 0) return true;
    begin = end + 1;
  }
  return false;
}

void write_video(const fs::path& path, std::size_t count, int frames_per_second,
                 const std::function<Image(std::size_t)>& frame) {
  const IgnoredPipeSignal ignored;
  twin::write_beside(path, [&](const fs::path& part) {
    Image image = frame(0);
    Encoder encoder(part, image.width, image.height, frames_per_second);
    for (std::size_t index = 0; index != count; ++index) {
      if (index != 0) image = frame(index);
      encoder.add(image);
    }
    encoder.finish();
  });
}

void write_frames(const fs::path& folder, std::size_t count, const std::function<Image(std::size_t)>& frame) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw twin::write_error(folder, error.value());
  for (std::size_t index = 0; index != count; ++index) {
    twin::write_text(folder / fmt::format("{:05}.png", index), png(frame(index), ""));
  }
}

}  // namespace viz
