// SPDX-License-Identifier: Apache-2.0
// Expat handlers that pick the track points of a GPX file.
// Format: GPX 1.1 schema, topografix.com/GPX/1/1; speed and course stood in 1.0 and moved into extensions.
#include <expat.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "codec/trace_file.hpp"
#include "core/check.hpp"

namespace vigie::codec {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxText = 64;  // bytes of a time or a number
constexpr std::size_t kPiece = std::size_t{1} << 20U;

struct Reading {
  XML_Parser parser = nullptr;
  TraceFile file;
  std::vector<TraceFix> segment;
  std::size_t fixes = 0;
  std::optional<Error> refused;
  int depth = 0;
  int point_depth = 0;  // 0 outside of a point
  std::size_t point_line = 0;
  std::string time, lat, lon, heading, speed;
  std::string* collecting = nullptr;

  void refuse(ErrorKind kind, const char* what) {
    if (refused) return;
    refused = Error{kind, what};
    XML_StopParser(parser, XML_FALSE);
  }
  std::size_t line() const { return static_cast<std::size_t>(XML_GetCurrentLineNumber(parser)); }

  void close_segment() {
    if (!segment.empty()) file.segments.push_back(std::move(segment));
    segment.clear();
  }

  void close_point() {
    const Result<TraceFix> fix = read_fix({time, lat, lon, heading, speed});
    if (fix) segment.push_back(*fix);
    else file.add_fault(point_line, fix.error().what);
    if (++fixes > kMostTraceFixes) refuse(ErrorKind::TooLarge, "a trace of more than 2,000,000 points");
  }
};

/// "gpxtpx:speed" is "speed": whose extension it is does not matter.
std::string_view local(const char* name) {
  const std::string_view whole(name);
  const std::size_t colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

void open_point(Reading& reading, const char** attributes) {
  reading.point_depth = reading.depth;
  reading.point_line = reading.line();
  for (std::string* text : {&reading.time, &reading.lat, &reading.lon, &reading.heading, &reading.speed}) text->clear();
  for (const char** a = attributes; *a; a += 2) {
    const std::string_view value = std::string_view(a[1]).substr(0, kMaxText);
    if (local(a[0]) == "lat") reading.lat = value;
    if (local(a[0]) == "lon") reading.lon = value;
  }
}

void XMLCALL on_start(void* user, const char* name, const char** attributes) {
  auto& reading = *static_cast<Reading*>(user);
  if (++reading.depth > kMaxDepth) return reading.refuse(ErrorKind::TooLarge, "more than 32 levels of elements");
  const std::string_view element = local(name);
  if (reading.depth == 1 && element != "gpx") return reading.refuse(ErrorKind::Malformed, "the root is not <gpx>");
  reading.collecting = nullptr;
  if (reading.point_depth == 0) {
    if (element == "trkpt") open_point(reading, attributes);
    return;
  }
  if (element == "time" && reading.depth == reading.point_depth + 1) reading.collecting = &reading.time;
  if (element == "speed") reading.collecting = &reading.speed;
  if (element == "course") reading.collecting = &reading.heading;
  if (reading.collecting) reading.collecting->clear();
}

void XMLCALL on_end(void* user, const char* name) {
  auto& reading = *static_cast<Reading*>(user);
  reading.collecting = nullptr;
  if (reading.depth == reading.point_depth) {
    reading.point_depth = 0;
    reading.close_point();
  }
  if (reading.point_depth == 0 && local(name) == "trkseg") reading.close_segment();
  --reading.depth;
}

void XMLCALL on_text(void* user, const char* text, int length) {
  auto& reading = *static_cast<Reading*>(user);
  if (reading.collecting && reading.collecting->size() <= kMaxText)
    reading.collecting->append(text, static_cast<std::size_t>(length));
}

void XMLCALL on_doctype(void* user, const char*, const char*, const char*, int) {
  static_cast<Reading*>(user)->refuse(ErrorKind::Malformed, "a DOCTYPE, which is refused");
}

void XMLCALL on_entity(void* user, const char*, int, const char*, int, const char*, const char*, const char*,
                       const char*) {
  static_cast<Reading*>(user)->refuse(ErrorKind::Malformed, "an entity declaration, which is refused");
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

Result<TraceFile> read_gpx(std::string_view bytes) {
  if (bytes.size() > kMostTraceBytes) return Error{ErrorKind::TooLarge, "a trace of more than 512 MiB"};
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> parser(XML_ParserCreate(nullptr));
  VIGIE_CHECK(parser != nullptr);
  Reading reading;
  reading.parser = parser.get();
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  bool sound = true;
  do {
    const std::string_view piece = bytes.substr(0, kPiece);
    bytes.remove_prefix(piece.size());
    sound =
        XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), bytes.empty() ? 1 : 0) == XML_STATUS_OK;
  } while (sound && !bytes.empty());
  if (reading.refused) return *reading.refused;
  reading.close_segment();
  if (!sound) {
    const std::string what = std::string("not XML from here on: ") + XML_ErrorString(XML_GetErrorCode(parser.get()));
    if (reading.file.segments.empty())
      return Error{ErrorKind::Malformed, "line " + std::to_string(reading.line()) + ": " + what};
    reading.file.add_fault(reading.line(), what);
  }
  if (reading.file.segments.empty())
    return Error{ErrorKind::Malformed, reading.file.fault_count == 0
                                           ? "no track point in it"
                                           : "no track point of it could be read: " + reading.file.faults.front().what};
  return std::move(reading.file);
}

}  // namespace vigie::codec
