// SPDX-License-Identifier: Apache-2.0
// One pass over the lines, then a sort by person and frame.
#include "codec/trajectories.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <tuple>

namespace vigie::codec {
namespace {

constexpr std::size_t kMostPoints = 5'000'000;
constexpr double kFarthest_m = 100'000;
constexpr double kDefaultRate_per_s = 16;

std::string_view next_word(std::string_view& line) {
  const std::size_t from = line.find_first_not_of(" \t");
  if (from == std::string_view::npos) return line = {};
  line.remove_prefix(from);
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(word.size());
  return word;
}

template <class Number>
bool read(std::string_view word, Number& value) {
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  return !word.empty() && fault == std::errc{} && end == word.data() + word.size();
}

struct Header {
  double frames_per_s = kDefaultRate_per_s;
  double unit_m = 0.01;
};

Result<void> read_comment(std::string_view comment, Header& header) {
  if (comment.find("x/m") != std::string_view::npos) header.unit_m = 1;
  const std::string_view key = "framerate:";
  const std::size_t at = comment.find(key);
  if (at == std::string_view::npos) return {};
  std::string_view rest = comment.substr(at + key.size());
  if (!read(next_word(rest), header.frames_per_s) || !(header.frames_per_s >= 1 && header.frames_per_s <= 1000))
    return Error{ErrorKind::Malformed, "framerate is not a number from 1 to 1000"};
  return {};
}

Result<TrajectoryPoint> read_point(std::string_view line, double unit_m) {
  TrajectoryPoint point{};
  double x = 0, y = 0;
  if (!read(next_word(line), point.person) || !read(next_word(line), point.frame))
    return Error{ErrorKind::Malformed, "expected a person's and a frame's number first"};
  if (!read(next_word(line), x) || !read(next_word(line), y))
    return Error{ErrorKind::Malformed, "expected x and y as numbers"};
  point.x_m = x * unit_m;
  point.y_m = y * unit_m;
  if (!(std::fabs(point.x_m) <= kFarthest_m && std::fabs(point.y_m) <= kFarthest_m))
    return Error{ErrorKind::Malformed, "x or y is beyond 100 km or not a number"};
  return point;
}

}  // namespace

Result<Trajectories> parse_trajectories(std::string_view text) {
  Header header;
  Trajectories out{};
  const auto at_line = [](std::size_t number, const Error& error) {
    return Error{error.kind, "line " + std::to_string(number) + ": " + error.what};
  };
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t length = std::min(text.find_first_of("\r\n"), text.size());
    std::string_view line = text.substr(0, length);
    text.remove_prefix(length);
    if (text.size() >= 2 && text[0] == '\r' && text[1] == '\n') text.remove_prefix(2);
    else if (!text.empty()) text.remove_prefix(1);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    if (line[first] == '#') {
      if (const Result<void> read = read_comment(line, header); !read) return at_line(number, read.error());
      continue;
    }
    const Result<TrajectoryPoint> point = read_point(line, header.unit_m);
    if (!point) return at_line(number, point.error());
    if (out.points.size() == kMostPoints)
      return at_line(number, Error{ErrorKind::TooLarge, "more than 5000000 points"});
    out.points.push_back(*point);
  }
  out.frames_per_s = header.frames_per_s;
  const auto order = [](const TrajectoryPoint& a, const TrajectoryPoint& b) {
    return std::tie(a.person, a.frame) < std::tie(b.person, b.frame);
  };
  if (!std::is_sorted(out.points.begin(), out.points.end(), order))
    std::sort(out.points.begin(), out.points.end(), order);
  for (std::size_t i = 1; i < out.points.size(); ++i)
    if (!order(out.points[i - 1], out.points[i]))
      return Error{ErrorKind::Conflict, "person " + std::to_string(out.points[i].person) + " is twice in frame " +
                                            std::to_string(out.points[i].frame)};
  return out;
}

}  // namespace vigie::codec
