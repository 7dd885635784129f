// SPDX-License-Identifier: Apache-2.0
// One point's words as a fix, and CSV lines as words.
#include "codec/trace_file.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace vigie::codec {
namespace {

constexpr double kMaxSpeed_mps = 150;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// A finite decimal number; nothing for anything else.
std::optional<double> number(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// The words of a line; nothing where there are neither three nor five.
std::optional<TraceWords> split(std::string_view line) {
  std::array<std::string_view, 5> words;
  std::size_t count = 0;
  for (std::string_view rest = line;; ++count) {
    if (count == words.size()) return std::nullopt;
    const std::size_t comma = rest.find(',');
    words[count] = trimmed(rest.substr(0, comma));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (count + 1 != 3 && count + 1 != 5) return std::nullopt;
  return TraceWords{words[0], words[1], words[2], words[3], words[4]};
}

}  // namespace

std::size_t TraceFile::size() const {
  std::size_t sum = 0;
  for (const auto& segment : segments) sum += segment.size();
  return sum;
}

void TraceFile::add_fault(std::size_t line, std::string what) {
  ++fault_count;
  if (faults.size() < kMostTraceFaults) faults.push_back({line, std::move(what)});
}

Result<TraceFix> read_fix(const TraceWords& words) {
  if (trimmed(words.time).empty()) return Error{ErrorKind::Malformed, "a point without a time"};
  const auto at = parse_rfc3339(trimmed(words.time));
  if (!at) return Error{ErrorKind::Malformed, "time: expected a date like 2026-11-23T21:05:28Z"};
  const auto lat = number(words.lat);
  const auto lon = number(words.lon);
  if (!lat || !lon) return Error{ErrorKind::Malformed, "lat or lon is not a number of degrees"};
  const auto place = geo::Position::checked(geo::Latitude{*lat}, geo::Longitude{*lon});
  if (!place) return place.error();
  TraceFix fix{*at, *place, std::nullopt, std::nullopt};
  const auto heading = number(words.heading);
  if (heading && *heading >= 0 && *heading <= 360) fix.heading_deg = *heading == 360 ? 0.0 : *heading;
  const auto speed = number(words.speed);
  if (speed && *speed >= 0 && *speed <= kMaxSpeed_mps) fix.speed_mps = speed;
  return fix;
}

Result<TraceFile> read_trace_csv(std::string_view text) {
  if (text.size() > kMostTraceBytes) return Error{ErrorKind::TooLarge, "a trace of more than 512 MiB"};
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  TraceFile out;
  std::vector<TraceFix> fixes;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || (number == 1 && line.starts_with("time"))) continue;
    if (fixes.size() == kMostTraceFixes) return Error{ErrorKind::TooLarge, "a trace of more than 2,000,000 points"};
    const std::optional<TraceWords> words = split(line);
    const Result<TraceFix> fix =
        words ? read_fix(*words)
              : Error{ErrorKind::Malformed, "expected time,lat,lon or time,lat,lon,heading_deg,speed_mps"};
    if (fix) fixes.push_back(*fix);
    else out.add_fault(number, fix.error().what);
  }
  if (fixes.empty())
    return Error{ErrorKind::Malformed, out.faults.empty() ? "no line in it"
                                                          : "no line of it could be read; line " +
                                                                std::to_string(out.faults.front().line) + ": " +
                                                                out.faults.front().what};
  out.segments.push_back(std::move(fixes));
  return out;
}

}  // namespace vigie::codec
