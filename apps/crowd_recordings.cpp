// SPDX-License-Identifier: Apache-2.0
// Files to recordings; a file that cannot be used is named and passed over.
#include "crowd_recordings.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "codec/trajectories.hpp"

namespace vigie::apps {
namespace {

constexpr std::size_t kFewestPeople = 10;
constexpr std::uintmax_t kLargest_bytes = 200'000'000;

pedestrians::Recording to_recording(const codec::Trajectories& read) {
  pedestrians::Recording out;
  out.frames_per_s = read.frames_per_s;
  const codec::TrajectoryPoint* before = nullptr;
  for (const codec::TrajectoryPoint& point : read.points) {
    // A person lost from sight and found again is a new track.
    if (before == nullptr || before->person != point.person || before->frame + 1 != point.frame)
      out.tracks.push_back({point.person, point.frame, {}});
    out.tracks.back().places.push_back({point.x_m, point.y_m});
    before = &point;
  }
  return out;
}

Result<CorridorRecording> read_corridor(const std::filesystem::path& path) {
  const auto plan = pedestrians::corridor_named(path.stem().string());
  if (!plan) return Error{ErrorKind::NotFound, "its name tells no geometry (known: uo-…, bo-…, boa-…, bot-…)"};
  std::error_code fault;
  const std::uintmax_t size = std::filesystem::file_size(path, fault);
  if (fault || size > kLargest_bytes) return Error{ErrorKind::TooLarge, "more than 200 MB, or not a plain file"};
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) return Error{ErrorKind::Io, "cannot be read"};
  const Result<codec::Trajectories> read = codec::parse_trajectories(text);
  if (!read) return read.error();
  CorridorRecording out{path.stem().string(), *plan, to_recording(*read)};
  if (out.recording.tracks.size() < kFewestPeople) return Error{ErrorKind::NotFound, "fewer than 10 people in it"};
  if (pedestrians::speed_at_density(out.recording, measuring_box(*plan)).empty())
    return Error{ErrorKind::NotFound,
                 "nobody in the middle of the corridor (expected 0 <= x <= its width, -1 <= y <= 1 m)"};
  return out;
}

}  // namespace

Result<Recordings> read_recordings(const std::string& folder) {
  std::error_code fault;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, fault))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  if (fault) return Error{ErrorKind::NotFound, folder + ": not a folder that can be read"};
  std::ranges::sort(paths);
  Recordings out;
  for (const std::filesystem::path& path : paths) {
    Result<CorridorRecording> corridor = read_corridor(path);
    if (corridor) out.corridors.push_back(std::move(*corridor));
    else out.left_out.push_back(path.filename().string() + ": " + corridor.error().what);
  }
  return out;
}

}  // namespace vigie::apps
