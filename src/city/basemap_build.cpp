// SPDX-License-Identifier: Apache-2.0
// Runs tilemaker on the prepared extract, in a folder of its own, and moves the result into place.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "city/basemap.hpp"
#include "city/basemap_extract.hpp"
#include "city/basemap_profile.hpp"

extern char** environ;

namespace vigie::city {
namespace {

namespace fs = std::filesystem;

/// A folder beside the output, gone at the end whatever happens.
class WorkFolder {
 public:
  explicit WorkFolder(const std::string& out_file) : path_(out_file + ".work-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~WorkFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  bool ok() const { return !path_.empty(); }
  std::string operator/(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

bool write_file(const std::string& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return out.good();
}

/// How far "Block 5/52 ways …" or "Zoom level 14, writing tile 9 of 594" is: reading is the first half, writing the second.
void tell(std::string_view line, const Progress& progress) {
  const bool reading = line.starts_with("Block ");
  const auto first = line.find(reading ? "Block " : "tile ");
  if (first == std::string_view::npos) return;
  line.remove_prefix(first + (reading ? 6 : 5));
  const auto between = line.find(reading ? "/" : " of ");
  if (between == std::string_view::npos) return;
  double done = 0;
  double all = 0;
  std::from_chars(line.data(), line.data() + between, done);
  const std::string_view rest = line.substr(between + (reading ? 1 : 4));
  std::from_chars(rest.data(), rest.data() + rest.size(), all);
  if (all > 0 && done <= all) progress.at((reading ? 0 : 0.5) + 0.5 * done / all);
}

/// Reads a process's output to its end; keeps the last line that says something.
std::string follow(int pipe, const Progress& progress) {
  std::array<char, 4096> chunk;
  std::string line;
  std::string last;
  while (true) {
    const ssize_t count = read(pipe, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    for (const char c : std::string_view(chunk.data(), static_cast<std::size_t>(count))) {
      if (c != '\n' && c != '\r') {
        if (line.size() < 300) line += c;
        continue;
      }
      tell(line, progress);
      if (line.find_first_not_of(' ') != std::string::npos) last = line;
      line.clear();
    }
  }
  if (!line.empty()) last = line;
  return last;
}

/// Runs a program found in PATH, without a shell. Errors: Unavailable where it is not installed; Malformed with its last words.
Result<void> run(const std::vector<std::string>& words, const Progress& progress) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Error{ErrorKind::Io, std::string("pipe: ") + std::strerror(errno)};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));  // exec's old signature
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failed != 0) {
    close(ends[0]);
    return Error{ErrorKind::Unavailable,
                 "cannot run " + words[0] + " (" + std::strerror(failed) + "): install Debian's package tilemaker"};
  }
  const std::string last = follow(ends[0], progress);
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return Error{ErrorKind::Malformed, words[0] + " failed: " + (last.empty() ? "without a word" : last)};
}

std::string words_of(const geo::Box& box) {
  std::array<char, 128> text;
  std::snprintf(text.data(), text.size(), "%.7f,%.7f,%.7f,%.7f", box.west, box.south, box.east, box.north);
  return text.data();
}

}  // namespace

Result<std::int64_t> build_basemap(const std::string& osm_file, const std::string& out_file, const Progress& progress) {
  progress.stage("map");
  const WorkFolder work(out_file);
  if (!work.ok()) return Error{ErrorKind::Io, "cannot make a folder beside " + out_file + ": " + std::strerror(errno)};
  if (!write_file(work / "vigie.json", kBasemapConfig) || !write_file(work / "vigie.lua", kBasemapProfile))
    return Error{ErrorKind::Io, "cannot write the map profile beside " + out_file};

  const auto extract = prepare_map_extract(osm_file, work / "map.osm.pbf");
  if (!extract) return extract.error();

  const std::string made = work / "basemap.mbtiles";
  const std::vector<std::string> command = {
      "tilemaker", "--input",           extract->file, "--output",        made, "--bbox", words_of(extract->box),
      "--config",  work / "vigie.json", "--process",   work / "vigie.lua"};
  progress.stage("tiles");
  if (auto ran = run(command, progress); !ran) return ran.error();

  const auto basemap = Basemap::open(made);
  if (!basemap) return basemap.error();
  std::error_code failed;
  fs::rename(made, out_file, failed);
  if (failed) return Error{ErrorKind::Io, "cannot move the map to " + out_file + ": " + failed.message()};
  return (*basemap)->tiles();
}

}  // namespace vigie::city
