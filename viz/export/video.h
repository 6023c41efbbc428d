#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>

#include "viz/core/image.h"

namespace viz {

/// Whether the program ffmpeg is on the path.
bool has_ffmpeg();

/// Writes an MP4 of `count` frames, `frame(i)` after `frame(i - 1)`, all of one size with even sides, by way of
/// ffmpeg. The file stands under another name until it is whole. Throws twin::IoError when ffmpeg fails or is
/// stopped.
void write_video(const std::filesystem::path& path, std::size_t count, int frames_per_second,
                 const std::function<Image(std::size_t)>& frame);

/// The same as numbered PNG files in a folder, for who has no ffmpeg.
void write_frames(const std::filesystem::path& folder, std::size_t count,
                  const std::function<Image(std::size_t)>& frame);

}  // namespace viz
